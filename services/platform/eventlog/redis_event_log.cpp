#include "platform/eventlog/redis_event_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "platform/eventlog/redis_shared.h"

/// What reads the log.
namespace liandu::eventlog {

using platform::redis::ClassifyError;
using platform::redis::Pipeline;
using platform::redis::Reply;
using platform::redis::ReplyView;

namespace {

int64_t ToInt(ReplyView reply) { return reply.integer().value_or(0); }

/// Reads "<entity>:<number>".
void ReadSpoken(std::string_view text, Entry& entry) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return;
  entry.entity = std::string(text.substr(0, colon));
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), entry.entity_sequence);
}

absl::StatusOr<Entry> ReadEntry(ReplyView reply) {
  Entry entry;
  absl::StatusOr<EntryId> id = EntryId::Parse(reply[0].text());
  if (!id.ok()) return absl::DataLossError(id.status().ToString());
  entry.id = *id;
  const ReplyView fields = reply[1];
  bool timed = false;
  for (size_t i = 0; i + 1 < fields.size(); i += 2) {
    const std::string_view name = fields[i].text();
    if (name == "at") {
      timed = fields[i + 1].integer().has_value();
      entry.at_ms = ToInt(fields[i + 1]);
    } else if (name == "j") {
      entry.jurisdiction = std::string(fields[i + 1].text());
    } else if (name == "s") {
      ReadSpoken(fields[i + 1].text(), entry);
    } else if (name == "e") {
      entry.payload = std::string(fields[i + 1].text());
    }
  }
  if (!timed) return absl::DataLossError(fmt::format("entry {}: no time of its own", entry.id.ToString()));
  return entry;
}

absl::Status FirstError(const std::vector<Reply>& replies) {
  for (const Reply& reply : replies) {
    if (reply.view().is_error()) return ClassifyError(reply.view().error());
  }
  return absl::OkStatus();
}

}  // namespace

RedisEventLog::RedisEventLog(RedisEventLogFactory::Shared& shared, int partition)
    : shared_(shared),
      partition_(partition),
      keys_(partition),
      connection_(shared.resolver, keys_.tag, shared.connection, shared.clock, shared.round_trips),
      state_(connection_) {}

void RedisEventLog::Interrupt() { connection_.Interrupt(); }

absl::StatusOr<std::optional<JurisdictionClock>> RedisEventLog::ReadClock(const std::string& jurisdiction) {
  Pipeline pipeline;
  pipeline.Add({"HGET", keys_.jurisdictions, jurisdiction});
  pipeline.Add({"HGET", keys_.partition, "clock"});
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("read_clock", pipeline);
  if (!replies.ok()) return replies.status();
  if (absl::Status status = FirstError(*replies); !status.ok()) return status;
  const std::string_view record = (*replies)[0].view().text();
  if (record.empty()) return std::optional<JurisdictionClock>();
  JurisdictionClock clock;
  int mode = 0;
  const char* const last = record.data() + record.size();
  const auto after_mode = std::from_chars(record.data(), last, mode);
  const auto after_clock = std::from_chars(std::min(after_mode.ptr + 1, last), last, clock.clock_ms);
  const auto after_version = std::from_chars(std::min(after_clock.ptr + 1, last), last, clock.catalogue_version);
  if (after_mode.ec != std::errc() || after_clock.ec != std::errc() || after_version.ec != std::errc()) {
    return absl::DataLossError(fmt::format("jurisdiction {}: its clock reads \"{}\"", jurisdiction, record));
  }
  clock.mode = static_cast<ClockMode>(mode);
  if (clock.mode == ClockMode::kLive) clock.clock_ms = ToInt((*replies)[1].view());
  return std::optional<JurisdictionClock>(clock);
}

