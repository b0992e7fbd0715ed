#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <cstdint>
#include <string>

namespace liandu::ingest {

/// What ingest itself counts; the log's calls, the store's round trips and gRPC's requests are counted where they
/// happen. Thread-safe.
class IngestMetrics {
 public:
  IngestMetrics(prometheus::Registry& registry, int partitions);

  /// Events of a kind ("reports_received") that are durable.
  void EventsAppended(const std::string& kind, size_t events);
  /// Reports answered with an outcome ("accepted", "duplicate", "refused").
  void Reports(const std::string& outcome, size_t reports);
  /// Entries of a partition that wait for the evaluator, as the log said last.
  void Backlog(int partition, int64_t entries);
  /// A catalogue was read from the store.
  void CatalogueLoaded();

 private:
  prometheus::Family<prometheus::Counter>& events_;
  prometheus::Family<prometheus::Counter>& reports_;
  prometheus::Family<prometheus::Gauge>& backlog_;
  prometheus::Counter& loads_;
};

}  // namespace liandu::ingest
