#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "evaluator/domain/world.h"
#include "liandu/v1/event.pb.h"
#include "platform/eventlog/machine.h"

namespace liandu::evaluator {

/// The evaluator's state machine over one partition's log: decodes entries, has the world judge them, and encodes what
/// changed and what is said. Used by one thread at a time.
class EvaluatorMachine final : public eventlog::Machine {
 public:
  absl::Status Restore(std::string_view key, std::string_view value) override;
  absl::Status FinishRestore() override;
  absl::StatusOr<bool> FireSome(const eventlog::Entry& entry, int max_timers, eventlog::Effects& effects) override;
  absl::Status Step(const eventlog::Entry& entry, eventlog::Effects& effects) override;
  absl::Status SetAside(const eventlog::Entry& entry, eventlog::Effects& effects) override;
  std::optional<int64_t> NextDueMs() const override;

  const World& world() const { return world_; }

 private:
  World world_;
};

class EvaluatorMachineFactory final : public eventlog::MachineFactory {
 public:
  std::unique_ptr<eventlog::Machine> Make(int partition) override;
};

/// The payload of a tick in the log.
std::string TickPayload();

/// What of an event the notifier needs: clocks and ticks whole, of a catalogue change the jurisdiction, work calendars,
/// units, posts, programmes, chains and the policy; nullopt: nothing of it.
std::optional<v1::Event> PassedOn(const v1::Event& event);

}  // namespace liandu::evaluator
