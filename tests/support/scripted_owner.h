#pragma once

#include <memory>
#include <string>

#include "platform/eventlog/batch.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"
#include "support/toy_machine.h"

namespace liandu::testing {

/// What befalls an owner in a commit. Only kReplyLost lets it live: it sends the same commit again.
enum class Death { kNone, kBeforeSend, kBeforeReply, kAfterReply, kReplyLost };

/// An evaluator's owner whose every step, and death, a test decides. After a death or an error, drop it.
class ScriptedOwner {
 public:
  /// Of toy machines.
  ScriptedOwner(eventlog::EventLogFactory& logs, int partition, std::string id);
  ScriptedOwner(eventlog::EventLogFactory& logs, int partition, std::string id,
                std::unique_ptr<eventlog::MachineFactory> machines);

  /// Takes the lease over, whoever holds it, and loads the state.
  absl::Status Claim();
  /// Steps up to `max_inputs` waiting entries, firing at most `max_timers` timers at once with a commit between, and
  /// commits. `death` befalls it in the commit after `spared` ones, at the latest in the last. The number of inputs
  /// committed, as far as this owner lives to know.
  absl::StatusOr<int> Advance(int max_inputs, int max_timers, Death death, int spared = 1'000'000);
  /// When the machine wants a tick; nullopt: not.
  std::optional<int64_t> NextDueMs() const { return machine_->NextDueMs(); }
  eventlog::EventLog& log() { return *log_; }

 private:
  absl::Status Commit(Death death);

  const std::string id_;
  const int partition_;
  const std::unique_ptr<eventlog::MachineFactory> machines_;
  const std::unique_ptr<eventlog::EventLog> log_;
  std::unique_ptr<eventlog::Machine> machine_;
  eventlog::ProcessorPosition position_;
  eventlog::Batch batch_;
};

}  // namespace liandu::testing
