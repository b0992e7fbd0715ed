// What a storm of alerts costs the notifier's state machine, Redis and channels apart: so many red alerts over 24
// chains in one minute of the log, each chain with a 链长 of its own. Prints one JSON object.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"
#include "notifier/inbound/notifier_machine.h"
#include "notifier/inbound/stream_fixture.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {
namespace {

constexpr int kChains = 24;
constexpr int kDefaultAlerts = 10'000;
constexpr char kCity[] = "city";

model::CatalogueApplied StormCity() {
  model::CatalogueApplied applied{TestCity().catalogue().Resources(), {}};
  for (int i = 0; i < kChains; ++i) {
    model::Post leader;
    leader.id = absl::StrCat("leader-", i);
    leader.display_name = leader.id;
    leader.role = model::PostRole::kChainLeader;
    leader.unit = "zf";
    leader.holders = {{absl::StrCat("链长", i), std::nullopt, std::nullopt, {}}};
    model::Chain chain;
    chain.id = chain.display_name = absl::StrCat("chain-", i);
    chain.kind = model::ChainKind::kIndustryChain;
    chain.leader_post = leader.id;
    applied.put.emplace_back(leader);
    applied.put.emplace_back(chain);
  }
  model::NotificationPolicy policy;
  model::Route route;
  route.id = "all";
  route.recipients = {model::RecipientRole::kResponsibleUnit, model::RecipientRole::kChainLeader};
  route.group_wait_seconds = 60;
  policy.routes = {route};
  applied.put.emplace_back(policy);
  return applied;
}

/// Steps the machine and keeps what it costs.
class Meter {
 public:
  void Take(const eventlog::Entry& entry) {
    eventlog::Effects effects;
    const auto start = clock_.SteadyNow();
    bool all = false;
    while (!all) {
      const absl::StatusOr<bool> fired = machine_.FireSome(entry, 64, effects);
      if (!fired.ok()) std::abort();
      all = *fired;
    }
    if (!machine_.Step(entry, effects).ok()) std::abort();
    seconds_ += std::chrono::duration<double>(clock_.SteadyNow() - start).count();
    size_t bytes = 0;
    for (const eventlog::StateWrite& write : effects.writes) {
      const size_t size = write.value ? write.value->size() : 0;
      largest_record_ = std::max(largest_record_, size);
      bytes += size;
    }
    most_bytes_ = std::max(most_bytes_, bytes);
  }
  double TakeSeconds() { return std::exchange(seconds_, 0); }
  size_t largest_record() const { return largest_record_; }
  size_t most_bytes() const { return most_bytes_; }
  const Desk& desk() const { return *machine_.FindDesk(kCity); }

 private:
  platform::SystemClock clock_;
  NotifierMachine machine_;
  double seconds_ = 0;
  size_t largest_record_ = 0;
  size_t most_bytes_ = 0;
};

int Run(int alerts) {
  StreamWriter stream;
  Meter meter;
  meter.Take(stream.Passed(kCity, "2024-07-01 09:29", model::JurisdictionOpened{model::ClockMode::kLive, {}}));
  meter.Take(stream.Passed(kCity, "2024-07-01 09:29", StormCity()));
  meter.TakeSeconds();
  for (int i = 0; i < alerts; ++i) {
    model::Alert alert = TestAlert();
    alert.subject.id = absl::StrCat("T", i);
    alert.chains = {absl::StrCat("chain-", i % kChains)};
    alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
    meter.Take(
        stream.Moved(kCity, "2024-07-01 09:30", alert, 1, model::TransitionKind::kRaised, model::Severity::kRed));
  }
  const double taken = meter.TakeSeconds();
  meter.Take(stream.Tick("2024-07-01 09:31"));
  const double told = meter.TakeSeconds();
  std::printf(
      "{\"alerts\": %d, \"seconds_taken\": %.3f, \"seconds_told\": %.3f, \"messages\": %zu, \"recipients\": %d, "
      "\"largest_record_bytes\": %zu, \"most_bytes_of_an_entry\": %zu}\n",
      alerts, taken, told, meter.desk().on_their_way().size(), kChains + 1, meter.largest_record(), meter.most_bytes());
  return meter.desk().on_their_way().size() == static_cast<size_t>(kChains + 1) ? 0 : 1;
}

}  // namespace
}  // namespace liandu::notifier

int main(int argc, char** argv) {
  return liandu::notifier::Run(argc > 1 ? std::max(1, std::atoi(argv[1])) : liandu::notifier::kDefaultAlerts);
}
