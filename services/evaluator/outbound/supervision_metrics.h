#pragma once

#include <prometheus/collectable.h>

#include <map>
#include <mutex>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/eventlog/processor_pool.h"

namespace liandu::evaluator {

/// MetricsOf the committed worlds of the partitions owned here, asked of their loops at each scrape; a partition that
/// has not moved since the last scrape is not asked to work them out again. Thread-safe.
class SupervisionMetrics final : public prometheus::Collectable {
 public:
  /// Both must outlive it.
  SupervisionMetrics(eventlog::ProcessorPool& pool, const platform::Clock& clock) : pool_(pool), clock_(clock) {}

  /// Partitions that do not answer within two seconds are left out.
  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  struct Snapshot;
  struct Scrape;

  eventlog::ProcessorPool& pool_;
  const platform::Clock& clock_;
  mutable std::mutex mutex_;
  /// By partition.
  mutable std::map<int, std::shared_ptr<const Snapshot>> snapshots_;
};

}  // namespace liandu::evaluator