absl::StatusOr<EventLog::CatalogueRecords> RedisEventLog::ReadCatalogue(const std::string& jurisdiction) {
  Pipeline pipeline;
  pipeline.Add({"MULTI"});
  pipeline.Add({"HGET", keys_.jurisdictions, jurisdiction});
  pipeline.Add({"HGETALL", keys_.Catalogue(jurisdiction)});
  pipeline.Add({"EXEC"});
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("read_catalogue", pipeline);
  if (!replies.ok()) return replies.status();
  if (absl::Status status = FirstError(*replies); !status.ok()) return status;
  CatalogueRecords catalogue;
  const std::string_view record = (*replies)[3][0].text();
  if (const size_t space = record.rfind(' '); space != std::string_view::npos) {
    std::from_chars(record.data() + space + 1, record.data() + record.size(), catalogue.version);
  }
  const ReplyView fields = (*replies)[3][1];
  catalogue.records.reserve(fields.size() / 2);
  for (size_t i = 0; i + 1 < fields.size(); i += 2) {
    catalogue.records.emplace_back(fields[i].text(), fields[i + 1].text());
  }
  std::sort(catalogue.records.begin(), catalogue.records.end());
  return catalogue;
}

absl::StatusOr<int64_t> RedisEventLog::ReadSourceSequence(const std::string& jurisdiction, const std::string& source) {
  absl::StatusOr<Reply> reply =
      connection_.Command("read_source", {"HGET", keys_.sources, fmt::format("{} {}", jurisdiction, source)});
  if (!reply.ok()) return reply.status();
  return ToInt(reply->view());
}

absl::StatusOr<std::vector<Entry>> RedisEventLog::Read(Role role, EntryId after, int max_entries,
                                                       std::chrono::milliseconds wait) {
  Pipeline pipeline;
  const std::string count = std::to_string(max_entries);
  if (wait.count() > 0) {
    pipeline.Add({"XREAD", "COUNT", count, "BLOCK", std::to_string(wait.count()), "STREAMS", keys_.Input(role),
                  after.ToString()});
  } else {
    pipeline.Add({"XREAD", "COUNT", count, "STREAMS", keys_.Input(role), after.ToString()});
  }
  // Asked after the entries: what was trimmed before they were read is then known.
  if (role == Role::kNotifier) pipeline.Add({"GET", keys_.trimmed});
  if (role == Role::kNotifier && shared_.connection.wait_replicas > 0) {
    pipeline.Add({"WAIT", std::to_string(shared_.connection.wait_replicas), "2000"});
  }
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("read", pipeline, wait);
  if (absl::IsCancelled(replies.status())) {
    connection_.Resume();
    return std::vector<Entry>();
  }
  if (!replies.ok()) return replies.status();
  if (absl::Status status = FirstError(*replies); !status.ok()) return status;
  if (role == Role::kNotifier && !(*replies)[1].view().is_nil()) {
    const absl::StatusOr<EntryId> trimmed = EntryId::Parse((*replies)[1].view().text());
    if (trimmed.ok() && after < *trimmed) {
      return absl::OutOfRangeError(fmt::format("alerts after {} are no longer kept: {} has been trimmed",
                                               after.ToString(), trimmed->ToString()));
    }
  }
  if (replies->size() == 3 && ToInt((*replies)[2].view()) < shared_.connection.wait_replicas) {
    return absl::UnavailableError("what was read has not reached enough replicas yet");
  }
  const ReplyView stream = (*replies)[0][0][1];
  std::vector<Entry> entries;
  entries.reserve(stream.size());
  for (size_t i = 0; i < stream.size(); ++i) {
    absl::StatusOr<Entry> entry = ReadEntry(stream[i]);
    if (!entry.ok()) return entry.status();
    entries.push_back(*std::move(entry));
  }
  return entries;
}

absl::StatusOr<EntryId> RedisEventLog::ReadLastId(Role role) {
  Pipeline pipeline;
  pipeline.Add({"EXISTS", keys_.Input(role)});
  pipeline.Add({"XINFO", "STREAM", keys_.Input(role)});
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("read_last_id", pipeline);
  if (!replies.ok()) return replies.status();
  const ReplyView info = (*replies)[1].view();
  if (info.is_error() && ToInt((*replies)[0].view()) == 0 && !(*replies)[0].view().is_error()) return EntryId{};
  if (absl::Status status = FirstError(*replies); !status.ok()) return status;
  for (size_t i = 0; i + 1 < info.size(); i += 2) {
    if (info[i].text() == "last-generated-id") return EntryId::Parse(info[i + 1].text());
  }
  return absl::InternalError("XINFO STREAM names no last-generated-id");
}

}  // namespace liandu::eventlog
