#include <algorithm>

#include "platform/eventlog/memory_event_log.h"

/// What writes to the log; the same rules, in the same order, as the append script.
namespace liandu::eventlog {

using Step = MemoryEventLogStore::Step;

void MemoryEventLog::Put(const std::string& jurisdiction, int64_t at_ms, const std::string& payload) {
  EntryId id{static_cast<uint64_t>(store_.clock_.NowMs()), 0};
  if (id.ms <= partition_.last_log.ms) id = {partition_.last_log.ms, partition_.last_log.sequence + 1};
  partition_.last_log = id;
  ++partition_.appended;
  partition_.log[id] = {id, at_ms, jurisdiction, payload};
}

AppendResult MemoryEventLog::AppendOne(const AppendItem& item, int64_t now_ms) {
  using Outcome = AppendResult::Outcome;
  if (!item.request_id.empty()) {
    const auto made = partition_.requests.find({item.jurisdiction, item.request_id});
    if (made != partition_.requests.end() && made->second.forgotten_at_ms > store_.clock_.NowMs()) {
      AppendResult repeated = made->second.result;
      repeated.outcome = Outcome::kRepeatedRequest;
      return repeated;
    }
  }
  const auto found = partition_.jurisdictions.find(item.jurisdiction);
  const bool known = found != partition_.jurisdictions.end();
  JurisdictionClock clock = known ? found->second.clock : JurisdictionClock{};
  const int64_t backlog = partition_.appended - partition_.processors[Role::kEvaluator].position.input_count;
  const auto refused = [&](Outcome outcome, int64_t seen = 0) {
    AppendResult result{outcome, {}, 0, clock.catalogue_version, seen, backlog, std::nullopt};
    if (known) result.clock = clock;
    if (known && clock.mode == ClockMode::kLive) result.clock->clock_ms = partition_.clock_ms;
    return result;
  };
  const std::optional<ClockChange>& change = item.clock_change;
  const bool opens = change.has_value() && change->kind == ClockChange::Kind::kOpen;
  if (opens && known) return refused(Outcome::kJurisdictionExists);
  if (!opens && !known) return refused(Outcome::kUnknownJurisdiction);
  if (opens) clock = {change->mode, change->mode == ClockMode::kLive ? 0 : change->clock_ms, 0};
  if (!item.source.empty()) {
    const auto last = partition_.sources.find({item.jurisdiction, item.source});
    if (last != partition_.sources.end() && item.source_first <= last->second) {
      return refused(Outcome::kRepeatedSource, last->second);
    }
  }
  if (item.catalogue_version.has_value() && *item.catalogue_version != clock.catalogue_version) {
    return refused(Outcome::kVersionMismatch);
  }
  const bool own = item.own_at_ms.has_value();
  if (change.has_value() && change->kind == ClockChange::Kind::kGoLive) {
    const bool sandbox = change->mode == ClockMode::kSandbox;
    const bool fits = sandbox ? change->clock_ms >= clock.clock_ms : clock.clock_ms <= now_ms;
    if (clock.mode != ClockMode::kImporting || change->mode == ClockMode::kImporting || !fits || own) {
      return refused(Outcome::kClockRefused);
    }
    clock.mode = change->mode;
    if (sandbox) clock.clock_ms = change->clock_ms;
  } else if (change.has_value() && change->kind == ClockChange::Kind::kAdvance) {
    if (clock.mode == ClockMode::kLive || change->clock_ms < clock.clock_ms || own) {
      return refused(Outcome::kClockRefused);
    }
    clock.clock_ms = change->clock_ms;
  }
  if (own && (clock.mode != ClockMode::kImporting || *item.own_at_ms < clock.clock_ms)) {
    return refused(Outcome::kClockRefused);
  }
  if (own) clock.clock_ms = *item.own_at_ms;
  if (clock.mode == ClockMode::kImporting && clock.clock_ms > now_ms) return refused(Outcome::kClockRefused);
  const int64_t watermark = store_.options_.backlog_watermark;
  if (watermark > 0 && !item.payloads.empty() && backlog >= watermark) return refused(Outcome::kBacklog);

  AppendResult result;
  result.at_ms = clock.mode == ClockMode::kLive ? now_ms : clock.clock_ms;
  if (clock.mode == ClockMode::kLive) clock.clock_ms = 0;
  for (const std::string& payload : item.payloads) Put(item.jurisdiction, result.at_ms, payload);
  if (!item.payloads.empty()) result.last_id = partition_.last_log;
  if (!item.payloads.empty() && clock.mode == ClockMode::kLive) partition_.clock_ms = now_ms;
  auto& jurisdiction = partition_.jurisdictions[item.jurisdiction];
  for (const CatalogueWrite& write : item.catalogue_writes) {
    if (write.value.has_value()) {
      jurisdiction.catalogue[write.field] = *write.value;
    } else {
      jurisdiction.catalogue.erase(write.field);
    }
  }
  if (!item.catalogue_writes.empty()) ++clock.catalogue_version;
  jurisdiction.clock = clock;
  if (!item.source.empty()) partition_.sources[{item.jurisdiction, item.source}] = item.source_last;
  result.catalogue_version = clock.catalogue_version;
  result.source_last = item.source_last;
  result.backlog = backlog + static_cast<int64_t>(item.payloads.size());
  result.clock = JurisdictionClock{clock.mode, result.at_ms, clock.catalogue_version};
  if (!item.request_id.empty()) {
    AppendResult remembered;
    remembered.last_id = result.last_id;
    remembered.at_ms = result.at_ms;
    remembered.catalogue_version = result.catalogue_version;
    partition_.requests[{item.jurisdiction, item.request_id}] = {
        remembered, store_.clock_.NowMs() + store_.options_.request_memory.count()};
  }
  return result;
}

absl::StatusOr<std::vector<AppendResult>> MemoryEventLog::Append(const std::vector<AppendItem>& items) {
  if (absl::Status status = store_.Fail("append", number_, Step::kBefore); !status.ok()) return status;
  std::vector<AppendResult> results;
  {
    const std::lock_guard<std::mutex> guard(store_.mutex_);
    const int64_t now_ms = std::max(store_.clock_.NowMs(), partition_.clock_ms);
    for (const AppendItem& item : items) results.push_back(AppendOne(item, now_ms));
    partition_.grown.notify_all();
  }
  if (absl::Status status = store_.Fail("append", number_, Step::kAfter); !status.ok()) return status;
  return results;
}

absl::Status MemoryEventLog::AppendTick(int64_t due_ms, const std::string& payload) {
  if (absl::Status status = store_.Fail("tick", number_, Step::kBefore); !status.ok()) return status;
  {
    const std::lock_guard<std::mutex> guard(store_.mutex_);
    if (partition_.clock_ms < due_ms) {
      const int64_t now_ms = store_.clock_.NowMs();
      if (now_ms < due_ms) return absl::UnavailableError("the store's time has not reached the tick");
      partition_.clock_ms = now_ms;
      Put("", now_ms, payload);
      partition_.grown.notify_all();
    }
  }
  return store_.Fail("tick", number_, Step::kAfter);
}

}  // namespace liandu::eventlog
