#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "platform/eventlog/redis_event_log.h"
#include "platform/eventlog/redis_shared.h"

/// What writes to the log.
namespace liandu::eventlog {

using platform::redis::Reply;
using platform::redis::ReplyView;
using platform::redis::ScriptCall;

namespace {

constexpr std::string_view ChangeName(ClockChange::Kind kind) {
  switch (kind) {
    case ClockChange::Kind::kOpen:
      return "open";
    case ClockChange::Kind::kGoLive:
      return "live";
    case ClockChange::Kind::kAdvance:
      return "advance";
  }
  return "";
}

/// What few items have; an empty argument when this one has none of it.
void AddRest(const AppendItem& item, size_t catalogue_key, ScriptCall& call) {
  const std::optional<ClockChange>& change = item.clock_change;
  if (item.catalogue_writes.empty() && !change.has_value() && !item.own_at_ms.has_value() && item.source.empty()) {
    call.Arg("");
    return;
  }
  const auto removals = std::count_if(item.catalogue_writes.begin(), item.catalogue_writes.end(),
                                      [](const CatalogueWrite& write) { return !write.value.has_value(); });
  call.Arg(static_cast<int64_t>(item.catalogue_writes.size()) - removals);
  call.Arg(static_cast<int64_t>(removals));
  call.Arg(change.has_value() ? ChangeName(change->kind) : "");
  call.Arg(change.has_value() ? static_cast<int64_t>(change->mode) : 0);
  call.Arg(change.has_value() ? change->clock_ms : 0);
  call.Arg(item.own_at_ms.has_value() ? std::to_string(*item.own_at_ms) : "");
  call.Arg(item.source);
  call.Arg(item.source_first);
  call.Arg(item.source_last);
  call.Arg(static_cast<int64_t>(catalogue_key));
}

void AddItem(const RedisKeys& keys, const AppendItem& item, ScriptCall& call) {
  size_t catalogue_key = 0;
  if (!item.catalogue_writes.empty()) {
    call.Key(keys.Catalogue(item.jurisdiction));
    catalogue_key = call.keys();
  }
  size_t request_key = 0;
  if (!item.request_id.empty()) {
    call.Key(keys.Request(item.jurisdiction, item.request_id));
    request_key = call.keys();
  }
  call.Arg(item.jurisdiction);
  call.Arg(item.catalogue_version.has_value() ? std::to_string(*item.catalogue_version) : "");
  call.Arg(static_cast<int64_t>(item.payloads.size()));
  call.Arg(static_cast<int64_t>(request_key));
  AddRest(item, catalogue_key, call);
  for (const std::string& payload : item.payloads) call.Arg(payload);
  for (const CatalogueWrite& write : item.catalogue_writes) {
    if (!write.value.has_value()) continue;
    call.Arg(write.field);
    call.Arg(*write.value);
  }
  for (const CatalogueWrite& write : item.catalogue_writes) {
    if (!write.value.has_value()) call.Arg(write.field);
  }
}

size_t BytesOf(const std::vector<AppendItem>& items) {
  size_t bytes = 0;
  for (const AppendItem& item : items) {
    bytes += 256;
    for (const std::string& payload : item.payloads) bytes += payload.size() + 16;
    for (const CatalogueWrite& write : item.catalogue_writes) {
      bytes += write.field.size() + (write.value.has_value() ? write.value->size() : 0) + 32;
    }
  }
  return bytes;
}

/// An ordinary item's result: id, catalogue version, backlog.
absl::StatusOr<AppendResult> ReadOrdinary(ReplyView reply, int64_t at_ms) {
  AppendResult result;
  absl::StatusOr<EntryId> id = EntryId::Parse(reply[0].text());
  if (!id.ok()) return id.status();
  result.last_id = *id;
  result.at_ms = at_ms;
  result.catalogue_version = reply[1].integer().value_or(0);
  result.backlog = reply[2].integer().value_or(0);
  result.clock = JurisdictionClock{ClockMode::kLive, at_ms, result.catalogue_version};
  return result;
}

absl::StatusOr<AppendResult> ReadResult(ReplyView reply, int64_t at_ms) {
  using Outcome = AppendResult::Outcome;
  if (reply.size() == 3) return ReadOrdinary(reply, at_ms);
  static constexpr std::array<std::pair<std::string_view, Outcome>, 8> kOutcomes{{
      {"OK", Outcome::kAppended},
      {"REQUEST", Outcome::kRepeatedRequest},
      {"SOURCE", Outcome::kRepeatedSource},
      {"VERSION", Outcome::kVersionMismatch},
      {"UNKNOWN", Outcome::kUnknownJurisdiction},
      {"EXISTS", Outcome::kJurisdictionExists},
      {"TIME", Outcome::kClockRefused},
      {"BACKLOG", Outcome::kBacklog},
  }};
  for (const auto& [name, outcome] : kOutcomes) {
    if (reply[0].text() != name) continue;
    AppendResult result;
    result.outcome = outcome;
    absl::StatusOr<EntryId> id = EntryId::Parse(reply[1].text());
    if (!id.ok()) return id.status();
    result.last_id = *id;
    result.at_ms = reply[2].integer().value_or(0);
    result.catalogue_version = reply[3].integer().value_or(0);
    result.source_last = reply[4].integer().value_or(0);
    result.backlog = reply[5].integer().value_or(0);
    if (const int64_t mode = reply[6].integer().value_or(0); mode != 0) {
      result.clock =
          JurisdictionClock{static_cast<ClockMode>(mode), reply[7].integer().value_or(0), result.catalogue_version};
    }
    return result;
  }
  return absl::InternalError(fmt::format("append script: unknown outcome \"{}\"", reply[0].text()));
}

}  // namespace

absl::StatusOr<std::vector<AppendResult>> RedisEventLog::Append(const std::vector<AppendItem>& items) {
  ScriptCall call;
  call.Reserve(BytesOf(items));
  call.Key(keys_.log);
  call.Key(keys_.partition);
  call.Key(keys_.jurisdictions);
  call.Key(keys_.sources);
  call.Key(keys_.Processor(Role::kEvaluator));
  if (absl::Status status = connection_.Connect(); !status.ok()) return status;
  const ClockGuard::Bounds bounds = shared_.guard.Now();
  call.Arg(bounds.earliest_ms);
  call.Arg(bounds.latest_ms);
  call.Arg(shared_.options.backlog_watermark);
  call.Arg(static_cast<int64_t>(shared_.options.request_memory.count()));
  call.Arg(static_cast<int64_t>(items.size()));
  for (const AppendItem& item : items) AddItem(keys_, item, call);
  absl::StatusOr<Reply> reply = connection_.CallDurably("append", shared_.scripts.append, call);
  if (!reply.ok()) return reply.status();
  if ((*reply)[0].text() == "CLOCK") return ClockRefused(reply->view());
  if (reply->view().size() != items.size() + 4) return absl::InternalError("append script: results are missing");
  std::vector<AppendResult> results;
  results.reserve(items.size());
  EntryId last;
  const int64_t at_ms = (*reply)[3].integer().value_or(0);
  for (size_t i = 0; i < items.size(); ++i) {
    absl::StatusOr<AppendResult> result = ReadResult((*reply)[i + 4], at_ms);
    if (!result.ok()) return result.status();
    if (result->outcome == AppendResult::Outcome::kAppended) last = std::max(last, result->last_id);
    results.push_back(*std::move(result));
  }
  shared_.guard.Believe((*reply)[1].integer().value_or(0));
  NoteAppended(EntryId::Parse((*reply)[2].text()).value_or(EntryId{}), last);
  return results;
}

void RedisEventLog::NoteAppended(EntryId found, EntryId last) {
  EntryId lost;
  {
    const std::lock_guard<std::mutex> guard(shared_.acknowledged_mutex);
    EntryId& known = shared_.acknowledged[static_cast<size_t>(partition_)];
    if (found < known) {
      lost = known;
      known = found;
    }
    known = std::max(known, last);
  }
  if (lost != EntryId{}) shared_.observer.OnLoss(partition_, lost, found);
}

absl::Status RedisEventLog::ClockRefused(ReplyView reply) {
  const int64_t store_ms = reply[1].integer().value_or(0);
  const int64_t own_ms = shared_.clock.NowMs();
  shared_.observer.OnClockRefused(partition_, store_ms, own_ms);
  return absl::UnavailableError(fmt::format(
      "the store's clock ({} ms) does not keep pace with this machine's ({} ms): set the clocks right, then "
      "restart this process",
      store_ms, own_ms));
}

absl::Status RedisEventLog::AppendTick(int64_t due_ms, const std::string& payload) {
  ScriptCall call;
  call.Key(keys_.log);
  call.Key(keys_.partition);
  if (absl::Status status = connection_.Connect(); !status.ok()) return status;
  const ClockGuard::Bounds bounds = shared_.guard.Now();
  call.Arg(bounds.earliest_ms);
  call.Arg(bounds.latest_ms);
  call.Arg(due_ms);
  call.Arg(payload);
  absl::StatusOr<Reply> reply = connection_.CallDurably("tick", shared_.scripts.tick, call);
  if (!reply.ok()) return reply.status();
  const std::string_view outcome = (*reply)[0].text();
  if (outcome == "CLOCK") return ClockRefused(reply->view());
  shared_.guard.Believe((*reply)[1].integer().value_or(0));
  if (outcome == "OK") return absl::OkStatus();
  return absl::UnavailableError(
      fmt::format("tick due at {}: the store's time is {}", due_ms, (*reply)[1].integer().value_or(0)));
}

}  // namespace liandu::eventlog
