#include "evaluator/outbound/supervision_metrics.h"

#include <condition_variable>
#include <memory>
#include <utility>

#include "evaluator/inbound/machine.h"
#include "evaluator/outbound/world_metrics.h"

namespace liandu::evaluator {
namespace {

constexpr std::chrono::milliseconds kScrapeWait{2'000};

}  // namespace

/// A partition's metrics at a position.
struct SupervisionMetrics::Snapshot {
  eventlog::EntryId cursor;
  std::vector<prometheus::MetricFamily> families;
};

/// One scrape: the loops put their answers in; it outlives a scrape that gave up waiting.
struct SupervisionMetrics::Scrape {
  std::mutex mutex;
  std::condition_variable changed;
  size_t waiting = 0;
  std::map<int, std::shared_ptr<const Snapshot>> snapshots;
};

std::vector<prometheus::MetricFamily> SupervisionMetrics::Collect() const {
  std::map<int, std::shared_ptr<const Snapshot>> known;
  {
    std::lock_guard lock(mutex_);
    known = snapshots_;
  }
  const std::vector<int> owned = pool_.Owned();
  auto scrape = std::make_shared<Scrape>();
  scrape->waiting = owned.size();
  const auto deadline = clock_.SteadyNow() + kScrapeWait;
  for (const int partition : owned) {
    pool_.Query(partition, std::nullopt, deadline,
                [scrape, before = known[partition]](absl::StatusOr<eventlog::ProcessorPool::View> view) {
                  std::shared_ptr<const Snapshot> snapshot;
                  if (view.ok() && before != nullptr && before->cursor == view->cursor) {
                    snapshot = before;
                  } else if (view.ok()) {
                    const auto& machine = static_cast<const EvaluatorMachine&>(view->machine);
                    snapshot = std::make_shared<Snapshot>(Snapshot{view->cursor, MetricsOf(machine.world())});
                  }
                  std::lock_guard lock(scrape->mutex);
                  if (snapshot != nullptr) scrape->snapshots[view->partition] = std::move(snapshot);
                  --scrape->waiting;
                  scrape->changed.notify_all();
                });
  }
  std::unique_lock lock(scrape->mutex);
  clock_.WaitUntil(lock, scrape->changed, deadline, [&] { return scrape->waiting == 0; });
  std::vector<prometheus::MetricFamily> families;
  for (const auto& [partition, snapshot] : scrape->snapshots) {
    families.insert(families.end(), snapshot->families.begin(), snapshot->families.end());
  }
  std::lock_guard guard(mutex_);
  snapshots_ = scrape->snapshots;
  return families;
}

}  // namespace liandu::evaluator
