#include "platform/telemetry/event_log_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <utility>

namespace liandu::platform {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Registry;

const Histogram::BucketBoundaries kDurations = {0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                0.05,    0.1,    0.25,  0.5,    1,     2.5,  5};
const Histogram::BucketBoundaries kBatches = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

double Seconds(std::chrono::nanoseconds took) { return std::chrono::duration<double>(took).count(); }

std::string CodeOf(const absl::Status& status) { return absl::StatusCodeToString(status.code()); }

Family<Counter>& Counters(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

Family<Histogram>& Histograms(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

Family<Gauge>& Gauges(Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

}  // namespace

struct StoreMetrics::Families {
  explicit Families(std::shared_ptr<Registry> the_registry) : registry(std::move(the_registry)) {}
  std::shared_ptr<Registry> registry;
  Family<Counter>& round_trips =
      Counters(*registry, "liandu_store_round_trips_total", "Calls of the log's store, by call and status code.");
  Family<Histogram>& durations =
      Histograms(*registry, "liandu_store_round_trip_duration_seconds", "Time of a call of the log's store.");
  Counter& clock_refusals = Counters(*registry, "liandu_store_clock_refusals_total",
                                     "Appends and ticks refused because the store's clock is not to be trusted.")
                                .Add({});
  Counter& losses =
      Counters(*registry, "liandu_store_losses_total", "Times the store was found without entries it had acknowledged.")
          .Add({});
};

StoreMetrics::StoreMetrics(std::shared_ptr<Registry> registry, Logger logger)
    : families_(std::make_unique<Families>(std::move(registry))), logger_(std::move(logger)) {}
StoreMetrics::~StoreMetrics() = default;

void StoreMetrics::OnRoundTrip(std::string_view what, std::chrono::nanoseconds took, const absl::Status& status) {
  const std::string call(what);
  families_->round_trips.Add({{"call", call}, {"code", CodeOf(status)}}).Increment();
  families_->durations.Add({{"call", call}}, kDurations).Observe(Seconds(took));
  const std::lock_guard<std::mutex> guard(mutex_);
  if (!status.ok() && failing_.insert(call).second) {
    logger_.Warn("calls to the store fail", {{"call", call}, {"status", status}});
  } else if (status.ok() && failing_.erase(call) > 0) {
    logger_.Info("calls to the store succeed again", {{"call", call}});
  }
}

void StoreMetrics::OnClockRefused(int partition, int64_t store_ms, int64_t own_ms) {
  families_->clock_refusals.Increment();
  logger_.Error("the store's clock does not keep pace with this machine's; appends are refused",
                {{"partition", partition}, {"store_ms", store_ms}, {"own_ms", own_ms}});
}

void StoreMetrics::OnLoss(int partition, eventlog::EntryId acknowledged, eventlog::EntryId found) {
  families_->losses.Increment();
  logger_.Error("the store has lost acknowledged entries; sources must send again",
                {{"partition", partition}, {"acknowledged", acknowledged.ToString()}, {"found", found.ToString()}});
}

struct AppendMetrics::Families {
  explicit Families(std::shared_ptr<Registry> the_registry) : registry(std::move(the_registry)) {}
  std::shared_ptr<Registry> registry;
  Family<Counter>& calls =
      Counters(*registry, "liandu_append_calls_total", "Group commits to the log, by status code.");
  Counter& items = Counters(*registry, "liandu_append_items_total", "Requests in successful group commits.").Add({});
  Histogram& batch =
      Histograms(*registry, "liandu_append_batch_items", "Requests in a group commit.").Add({}, kBatches);
  Histogram& duration =
      Histograms(*registry, "liandu_append_duration_seconds", "Time of a group commit.").Add({}, kDurations);
  Counter& queue_full =
      Counters(*registry, "liandu_append_queue_full_total", "Requests refused because the queue was full.").Add({});
};

AppendMetrics::AppendMetrics(std::shared_ptr<Registry> registry)
    : families_(std::make_unique<Families>(std::move(registry))) {}
AppendMetrics::~AppendMetrics() = default;

void AppendMetrics::OnAppend(int /*partition*/, size_t items, std::chrono::nanoseconds took,
                             const absl::Status& status) {
  families_->calls.Add({{"code", CodeOf(status)}}).Increment();
  if (status.ok()) families_->items.Increment(static_cast<double>(items));
  families_->batch.Observe(static_cast<double>(items));
  families_->duration.Observe(Seconds(took));
}

void AppendMetrics::OnQueueFull(int /*partition*/) { families_->queue_full.Increment(); }

struct ProcessorMetrics::Families {
  explicit Families(std::shared_ptr<Registry> the_registry) : registry(std::move(the_registry)) {}
  std::shared_ptr<Registry> registry;
  Family<Counter>& commits = Counters(*registry, "liandu_processor_commits_total", "Commits, by status code.");
  Histogram& duration =
      Histograms(*registry, "liandu_processor_commit_duration_seconds", "Time of a commit.").Add({}, kDurations);
  Histogram& batch =
      Histograms(*registry, "liandu_processor_batch_inputs", "Entries consumed by a commit.").Add({}, kBatches);
  Counter& inputs = Counters(*registry, "liandu_processor_inputs_total", "Entries consumed and committed.").Add({});
  Counter& writes = Counters(*registry, "liandu_processor_writes_total", "State records committed.").Add({});
  Counter& outputs = Counters(*registry, "liandu_processor_outputs_total", "Outputs committed.").Add({});
  Family<Gauge>& lag =
      Gauges(*registry, "liandu_processor_lag_entries", "Entries that wait behind the cursor of an owned partition.");
  Gauge& owned = Gauges(*registry, "liandu_processor_owned_partitions", "Partitions owned by this instance.").Add({});
  Family<Counter>& losses =
      Counters(*registry, "liandu_processor_losses_total", "Partitions let go, by the reason's code.");
  Counter& fenced =
      Counters(*registry, "liandu_processor_fenced_total", "Writes refused because another owner took over.").Add({});
  Counter& set_aside =
      Counters(*registry, "liandu_processor_set_aside_total", "Entries set aside as poisonous.").Add({});
  Counter& unknown_kind = Counters(*registry, "liandu_processor_unknown_kind_total",
                                   "Partitions released because of an entry newer than this binary.")
                              .Add({});
  Family<Counter>& ticks = Counters(*registry, "liandu_processor_ticks_total", "Ticks asked for, by status code.");
  Counter& turns =
      Counters(*registry, "liandu_processor_turns_total", "Turns of the loops, failed attempts included.").Add({});
  Histogram& load = Histograms(*registry, "liandu_processor_load_duration_seconds", "Time to load a partition's state.")
                        .Add({}, kDurations);
};

ProcessorMetrics::ProcessorMetrics(std::shared_ptr<Registry> registry, Logger logger)
    : families_(std::make_unique<Families>(std::move(registry))), logger_(std::move(logger)) {}
ProcessorMetrics::~ProcessorMetrics() = default;

void ProcessorMetrics::OnTurn(int /*partition*/) { families_->turns.Increment(); }

void ProcessorMetrics::OnCommit(int partition, int64_t inputs, size_t writes, size_t outputs,
                                std::chrono::nanoseconds took, const absl::Status& status) {
  families_->commits.Add({{"code", CodeOf(status)}}).Increment();
  families_->duration.Observe(Seconds(took));
  if (!status.ok()) {
    logger_.Warn("a commit failed", {{"partition", partition}, {"status", status}});
    return;
  }
  families_->batch.Observe(static_cast<double>(inputs));
  families_->inputs.Increment(static_cast<double>(inputs));
  families_->writes.Increment(static_cast<double>(writes));
  families_->outputs.Increment(static_cast<double>(outputs));
}

void ProcessorMetrics::OnLag(int partition, int64_t entries_behind) {
  families_->lag.Add({{"partition", std::to_string(partition)}}).Set(static_cast<double>(entries_behind));
}

void ProcessorMetrics::OnOwned(int partition, int64_t epoch, size_t records, std::chrono::nanoseconds load) {
  families_->owned.Increment();
  families_->load.Observe(Seconds(load));
  logger_.Info("took a partition", {{"partition", partition},
                                    {"epoch", epoch},
                                    {"records", static_cast<uint64_t>(records)},
                                    {"load_ms", static_cast<int64_t>(Seconds(load) * 1000)}});
}

void ProcessorMetrics::OnLost(int partition, const absl::Status& why) {
  families_->owned.Decrement();
  families_->losses.Add({{"code", CodeOf(why)}}).Increment();
  families_->lag.Remove(&families_->lag.Add({{"partition", std::to_string(partition)}}));
  logger_.Info("let a partition go", {{"partition", partition}, {"status", why}});
}

void ProcessorMetrics::OnFenced(int partition) {
  families_->fenced.Increment();
  logger_.Warn("fenced: another instance owns the partition", {{"partition", partition}});
}

void ProcessorMetrics::OnSetAside(int partition, eventlog::EntryId entry, const absl::Status& why) {
  families_->set_aside.Increment();
  logger_.Error("set a poisonous entry aside",
                {{"partition", partition}, {"entry", entry.ToString()}, {"status", why}});
}

void ProcessorMetrics::OnUnknownKind(int partition, eventlog::EntryId entry, const absl::Status& why) {
  families_->unknown_kind.Increment();
  logger_.Error("an entry is newer than this binary; run a newer one",
                {{"partition", partition}, {"entry", entry.ToString()}, {"status", why}});
}

void ProcessorMetrics::OnTick(int /*partition*/, const absl::Status& status) {
  families_->ticks.Add({{"code", CodeOf(status)}}).Increment();
}

}  // namespace liandu::platform
