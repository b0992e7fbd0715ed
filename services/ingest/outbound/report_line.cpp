#include "ingest/outbound/report_line.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/outbound/append_status.h"

namespace liandu::ingest {
namespace {

constexpr const char* kKind = "reports_received";
/// Looks at a moving catalogue or clock before giving up.
constexpr int kMaxAttempts = 8;
/// What goes together in one append.
constexpr size_t kMaxGathered = 64;
constexpr size_t kMaxGatheredBytes = 4 << 20;

bool GoTogether(const PreparedBatch& first, const PreparedBatch& next) {
  return first.plain() && next.plain() && first.jurisdiction() == next.jurisdiction() &&
         first.source() == next.source() && first.version() == next.version() && first.numbered() == next.numbered();
}

}  // namespace

void ReportLine::Add(ReportBatch batch, Done done) {
  auto slot = std::make_shared<Slot>(std::move(batch));
  slot->done = std::move(done);
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    slots_.push_back(slot);
  }
  Prepare(slot);
}

void ReportLine::AddRefused(grpc::Status status, Done done) {
  auto slot = std::make_shared<Slot>(ReportBatch{});
  slot->done = std::move(done);
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    slots_.push_back(slot);
  }
  Fail(slot, std::move(status));
}

void ReportLine::Prepare(const std::shared_ptr<Slot>& slot) {
  const std::shared_ptr<KnownJurisdiction> known = route_.cache.Find(slot->batch.jurisdiction());
  if (known == nullptr) return RefreshAndPrepare(slot);
  slot->batch.Prepare(*known);
  if (slot->batch.refused_by_catalogue() && !slot->looked_again) return RefreshAndPrepare(slot);
  if (slot->batch.entries() > 1 && slot->batch.numbered() && !slot->sequence_read) return ReadSequenceAndPrepare(slot);
  SetReady(slot);
}

void ReportLine::RefreshAndPrepare(const std::shared_ptr<Slot>& slot) {
  slot->looked_again = true;
  route_.cache.Refresh(slot->batch.jurisdiction(), [self = shared_from_this(), slot](const absl::Status& status) {
    if (!status.ok()) return self->Fail(slot, FailureStatus(status));
    self->route_.pool.Continue([self, slot] { self->Prepare(slot); });
  });
}

void ReportLine::ReadSequenceAndPrepare(const std::shared_ptr<Slot>& slot) {
  slot->sequence_read = true;
  route_.writer.ReadSourceSequence(slot->batch.jurisdiction(), slot->batch.source(),
                                   [self = shared_from_this(), slot](const absl::StatusOr<int64_t>& last) {
                                     if (!last.ok()) return self->Fail(slot, FailureStatus(last.status()));
                                     slot->batch.NoteSeen(*last);
                                     self->route_.pool.Continue([self, slot] { self->Prepare(slot); });
                                   });
}

void ReportLine::SetReady(const std::shared_ptr<Slot>& slot) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    slot->ready = true;
  }
  Pump();
}

void ReportLine::Fail(const std::shared_ptr<Slot>& slot, grpc::Status status) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    slot->failed = std::move(status);
    slot->ready = true;
  }
  Pump();
}

void ReportLine::Pump() {
  while (true) {
    Slots done;
    Slots next;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (busy_) return;
      done = TakeAnswerable();
      if (done.empty()) next = Gather();
      if (done.empty() && next.empty()) return;
      busy_ = true;
    }
    if (!next.empty()) return Append(std::move(next));
    Answer(done);
    const std::lock_guard<std::mutex> guard(mutex_);
    busy_ = false;
  }
}

void ReportLine::RefuseBehindFailure(Slot& slot) {
  const PreparedBatch& batch = slot.batch;
  if (!batch.numbered()) return;
  auto failed = failed_from_.find(batch.source());
  if (slot.failed) {
    if (failed == failed_from_.end()) failed_from_[batch.source()] = batch.source_first();
    return;
  }
  if (failed == failed_from_.end()) return;
  if (batch.source_first() <= failed->second) {
    failed_from_.erase(failed);
    return;
  }
  slot.failed = TryAgainStatus(
      absl::StrCat("来源“", batch.source(), "”前面有一批没有写入；请从第 ", failed->second, " 号起重新发送"));
}

/// Called under the lock: the longest run at the head that needs nothing of the log any more.
ReportLine::Slots ReportLine::TakeAnswerable() {
  Slots done;
  while (!slots_.empty() && slots_.front()->ready) {
    Slot& head = *slots_.front();
    RefuseBehindFailure(head);
    if (!head.failed && head.batch.needs_append()) break;
    done.push_back(std::move(slots_.front()));
    slots_.pop_front();
  }
  return done;
}

