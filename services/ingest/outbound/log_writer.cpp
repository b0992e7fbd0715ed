#include "ingest/outbound/log_writer.h"

#include <future>
#include <memory>
#include <utility>

#include "platform/eventlog/event_log_factory.h"

namespace liandu::ingest {

using eventlog::AppendItem;
using eventlog::AppendResult;
using eventlog::EventLog;

LogWriter::LogWriter(eventlog::Appender& appender, IngestMetrics& metrics, int partitions)
    : appender_(appender), metrics_(metrics), partitions_(partitions) {}

void LogWriter::Note(const std::string& jurisdiction, const std::string& kind, size_t events,
                     const absl::StatusOr<AppendResult>& result) {
  if (!result.ok()) return;
  if (result->outcome == AppendResult::Outcome::kAppended) metrics_.EventsAppended(kind, events);
  if (result->outcome == AppendResult::Outcome::kRepeatedRequest) return;
  metrics_.Backlog(eventlog::PartitionOf(jurisdiction, partitions_), result->backlog);
}

void LogWriter::Append(AppendItem item, const std::string& kind, eventlog::Appender::Callback done) {
  const std::string jurisdiction = item.jurisdiction;
  const size_t events = item.payloads.size();
  appender_.Append(std::move(item),
                   [this, jurisdiction, kind, events, done = std::move(done)](absl::StatusOr<AppendResult> result) {
                     Note(jurisdiction, kind, events, result);
                     done(std::move(result));
                   });
}

absl::StatusOr<AppendResult> LogWriter::AppendAndWait(AppendItem item, const std::string& kind) {
  const std::string jurisdiction = item.jurisdiction;
  const size_t events = item.payloads.size();
  absl::StatusOr<AppendResult> result = appender_.AppendAndWait(std::move(item));
  Note(jurisdiction, kind, events, result);
  return result;
}

void LogWriter::ReadSourceSequence(const std::string& jurisdiction, const std::string& source,
                                   std::function<void(absl::StatusOr<int64_t>)> done) {
  appender_.Read(jurisdiction,
                 [jurisdiction, source, done = std::move(done)](const absl::Status& status, EventLog* log) {
                   if (!status.ok()) return done(status);
                   done(log->ReadSourceSequence(jurisdiction, source));
                 });
}

absl::StatusOr<std::optional<eventlog::JurisdictionClock>> LogWriter::ReadClockAndWait(
    const std::string& jurisdiction) {
  using Answer = absl::StatusOr<std::optional<eventlog::JurisdictionClock>>;
  auto answer = std::make_shared<std::promise<Answer>>();
  std::future<Answer> answered = answer->get_future();
  appender_.Read(jurisdiction, [answer, jurisdiction](const absl::Status& status, EventLog* log) {
    answer->set_value(status.ok() ? log->ReadClock(jurisdiction) : Answer(status));
  });
  return answered.get();
}

}  // namespace liandu::ingest
