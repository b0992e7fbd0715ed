#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "ingest/domain/plan_change.h"
#include "ingest/outbound/ingest_metrics.h"
#include "ingest/outbound/work_pool.h"
#include "model/catalogue.h"
#include "model/event.h"
#include "model/time.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/appender.h"

namespace liandu::ingest {

/// What ingest remembers of one jurisdiction: a version of its catalogue and how its clock stood when last heard of.
/// The log refuses what was checked against an old version, so this may be out of date, never wrong. Thread-safe.
class KnownJurisdiction {
 public:
  /// What a check looks at, while it looks.
  struct View {
    const model::Catalogue& catalogue;
    int64_t version = 0;
    model::ClockMode mode = model::ClockMode::kLive;
    model::Instant now{};
  };

  KnownJurisdiction(model::Catalogue catalogue, eventlog::JurisdictionClock clock, const platform::Clock& wall_clock);

  /// Runs `look` on the present state, which does not change meanwhile.
  template <typename Look>
  auto Read(Look look) const {
    const std::shared_lock<std::shared_mutex> guard(mutex_);
    return look(View{catalogue_, clock_.catalogue_version, static_cast<model::ClockMode>(clock_.mode), Now()});
  }

  int64_t version() const;
  void NoteClock(const eventlog::JurisdictionClock& clock);
  /// The log has taken the change that was checked against version `from`. In place, unless this has moved on.
  void Apply(const PlannedChange& plan, int64_t from, int64_t to);
  void Replace(model::Catalogue catalogue, const eventlog::JurisdictionClock& clock);

 private:
  model::Instant Now() const;

  const platform::Clock& wall_clock_;
  mutable std::shared_mutex mutex_;
  model::Catalogue catalogue_;
  eventlog::JurisdictionClock clock_;
};

/// Every jurisdiction that ingest has had to do with. Thread-safe.
class JurisdictionCache {
 public:
  using Done = std::function<void(const absl::Status&)>;

  JurisdictionCache(eventlog::Appender& appender, WorkPool& pool, const platform::Clock& wall_clock,
                    IngestMetrics& metrics);

  /// nullptr before the first Refresh.
  std::shared_ptr<KnownJurisdiction> Find(const std::string& jurisdiction) const;

  /// Hears from the log how the clock stands and, if the catalogue's version is another, reads it anew. Concurrent
  /// calls share one reading. `done` runs on another thread, and must not block: NOT_FOUND (the jurisdiction does not
  /// exist), UNAVAILABLE, RESOURCE_EXHAUSTED, DATA_LOSS.
  void Refresh(const std::string& jurisdiction, Done done);
  /// For callers that have a thread to wait on (not one of the log's).
  absl::Status RefreshAndWait(const std::string& jurisdiction);
  void Forget(const std::string& jurisdiction);

 private:
  void ReadFrom(eventlog::EventLog& log, const std::string& jurisdiction);
  void Install(const std::string& jurisdiction, const eventlog::JurisdictionClock& clock,
               const eventlog::EventLog::CatalogueRecords& records);
  void Finish(const std::string& jurisdiction, const absl::Status& status);

  eventlog::Appender& appender_;
  WorkPool& pool_;
  const platform::Clock& wall_clock_;
  IngestMetrics& metrics_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<KnownJurisdiction>> known_;
  /// Who waits for a reading under way.
  std::map<std::string, std::vector<Done>> waiting_;
};

}  // namespace liandu::ingest
