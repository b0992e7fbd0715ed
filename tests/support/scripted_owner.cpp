#include "support/scripted_owner.h"

#include <utility>

namespace liandu::testing {

using eventlog::Effects;
using eventlog::Role;

ScriptedOwner::ScriptedOwner(eventlog::EventLogFactory& logs, int partition, std::string id)
    : ScriptedOwner(logs, partition, std::move(id), std::make_unique<ToyMachineFactory>()) {}

ScriptedOwner::ScriptedOwner(eventlog::EventLogFactory& logs, int partition, std::string id,
                             std::unique_ptr<eventlog::MachineFactory> machines)
    : id_(std::move(id)), partition_(partition), machines_(std::move(machines)), log_(logs.Open(partition)) {}

absl::Status ScriptedOwner::Claim() {
  const auto seen = log_->ReadLease(Role::kEvaluator);
  if (!seen.ok()) return seen.status();
  auto position = log_->Claim(Role::kEvaluator, *seen, id_, "nonce-" + id_);
  if (!position.ok()) return position.status();
  position_ = *std::move(position);
  machine_ = machines_->Make(partition_);
  std::string after;
  for (;;) {
    const auto records = log_->ReadState(Role::kEvaluator, after, 7);
    if (!records.ok()) return records.status();
    for (const auto& [key, value] : *records) {
      if (absl::Status status = machine_->Restore(key, value); !status.ok()) return status;
    }
    if (records->size() < 7) return machine_->FinishRestore();
    after = records->back().first;
  }
}

absl::StatusOr<int> ScriptedOwner::Advance(int max_inputs, int max_timers, Death death, int spared) {
  const auto entries = log_->Read(Role::kEvaluator, position_.cursor, max_inputs, std::chrono::milliseconds(0));
  if (!entries.ok()) return entries.status();
  Effects effects;
  for (const eventlog::Entry& entry : *entries) {
    for (;;) {
      const auto all = machine_->FireSome(entry, max_timers, effects);
      if (!all.ok()) return all.status();
      batch_.Add(entry.id, effects);
      if (*all) break;
      if (absl::Status status = Commit(spared-- > 0 ? Death::kNone : death); !status.ok()) return status;
    }
    if (absl::Status status = machine_->Step(entry, effects); !status.ok()) return status;
    batch_.Add(entry.id, effects);
    batch_.Consumed(entry.id);
  }
  if (absl::Status status = Commit(death); !status.ok()) return status;
  return static_cast<int>(entries->size());
}

absl::Status ScriptedOwner::Commit(Death death) {
  const absl::Status dead = absl::CancelledError("died as told");
  if (batch_.empty()) return absl::OkStatus();
  if (death == Death::kBeforeSend) return dead;
  eventlog::Fence fence = position_.fence;
  ++fence.sequence;
  const eventlog::Commit commit = batch_.Finish(fence);
  absl::Status status = log_->CommitBatch(Role::kEvaluator, commit);
  if (death == Death::kReplyLost && status.ok()) status = log_->CommitBatch(Role::kEvaluator, commit);
  if (death == Death::kBeforeReply) return dead;
  if (!status.ok()) return status;
  if (death == Death::kAfterReply) return dead;
  position_.fence = fence;
  if (commit.last_input.has_value()) position_.cursor = *commit.last_input;
  return absl::OkStatus();
}

}  // namespace liandu::testing
