#include "ingest/outbound/report_batch.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/domain/check_report.h"
#include "wire/wire.h"

namespace liandu::ingest {

PreparedBatch::PreparedBatch(ReportBatch batch) : batch_(std::move(batch)) {
  answer_.outcomes.assign(batch_.reports.size(), ReportOutcome::kAccepted);
  if (batch_.source.empty()) return;
  for (const model::Report& report : batch_.reports) {
    if (report.source_sequence <= 0) continue;
    if (source_first_ == 0) source_first_ = report.source_sequence;
    source_first_ = std::min(source_first_, report.source_sequence);
    source_last_ = std::max(source_last_, report.source_sequence);
  }
}

void PreparedBatch::CheckReports(const KnownJurisdiction::View& view,
                                 std::map<std::optional<model::Date>, LogEntry>& by_day) {
  ReportCheck check(view.catalogue, view.mode, view.now);
  std::vector<Violation> violations;
  for (size_t i = 0; i < batch_.reports.size(); ++i) {
    if (answer_.outcomes[i] == ReportOutcome::kDuplicate) continue;
    const model::Report& report = batch_.reports[i];
    auto unreadable = batch_.unreadable.find(i);
    if (unreadable != batch_.unreadable.end()) {
      violations = unreadable->second;
    } else {
      check.Check(report, violations);
      refused_by_catalogue_ |= !violations.empty();
    }
    if (violations.empty()) {
      answer_.outcomes[i] = ReportOutcome::kAccepted;
      LogEntry& entry = by_day[report.published_date];
      if (report.published_date && !entry.own_at_ms) {
        // A day that has begun before the clock stood there goes in at the clock.
        const model::Instant at = std::max(PublicationMoment(*report.published_date, check.civil_time()), view.now);
        entry.own_at_ms = at.time_since_epoch().count();
      }
      entry.members.push_back(i);
      continue;
    }
    answer_.outcomes[i] = ReportOutcome::kRefused;
    answer_.refused[i] = std::move(violations);
    violations.clear();
  }
}

void PreparedBatch::Prepare(const KnownJurisdiction& known) {
  // Reports without a day of publication come first: an unset optional is the least.
  std::map<std::optional<model::Date>, LogEntry> by_day;
  entries_.clear();
  next_entry_ = 0;
  answer_.refused.clear();
  refused_by_catalogue_ = false;
  known.Read([&](const KnownJurisdiction::View& view) {
    version_ = view.version;
    CheckReports(view, by_day);
  });
  for (auto& [day, entry] : by_day) {
    Encode(entry);
    entries_.push_back(std::move(entry));
  }
}

void PreparedBatch::Encode(LogEntry& entry) const {
  std::vector<const model::Report*> reports;
  reports.reserve(entry.members.size());
  for (size_t i : entry.members) reports.push_back(&batch_.reports[i]);
  const model::Event envelope{batch_.jurisdiction, batch_.actor, batch_.request_id, version_,
                              model::ReportsReceived{batch_.source, {}}};
  entry.payload = wire::EncodeReports(envelope, reports);
}

size_t PreparedBatch::payload_bytes() const {
  size_t bytes = 0;
  for (const LogEntry& entry : entries_) bytes += entry.payload.size();
  return bytes;
}

eventlog::AppendItem PreparedBatch::TakeItem() {
  eventlog::AppendItem item;
  item.jurisdiction = batch_.jurisdiction;
  item.catalogue_version = version_;
  if (next_entry_ < entries_.size()) {
    item.payloads.push_back(std::move(entries_[next_entry_].payload));
    item.own_at_ms = entries_[next_entry_].own_at_ms;
  }
  const bool last = entries_left() <= 1;
  if (numbered() && last) {
    // With the last entry: numbers must not count as seen before everything that bears one is durable.
    item.source = batch_.source;
    item.source_first = source_first_;
    item.source_last = source_last_;
  }
  if (!batch_.request_id.empty()) {
    item.request_id = entries_.size() > 1 ? absl::StrCat(batch_.request_id, "/", next_entry_) : batch_.request_id;
  }
  return item;
}

void PreparedBatch::NoteAppended(eventlog::EntryId position, bool repeated) {
  answer_.position = std::max(answer_.position, position);
  if (entries_.empty()) {
    numbers_spent_ = true;
    return;
  }
  if (repeated) {
    for (size_t i : entries_[next_entry_].members) answer_.outcomes[i] = ReportOutcome::kDuplicate;
  }
  ++next_entry_;
}

void PreparedBatch::NoteSeen(int64_t last) {
  source_first_ = 0;
  source_last_ = 0;
  for (size_t i = 0; i < batch_.reports.size(); ++i) {
    const int64_t number = batch_.reports[i].source_sequence;
    if (number <= 0) continue;
    if (number <= last) {
      answer_.outcomes[i] = ReportOutcome::kDuplicate;
      continue;
    }
    if (source_first_ == 0) source_first_ = number;
    source_first_ = std::min(source_first_, number);
    source_last_ = std::max(source_last_, number);
  }
}

}  // namespace liandu::ingest
