#include "support/toy_machine.h"

#include <fmt/format.h>

#include <limits>
#include <sstream>

namespace liandu::testing {

using eventlog::Effects;
using eventlog::Entry;

absl::Status ToyMachine::Restore(std::string_view key, std::string_view value) {
  Counter counter;
  std::istringstream text{std::string(value)};
  if (!(text >> counter.value >> counter.sequence >> counter.due_ms)) {
    return absl::DataLossError(fmt::format("record {}: \"{}\"", key, value));
  }
  if (!counters_.empty() && key <= counters_.rbegin()->first) return absl::InternalError("records out of order");
  if (counter.due_ms != 0) timers_.Set(key, counter.due_ms);
  counters_[std::string(key)] = counter;
  return absl::OkStatus();
}

absl::Status ToyMachine::FinishRestore() { return absl::OkStatus(); }

void ToyMachine::Write(const std::string& key, Effects& effects) const {
  const Counter& counter = counters_.at(key);
  effects.writes.push_back({key, fmt::format("{} {} {}", counter.value, counter.sequence, counter.due_ms)});
}

void ToyMachine::Say(const std::string& key, const std::string& jurisdiction, int64_t at_ms, const std::string& what,
                     Effects& effects) {
  Counter& counter = counters_.at(key);
  effects.outputs.push_back({jurisdiction, at_ms, key, ++counter.sequence, what});
  Write(key, effects);
}

absl::StatusOr<bool> ToyMachine::FireSome(const Entry& entry, int max_timers, Effects& effects) {
  for (int fired = 0; fired < max_timers; ++fired) {
    const auto timer = timers_.PopDue(entry.at_ms);
    if (!timer.has_value()) return true;
    counters_.at(timer->key).due_ms = 0;
    Say(timer->key, "", timer->due_ms, timer->key + " reminds", effects);
  }
  return !timers_.NextDueMs().has_value() || *timers_.NextDueMs() > entry.at_ms;
}

absl::Status ToyMachine::Step(const Entry& entry, Effects& effects) {
  static_cast<void>(FireSome(entry, std::numeric_limits<int>::max(), effects).value());
  std::istringstream text(entry.payload);
  std::string verb;
  std::string key;
  int64_t number = 0;
  text >> verb >> key >> number;
  if (verb == "tick") return absl::OkStatus();
  if (verb == "newer") return absl::UnimplementedError("entry of a newer kind");
  if (verb == "add") {
    counters_[key].value += number;
    Say(key, entry.jurisdiction, entry.at_ms, fmt::format("{}={}", key, counters_[key].value), effects);
  } else if (verb == "remind") {
    counters_[key].due_ms = entry.at_ms + number;
    timers_.Set(key, entry.at_ms + number);
    Write(key, effects);
  } else if (verb == "forget") {
    timers_.Erase(key);
    counters_.erase(key);
    effects.writes.push_back({key, std::nullopt});
  } else {
    return absl::InternalError("poisonous entry: " + entry.payload);
  }
  return absl::OkStatus();
}

absl::Status ToyMachine::SetAside(const Entry& entry, Effects& effects) {
  counters_.try_emplace("aside");
  Say("aside", entry.jurisdiction, entry.at_ms, "aside " + entry.id.ToString(), effects);
  return absl::OkStatus();
}

std::optional<int64_t> ToyMachine::NextDueMs() const { return timers_.NextDueMs(); }

int64_t ToyMachine::Value(const std::string& key) const {
  const auto found = counters_.find(key);
  return found == counters_.end() ? -1 : found->second.value;
}

Effects ToyMachine::AddFromOutside(const std::string& key, int64_t number) {
  Effects effects;
  counters_[key].value += number;
  Write(key, effects);
  return effects;
}

std::unique_ptr<eventlog::Machine> ToyMachineFactory::Make(int /*partition*/) { return std::make_unique<ToyMachine>(); }

}  // namespace liandu::testing
