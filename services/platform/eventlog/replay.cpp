#include "platform/eventlog/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "platform/eventlog/digest.h"

namespace liandu::eventlog {
namespace {

/// What a machine fires at once; bounds the effects held, and changes nothing else.
constexpr int kTimersAtOnce = 4'000;
constexpr int kDigestAttempts = 5;

absl::StatusOr<EntryId> FirstAlertBoundary(EventLog& log, const ReplayOptions& options) {
  const absl::StatusOr<ProcessorPosition> notifier = log.ReadPosition(Role::kNotifier);
  if (!notifier.ok()) return notifier.status();
  return std::max(options.alerts_after, notifier->trimmed);
}

/// A partition's state and outputs as they come to be.
class Replayed {
 public:
  explicit Replayed(EntryId alerts_after) : alerts_after_(alerts_after) {}

  /// An entry that was set aside only lets its time pass and is told to the machine.
  absl::Status Take(Machine& machine, const Entry& entry, bool aside) {
    for (;;) {
      const absl::StatusOr<bool> all = machine.FireSome(entry, kTimersAtOnce, effects_);
      if (!all.ok()) return all.status();
      Apply(entry.id);
      if (*all) break;
    }
    absl::Status status = aside ? machine.SetAside(entry, effects_) : machine.Step(entry, effects_);
    if (!status.ok()) return status;
    Apply(entry.id);
    return absl::OkStatus();
  }

  void Consumed(EntryId entry) {
    digest_.position = entry;
    ++digest_.entries;
  }

  LogDigest Finish() {
    Digest state_hash;
    for (const auto& [key, value] : state_) {
      state_hash.Add(key);
      state_hash.Add(value);
    }
    digest_.records = static_cast<int64_t>(state_.size());
    digest_.state_hash = state_hash.Finish();
    digest_.alerts_hash = alerts_hash_.Finish();
    return digest_;
  }

 private:
  void Apply(EntryId cause) {
    for (StateWrite& write : effects_.writes) {
      if (write.value.has_value()) {
        state_[std::move(write.key)] = *std::move(write.value);
      } else {
        state_.erase(write.key);
      }
    }
    for (Output& output : effects_.outputs) Say(cause, std::move(output));
    effects_.writes.clear();
    effects_.outputs.clear();
  }

  void Say(EntryId cause, Output output) {
    // As the store numbers "<cause ms>-*".
    last_alert_ = cause.ms == last_alert_.ms ? EntryId{cause.ms, last_alert_.sequence + 1} : EntryId{cause.ms, 0};
    if (last_alert_ <= alerts_after_) return;
    ++digest_.alerts;
    alerts_hash_.Add({last_alert_, output.at_ms, std::move(output.jurisdiction), std::move(output.payload),
                      std::move(output.entity), output.entity_sequence});
  }

  const EntryId alerts_after_;
  LogDigest digest_;
  std::map<std::string, std::string> state_;
  Effects effects_;
  EntryId last_alert_;
  Digest alerts_hash_;
};

}  // namespace

absl::StatusOr<LogDigest> Replay(EventLog& log, Machine& machine, const ReplayOptions& options) {
  const absl::StatusOr<ProcessorPosition> position = log.ReadPosition(Role::kEvaluator);
  if (!position.ok()) return position.status();
  const absl::StatusOr<EntryId> boundary = FirstAlertBoundary(log, options);
  if (!boundary.ok()) return boundary.status();
  const EntryId until = options.until.value_or(position->cursor);
  const std::vector<EntryId>& set_aside = position->set_aside;
  if (absl::Status status = machine.FinishRestore(); !status.ok()) return status;
  Replayed replayed(*boundary);
  EntryId after;
  while (after < until) {
    if (options.cancelled && options.cancelled()) return absl::CancelledError("replay given up");
    const auto entries = log.Read(Role::kEvaluator, after, options.read_entries, std::chrono::milliseconds(0));
    if (!entries.ok()) return entries.status();
    if (entries->empty()) break;
    for (const Entry& entry : *entries) {
      after = entry.id;
      if (entry.id > until) break;
      const bool aside = std::binary_search(set_aside.begin(), set_aside.end(), entry.id);
      if (absl::Status status = replayed.Take(machine, entry, aside); !status.ok()) {
        return absl::Status(status.code(),
                            fmt::format("replay: entry {}: {}", entry.id.ToString(), std::string(status.message())));
      }
      replayed.Consumed(entry.id);
    }
  }
  return replayed.Finish();
}

namespace {

absl::Status DigestState(EventLog& log, LogDigest& digest) {
  constexpr int kRecordsAtOnce = 1'000;
  Digest hash;
  std::string after;
  for (;;) {
    const auto records = log.ReadState(Role::kEvaluator, after, kRecordsAtOnce);
    if (!records.ok()) return records.status();
    for (const auto& [key, value] : *records) {
      hash.Add(key);
      hash.Add(value);
    }
    digest.records += static_cast<int64_t>(records->size());
    if (records->size() < kRecordsAtOnce) break;
    after = records->back().first;
  }
  digest.state_hash = hash.Finish();
  return absl::OkStatus();
}

absl::Status DigestAlerts(EventLog& log, EntryId after, int read_entries, LogDigest& digest) {
  Digest hash;
  for (;;) {
    const auto alerts = log.Read(Role::kNotifier, after, read_entries, std::chrono::milliseconds(0));
    if (!alerts.ok()) return alerts.status();
    if (alerts->empty()) break;
    for (const Entry& alert : *alerts) hash.Add(alert);
    digest.alerts += static_cast<int64_t>(alerts->size());
    after = alerts->back().id;
  }
  digest.alerts_hash = hash.Finish();
  return absl::OkStatus();
}

bool SameCommit(const ProcessorPosition& a, const ProcessorPosition& b) {
  return a.cursor == b.cursor && a.fence.epoch == b.fence.epoch && a.fence.sequence == b.fence.sequence;
}

}  // namespace

absl::StatusOr<LogDigest> DigestCommitted(EventLog& log, const ReplayOptions& options) {
  for (int attempt = 0; attempt < kDigestAttempts; ++attempt) {
    const absl::StatusOr<ProcessorPosition> before = log.ReadPosition(Role::kEvaluator);
    if (!before.ok()) return before.status();
    const absl::StatusOr<EntryId> boundary = FirstAlertBoundary(log, options);
    if (!boundary.ok()) return boundary.status();
    LogDigest digest;
    digest.position = before->cursor;
    digest.entries = before->input_count;
    absl::Status status = DigestState(log, digest);
    if (status.ok()) status = DigestAlerts(log, *boundary, options.read_entries, digest);
    if (!status.ok() && !absl::IsAborted(status)) return status;
    const absl::StatusOr<ProcessorPosition> after = log.ReadPosition(Role::kEvaluator);
    if (!after.ok()) return after.status();
    if (status.ok() && SameCommit(*before, *after)) return digest;
  }
  return absl::AbortedError("the evaluator keeps committing while its state is read");
}

}  // namespace liandu::eventlog