/// Called under the lock: what goes into the next append. The head is ready and needs one.
ReportLine::Slots ReportLine::Gather() {
  Slots slots;
  size_t bytes = 0;
  for (const std::shared_ptr<Slot>& slot : slots_) {
    if (!slot->ready || slot->failed) break;
    if (!slots.empty() && !GoTogether(slots.front()->batch, slot->batch)) break;
    bytes += slot->batch.payload_bytes();
    if (!slots.empty() && (bytes > kMaxGatheredBytes || slots.size() >= kMaxGathered)) break;
    if (!slots.empty() && slot->batch.numbered() && slot->batch.source_first() <= slots.back()->batch.source_last()) {
      break;
    }
    slots.push_back(slot);
  }
  return slots;
}

void ReportLine::Append(Slots slots) {
  eventlog::AppendItem item = slots.front()->batch.TakeItem();
  for (size_t i = 1; i < slots.size(); ++i) {
    eventlog::AppendItem more = slots[i]->batch.TakeItem();
    for (std::string& payload : more.payloads) item.payloads.push_back(std::move(payload));
    item.source_last = more.source_last;
  }
  route_.writer.Append(std::move(item), kKind,
                       [self = shared_from_this(), slots = std::move(slots)](
                           const absl::StatusOr<eventlog::AppendResult>& result) { self->OnResult(slots, result); });
}

void ReportLine::OnResult(const Slots& slots, const absl::StatusOr<eventlog::AppendResult>& result) {
  using Outcome = eventlog::AppendResult::Outcome;
  if (!result.ok()) return FailAll(slots, FailureStatus(result.status()));
  const std::string& jurisdiction = slots.front()->batch.jurisdiction();
  const std::shared_ptr<KnownJurisdiction> known = route_.cache.Find(jurisdiction);
  if (known != nullptr && result->clock) known->NoteClock(*result->clock);
  switch (result->outcome) {
    case Outcome::kAppended:
    case Outcome::kRepeatedRequest:
      return OnDurable(slots, *result);
    case Outcome::kRepeatedSource:
      for (const std::shared_ptr<Slot>& slot : slots) slot->batch.NoteSeen(result->source_last);
      return PrepareAgain(slots, /*refresh=*/false);
    case Outcome::kVersionMismatch:
    case Outcome::kClockRefused:
      if (++slots.front()->attempts < kMaxAttempts) return PrepareAgain(slots, /*refresh=*/true);
      break;
    case Outcome::kUnknownJurisdiction:
      route_.cache.Forget(jurisdiction);
      break;
    case Outcome::kJurisdictionExists:
    case Outcome::kBacklog:
      break;
  }
  FailAll(slots, RefusalStatus(jurisdiction, *result));
}

void ReportLine::OnDurable(const Slots& slots, const eventlog::AppendResult& result) {
  const bool repeated = result.outcome == eventlog::AppendResult::Outcome::kRepeatedRequest;
  for (const std::shared_ptr<Slot>& slot : slots) slot->batch.NoteAppended(result.last_id, repeated);
  Release();
}

void ReportLine::FailAll(const Slots& slots, const grpc::Status& status) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    for (const std::shared_ptr<Slot>& slot : slots) slot->failed = status;
  }
  Release();
}

/// The log's thread has other callers to serve: the batches are checked again on the pool.
void ReportLine::PrepareAgain(const Slots& slots, bool refresh) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    for (const std::shared_ptr<Slot>& slot : slots) {
      slot->ready = false;
      slot->looked_again = true;
    }
  }
  auto again = [self = shared_from_this(), slots](const absl::Status& status) {
    self->route_.pool.Continue([self, slots, status] {
      for (const std::shared_ptr<Slot>& slot : slots) {
        if (status.ok()) {
          self->Prepare(slot);
        } else {
          self->Fail(slot, FailureStatus(status));
        }
      }
      self->Release();
    });
  };
  if (!refresh) return again(absl::OkStatus());
  route_.cache.Refresh(slots.front()->batch.jurisdiction(), std::move(again));
}

void ReportLine::Release() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    busy_ = false;
  }
  Pump();
}

void ReportLine::Answer(const Slots& slots) {
  for (const std::shared_ptr<Slot>& slot : slots) {
    const BatchAnswer& answer = slot->batch.answer();
    if (!slot->failed) {
      size_t counts[4] = {};
      for (ReportOutcome outcome : answer.outcomes) ++counts[static_cast<size_t>(outcome)];
      route_.writer.metrics().Reports("accepted", counts[1]);
      route_.writer.metrics().Reports("duplicate", counts[2]);
      route_.writer.metrics().Reports("refused", counts[3]);
    }
    slot->done(slot->failed.value_or(grpc::Status::OK), answer);
  }
}

}  // namespace liandu::ingest
