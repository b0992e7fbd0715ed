#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "platform/eventlog/machine.h"
#include "platform/eventlog/timer_heap.h"

namespace liandu::testing {

/// A deterministic machine with counters, timers and outputs. Payloads:
///   "add K N"       adds N to counter K and says "K=V"
///   "remind K MS"   sets K's timer MS after the entry's time; when it fires, it says "K reminds"
///   "forget K"      removes K
///   "tick"          nothing but time
///   "poison"        fails; "newer" is of a kind that it does not know
/// Everything else fails too. For an entry that was set aside it says "aside <entry>".
class ToyMachine : public eventlog::Machine {
 public:
  absl::Status Restore(std::string_view key, std::string_view value) override;
  absl::Status FinishRestore() override;
  absl::StatusOr<bool> FireSome(const eventlog::Entry& entry, int max_timers, eventlog::Effects& effects) override;
  absl::Status Step(const eventlog::Entry& entry, eventlog::Effects& effects) override;
  absl::Status SetAside(const eventlog::Entry& entry, eventlog::Effects& effects) override;
  std::optional<int64_t> NextDueMs() const override;

  /// -1: there is no such counter.
  int64_t Value(const std::string& key) const;
  /// A change that comes from no entry.
  eventlog::Effects AddFromOutside(const std::string& key, int64_t number);

 private:
  struct Counter {
    int64_t value = 0;
    int64_t sequence = 0;
    /// 0: none.
    int64_t due_ms = 0;
  };

  void Say(const std::string& key, const std::string& jurisdiction, int64_t at_ms, const std::string& what,
           eventlog::Effects& effects);
  void Write(const std::string& key, eventlog::Effects& effects) const;

  std::map<std::string, Counter> counters_;
  eventlog::TimerHeap timers_;
};

class ToyMachineFactory : public eventlog::MachineFactory {
 public:
  std::unique_ptr<eventlog::Machine> Make(int partition) override;
};

}  // namespace liandu::testing
