#pragma once

#include <prometheus/registry.h>

#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "platform/eventlog/appender.h"
#include "platform/eventlog/event_log_options.h"
#include "platform/eventlog/processor_observer.h"
#include "platform/log/logger.h"

namespace liandu::platform {

/// Round trips to the log's store: liandu_store_round_trips_total{call,code}, liandu_store_round_trip_duration_seconds
/// {call}, liandu_store_clock_refusals_total, liandu_store_losses_total. What should never happen is logged too, and
/// when a kind of call begins to fail and when it succeeds again: callers of a service hear only that it was away.
class StoreMetrics final : public eventlog::EventLogObserver {
 public:
  StoreMetrics(std::shared_ptr<prometheus::Registry> registry, Logger logger);
  ~StoreMetrics() override;
  void OnRoundTrip(std::string_view what, std::chrono::nanoseconds took, const absl::Status& status) override;
  void OnClockRefused(int partition, int64_t store_ms, int64_t own_ms) override;
  void OnLoss(int partition, eventlog::EntryId acknowledged, eventlog::EntryId found) override;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
  Logger logger_;
  std::mutex mutex_;
  std::set<std::string> failing_;
};

/// Group commits: liandu_append_calls_total{code}, liandu_append_items_total, liandu_append_batch_items,
/// liandu_append_duration_seconds, liandu_append_queue_full_total.
class AppendMetrics final : public eventlog::AppenderObserver {
 public:
  explicit AppendMetrics(std::shared_ptr<prometheus::Registry> registry);
  ~AppendMetrics() override;
  void OnAppend(int partition, size_t items, std::chrono::nanoseconds took, const absl::Status& status) override;
  void OnQueueFull(int partition) override;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

/// A processor's work: liandu_processor_commits_total{code}, _commit_duration_seconds, _batch_inputs, _inputs_total,
/// _writes_total, _outputs_total, _lag_entries{partition}, _owned_partitions, _losses_total{code}, _fenced_total,
/// _set_aside_total, _unknown_kind_total, _ticks_total{code}, _turns_total, _load_duration_seconds. Changes of
/// ownership and what should never happen are logged too.
class ProcessorMetrics final : public eventlog::ProcessorObserver {
 public:
  ProcessorMetrics(std::shared_ptr<prometheus::Registry> registry, Logger logger);
  ~ProcessorMetrics() override;
  void OnTurn(int partition) override;
  void OnCommit(int partition, int64_t inputs, size_t writes, size_t outputs, std::chrono::nanoseconds took,
                const absl::Status& status) override;
  void OnLag(int partition, int64_t entries_behind) override;
  void OnOwned(int partition, int64_t epoch, size_t records, std::chrono::nanoseconds load) override;
  void OnLost(int partition, const absl::Status& why) override;
  void OnFenced(int partition) override;
  void OnSetAside(int partition, eventlog::EntryId entry, const absl::Status& why) override;
  void OnUnknownKind(int partition, eventlog::EntryId entry, const absl::Status& why) override;
  void OnTick(int partition, const absl::Status& status) override;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
  Logger logger_;
};

}  // namespace liandu::platform
