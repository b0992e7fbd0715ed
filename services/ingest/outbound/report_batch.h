#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/domain/violation.h"
#include "ingest/outbound/jurisdiction_cache.h"
#include "model/report.h"
#include "platform/eventlog/event_log.h"

namespace liandu::ingest {

enum class ReportOutcome { kAccepted = 1, kDuplicate, kRefused };

/// A batch of reports as a caller sent it.
struct ReportBatch {
  std::string jurisdiction;
  std::string source;
  std::string actor;
  std::string request_id;
  std::vector<model::Report> reports;
  /// Reports whose form is wrong, by index.
  std::map<size_t, std::vector<Violation>> unreadable;
};

/// What became of a batch.
struct BatchAnswer {
  /// One per report, in order.
  std::vector<ReportOutcome> outcomes;
  std::map<size_t, std::vector<Violation>> refused;
  /// Includes every accepted report.
  eventlog::EntryId position;
};

/// A batch on its way into the log: checked, and made into log entries; again, when the world has moved on meanwhile.
/// Used by one thread at a time.
class PreparedBatch {
 public:
  explicit PreparedBatch(ReportBatch batch);

  /// Checks every report that is not durable already, and encodes those that are good.
  void Prepare(const KnownJurisdiction& known);

  /// Some report was refused by the catalogue or the clock, not for its form: worth a second look if they are old.
  bool refused_by_catalogue() const { return refused_by_catalogue_; }
  const std::string& jurisdiction() const { return batch_.jurisdiction; }
  const std::string& source() const { return batch_.source; }
  const std::string& request_id() const { return batch_.request_id; }
  bool numbered() const { return source_last_ > 0; }
  int64_t source_first() const { return source_first_; }
  int64_t source_last() const { return source_last_; }
  int64_t version() const { return version_; }
  /// Log entries that are still to be appended; more than one only for reports published on different days.
  size_t entries_left() const { return entries_.size() - next_entry_; }
  size_t entries() const { return entries_.size(); }
  /// One entry at the clock as it stands, without a request id: may share an append with others.
  bool plain() const { return entries_.size() == 1 && !entries_[0].own_at_ms && batch_.request_id.empty(); }
  /// Whether the log has anything to do for it: an entry, or numbers of refused reports to be spent.
  bool needs_append() const { return entries_left() > 0 || (entries_.empty() && numbered() && !numbers_spent_); }
  size_t payload_bytes() const;

  /// The next entry as an item; takes its payload out.
  eventlog::AppendItem TakeItem();
  /// The item taken last is durable at `position`; `repeated`: it was before.
  void NoteAppended(eventlog::EntryId position, bool repeated);
  /// The source's numbers up to `last` are durable. Prepare again.
  void NoteSeen(int64_t last);

  const BatchAnswer& answer() const { return answer_; }

 private:
  struct LogEntry {
    std::optional<int64_t> own_at_ms;
    std::vector<size_t> members;
    std::string payload;
  };

  void CheckReports(const KnownJurisdiction::View& view, std::map<std::optional<model::Date>, LogEntry>& by_day);
  void Encode(LogEntry& entry) const;

  const ReportBatch batch_;
  BatchAnswer answer_;
  std::vector<LogEntry> entries_;
  size_t next_entry_ = 0;
  int64_t version_ = 0;
  int64_t source_first_ = 0;
  int64_t source_last_ = 0;
  bool numbers_spent_ = false;
  bool refused_by_catalogue_ = false;
};

}  // namespace liandu::ingest
