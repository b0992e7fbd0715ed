#pragma once

#include <string>

#include "ingest/outbound/ingest_metrics.h"
#include "platform/eventlog/appender.h"

namespace liandu::ingest {

/// The appender with ingest's bookkeeping: counts what became durable, and how much waits for the evaluator.
/// Thread-safe.
class LogWriter {
 public:
  LogWriter(eventlog::Appender& appender, IngestMetrics& metrics, int partitions);

  /// As Appender::Append. `kind` names the item's events for metrics ("reports_received").
  void Append(eventlog::AppendItem item, const std::string& kind, eventlog::Appender::Callback done);
  /// For callers that have a thread to wait on (not one of the log's).
  absl::StatusOr<eventlog::AppendResult> AppendAndWait(eventlog::AppendItem item, const std::string& kind);

  /// Last number seen from a source; as Appender::Read.
  void ReadSourceSequence(const std::string& jurisdiction, const std::string& source,
                          std::function<void(absl::StatusOr<int64_t>)> done);
  absl::StatusOr<std::optional<eventlog::JurisdictionClock>> ReadClockAndWait(const std::string& jurisdiction);

  IngestMetrics& metrics() { return metrics_; }

 private:
  void Note(const std::string& jurisdiction, const std::string& kind, size_t events,
            const absl::StatusOr<eventlog::AppendResult>& result);

  eventlog::Appender& appender_;
  IngestMetrics& metrics_;
  const int partitions_;
};

}  // namespace liandu::ingest
