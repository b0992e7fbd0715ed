#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "platform/eventlog/partition_processor.h"

/// What a partition's owner does to inputs and to the store.
namespace liandu::eventlog {

using platform::Clock;

namespace {

/// From this many claims at one cursor on, inputs go one by one.
constexpr int64_t kClaimsUntilSingly = 3;
constexpr std::chrono::milliseconds kTickSpacing{10};
/// A tick that nothing came of is asked for again after this long.
constexpr std::chrono::milliseconds kTickRetry{1'000};
constexpr std::chrono::milliseconds kTrimSpacing{60'000};
constexpr std::chrono::milliseconds kFirstBackoff{20};
constexpr std::chrono::milliseconds kLongestBackoff{1'000};

}  // namespace

absl::Status PartitionProcessor::StepInputs() {
  const bool singly = position_.claims_at_cursor >= kClaimsUntilSingly;
  const auto most = static_cast<size_t>(context_.options.max_batch_inputs);
  absl::StatusOr<std::vector<Entry>> entries = reader_->Take(singly ? 1 : most);
  if (!entries.ok()) return entries.status();
  if (!entries->empty()) {
    tick_allowed_at_ = context_.clock.SteadyNow() + kTickSpacing;
    ticks_without_input_ = 0;
  }
  for (const Entry& entry : *entries) {
    const auto& set_aside = position_.set_aside;
    const bool aside = std::binary_search(set_aside.begin(), set_aside.end(), entry.id);
    absl::Status status = singly && !aside ? TryAlone(entry) : StepOne(entry, aside);
    if (!status.ok()) return status;
    if (batch_.effects() >= context_.options.max_batch_effects) status = CommitBatch();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status PartitionProcessor::TryAlone(const Entry& entry) {
  // Whoever was here before us marked this entry and did not come back to commit it.
  if (position_.trying == entry.id && !survived_) {
    if (absl::Status status = SetAside(entry.id, absl::UnknownError("owners died at it")); !status.ok()) return status;
    return StepOne(entry, true);
  }
  if (absl::Status status = log_->MarkTrying(context_.options.role, position_.fence, entry.id); !status.ok()) {
    return status;
  }
  absl::Status status = StepOne(entry, false);
  if (!machine_failed_) return status;
  if (absl::Status aside = SetAside(entry.id, status); !aside.ok()) machine_failed_ = false;
  return status;
}

absl::Status PartitionProcessor::SetAside(EntryId entry, const absl::Status& why) {
  if (absl::Status status = log_->SetAside(context_.options.role, position_.fence, entry); !status.ok()) return status;
  position_.set_aside.insert(std::upper_bound(position_.set_aside.begin(), position_.set_aside.end(), entry), entry);
  context_.observer.OnSetAside(partition_, entry, why);
  return absl::OkStatus();
}

absl::Status PartitionProcessor::StepOne(const Entry& entry, bool aside) {
  const auto failed = [&](const absl::Status& status) {
    if (absl::IsUnimplemented(status)) {
      context_.observer.OnUnknownKind(partition_, entry.id, status);
    } else {
      machine_failed_ = true;
    }
    return absl::Status(status.code(), fmt::format("entry {}: {}", entry.id.ToString(), std::string(status.message())));
  };
  const auto most = static_cast<int>(context_.options.max_batch_effects);
  for (;;) {
    const absl::StatusOr<bool> all = machine_->FireSome(entry, most, effects_);
    if (!all.ok()) return failed(all.status());
    batch_.Add(entry.id, effects_);
    if (batch_.effects() >= context_.options.max_batch_effects) {
      if (absl::Status status = CommitBatch(); !status.ok()) return status;
    }
    if (*all) break;
    MarkTurn();
  }
  const absl::Status status = aside ? machine_->SetAside(entry, effects_) : machine_->Step(entry, effects_);
  if (!status.ok()) {
    effects_ = Effects();
    return failed(status);
  }
  batch_.Add(entry.id, effects_);
  batch_.Consumed(entry.id);
  return absl::OkStatus();
}

absl::Status PartitionProcessor::CommitBatch() {
  if (batch_.empty()) return absl::OkStatus();
  Fence fence = position_.fence;
  ++fence.sequence;
  const Commit commit = batch_.Finish(fence);
  if (absl::Status status = SendUntilAnswered(commit); !status.ok()) return status;
  position_.fence.sequence = fence.sequence;
  if (commit.last_input.has_value()) {
    position_.cursor = *commit.last_input;
    position_.input_count += commit.input_count;
    position_.claims_at_cursor = 0;
    trim_wanted_ = true;
  }
  position_.appended = std::max(position_.appended, position_.input_count + static_cast<int64_t>(reader_->queued()));
  context_.observer.OnLag(partition_, position_.appended - position_.input_count);
  context_.listener.OnCommitted(partition_, *machine_, position_.cursor, commit.outputs);
  return absl::OkStatus();
}

absl::Status PartitionProcessor::SendUntilAnswered(const Commit& commit) {
  for (int attempt = 0;; ++attempt) {
    MarkTurn();
    const Clock::SteadyTime start = context_.clock.SteadyNow();
    absl::Status status = log_->CommitBatch(context_.options.role, commit);
    const Clock::SteadyTime end = context_.clock.SteadyNow();
    context_.observer.OnCommit(partition_, commit.input_count, commit.writes.size(), commit.outputs.size(), end - start,
                               status);
    if (status.ok()) renewed_at_ = end;
    // Unknown outcome, or refused for now: the same commit again, never another, until the store has answered.
    if (!absl::IsUnavailable(status)) return status;
    ExpireQueries();
    if (!BackOff(attempt)) return status;
  }
}

bool PartitionProcessor::BackOff(int attempt) {
  const auto backoff = std::min(kFirstBackoff * (1 << std::min(attempt, 10)), kLongestBackoff);
  std::unique_lock<std::mutex> lock(mutex_);
  context_.clock.WaitFor(lock, changed_, backoff, [] { return false; });
  return !let_go_by_.has_value() || context_.clock.SteadyNow() < *let_go_by_;
}

absl::Status PartitionProcessor::RenewIfDue() {
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  if (now < RenewalDue()) return absl::OkStatus();
  absl::Status status = log_->Renew(context_.options.role, position_.fence);
  // A store that is away makes the lease age; whether it was lost meanwhile, the fence will tell.
  renewed_at_ = now;
  return absl::IsUnavailable(status) ? absl::OkStatus() : status;
}

absl::Status PartitionProcessor::RequestTickIfDue() {
  if (context_.options.tick_payload.empty() || reader_->Filled()) return absl::OkStatus();
  const std::optional<int64_t> due_ms = machine_->NextDueMs();
  const int64_t now_ms = context_.clock.NowMs();
  if (!due_ms.has_value() || *due_ms > now_ms) return absl::OkStatus();
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  if (tick_allowed_at_.has_value() && now < *tick_allowed_at_) return absl::OkStatus();
  // A due moment that the partition's clock has passed already needs a tick of its own, once nothing came of asking.
  const int64_t moment_ms = ticks_without_input_ == 0 ? *due_ms : now_ms;
  const absl::Status status = log_->AppendTick(moment_ms, context_.options.tick_payload);
  context_.observer.OnTick(partition_, status);
  if (status.ok()) {
    ++ticks_without_input_;
    tick_allowed_at_ = now + kTickRetry;
  } else {
    // The store's time is a little behind ours, or the store is away.
    tick_allowed_at_ = now + (status.code() == absl::StatusCode::kUnavailable ? 5 * kTickSpacing : kTickRetry);
  }
  return absl::OkStatus();
}

absl::Status PartitionProcessor::TrimIfDue() {
  if (context_.options.role != Role::kNotifier || !trim_wanted_) return absl::OkStatus();
  const Clock::SteadyTime now = context_.clock.SteadyNow();
  if (now - trimmed_at_ < kTrimSpacing) return absl::OkStatus();
  trimmed_at_ = now;
  trim_wanted_ = false;
  const absl::Status status = log_->TrimAlerts(position_.fence, context_.options.alerts_retention);
  return absl::IsUnavailable(status) ? absl::OkStatus() : status;
}

}  // namespace liandu::eventlog
