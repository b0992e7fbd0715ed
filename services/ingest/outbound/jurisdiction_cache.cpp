#include "ingest/outbound/jurisdiction_cache.h"

#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/outbound/append_status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

absl::StatusOr<model::Catalogue> Decode(const eventlog::EventLog::CatalogueRecords& records) {
  model::Catalogue catalogue;
  for (const auto& [key, bytes] : records.records) {
    absl::StatusOr<model::Resource> resource = wire::DecodeResource(bytes);
    if (!resource.ok()) {
      return absl::Status(resource.status().code(),
                          absl::StrCat("catalogue record ", key, ": ", std::string(resource.status().message())));
    }
    catalogue.Put(*std::move(resource));
  }
  return catalogue;
}

}  // namespace

KnownJurisdiction::KnownJurisdiction(model::Catalogue catalogue, eventlog::JurisdictionClock clock,
                                     const platform::Clock& wall_clock)
    : wall_clock_(wall_clock), catalogue_(std::move(catalogue)), clock_(clock) {}

int64_t KnownJurisdiction::version() const {
  const std::shared_lock<std::shared_mutex> guard(mutex_);
  return clock_.catalogue_version;
}

model::Instant KnownJurisdiction::Now() const {
  const int64_t now_ms = clock_.mode == eventlog::ClockMode::kLive ? wall_clock_.NowMs() : clock_.clock_ms;
  return model::Instant(std::chrono::milliseconds(now_ms));
}

void KnownJurisdiction::NoteClock(const eventlog::JurisdictionClock& clock) {
  const std::unique_lock<std::shared_mutex> guard(mutex_);
  clock_.mode = clock.mode;
  clock_.clock_ms = clock.clock_ms;
}

void KnownJurisdiction::Apply(const PlannedChange& plan, int64_t from, int64_t to) {
  const std::unique_lock<std::shared_mutex> guard(mutex_);
  if (clock_.catalogue_version != from) return;
  ApplyChange(plan, catalogue_);
  clock_.catalogue_version = to;
}

void KnownJurisdiction::Replace(model::Catalogue catalogue, const eventlog::JurisdictionClock& clock) {
  const std::unique_lock<std::shared_mutex> guard(mutex_);
  catalogue_ = std::move(catalogue);
  clock_ = clock;
}

JurisdictionCache::JurisdictionCache(eventlog::Appender& appender, WorkPool& pool, const platform::Clock& wall_clock,
                                     IngestMetrics& metrics)
    : appender_(appender), pool_(pool), wall_clock_(wall_clock), metrics_(metrics) {}

std::shared_ptr<KnownJurisdiction> JurisdictionCache::Find(const std::string& jurisdiction) const {
  const std::lock_guard<std::mutex> guard(mutex_);
  auto found = known_.find(jurisdiction);
  return found == known_.end() ? nullptr : found->second;
}

void JurisdictionCache::Forget(const std::string& jurisdiction) {
  const std::lock_guard<std::mutex> guard(mutex_);
  known_.erase(jurisdiction);
}

void JurisdictionCache::Refresh(const std::string& jurisdiction, Done done) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    std::vector<Done>& waiting = waiting_[jurisdiction];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1) return;
  }
  appender_.Read(jurisdiction, [this, jurisdiction](const absl::Status& status, eventlog::EventLog* log) {
    if (!status.ok()) return Finish(jurisdiction, status);
    ReadFrom(*log, jurisdiction);
  });
}

void JurisdictionCache::ReadFrom(eventlog::EventLog& log, const std::string& jurisdiction) {
  absl::StatusOr<std::optional<eventlog::JurisdictionClock>> clock = log.ReadClock(jurisdiction);
  if (!clock.ok()) return Finish(jurisdiction, clock.status());
  if (!clock->has_value()) {
    Forget(jurisdiction);
    return Finish(jurisdiction, UnknownJurisdiction(jurisdiction));
  }
  if (std::shared_ptr<KnownJurisdiction> known = Find(jurisdiction);
      known != nullptr && known->version() == (*clock)->catalogue_version) {
    known->NoteClock(**clock);
    return Finish(jurisdiction, absl::OkStatus());
  }
  absl::StatusOr<eventlog::EventLog::CatalogueRecords> records = log.ReadCatalogue(jurisdiction);
  if (!records.ok()) return Finish(jurisdiction, records.status());
  // Decoding a large catalogue takes seconds; the partition's thread has appends to make.
  auto held = std::make_shared<eventlog::EventLog::CatalogueRecords>(*std::move(records));
  pool_.Continue([this, jurisdiction, now = **clock, held] { Install(jurisdiction, now, *held); });
}

void JurisdictionCache::Install(const std::string& jurisdiction, const eventlog::JurisdictionClock& clock,
                                const eventlog::EventLog::CatalogueRecords& records) {
  absl::StatusOr<model::Catalogue> catalogue = Decode(records);
  if (!catalogue.ok()) return Finish(jurisdiction, catalogue.status());
  metrics_.CatalogueLoaded();
  eventlog::JurisdictionClock read = clock;
  read.catalogue_version = records.version;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    std::shared_ptr<KnownJurisdiction>& known = known_[jurisdiction];
    if (known == nullptr) {
      known = std::make_shared<KnownJurisdiction>(*std::move(catalogue), read, wall_clock_);
    } else {
      known->Replace(*std::move(catalogue), read);
    }
  }
  Finish(jurisdiction, absl::OkStatus());
}

void JurisdictionCache::Finish(const std::string& jurisdiction, const absl::Status& status) {
  std::vector<Done> waiting;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    waiting = std::move(waiting_[jurisdiction]);
    waiting_.erase(jurisdiction);
  }
  for (const Done& done : waiting) done(status);
}

absl::Status JurisdictionCache::RefreshAndWait(const std::string& jurisdiction) {
  auto answer = std::make_shared<std::promise<absl::Status>>();
  std::future<absl::Status> answered = answer->get_future();
  Refresh(jurisdiction, [answer](const absl::Status& status) { answer->set_value(status); });
  return answered.get();
}

}  // namespace liandu::ingest
