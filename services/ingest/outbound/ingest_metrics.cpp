#include "ingest/outbound/ingest_metrics.h"

namespace liandu::ingest {

IngestMetrics::IngestMetrics(prometheus::Registry& registry, int partitions)
    : events_(prometheus::BuildCounter()
                  .Name("liandu_ingest_events_appended_total")
                  .Help("Events made durable, by kind.")
                  .Register(registry)),
      reports_(prometheus::BuildCounter()
                   .Name("liandu_ingest_reports_total")
                   .Help("Reports answered, by outcome.")
                   .Register(registry)),
      backlog_(prometheus::BuildGauge()
                   .Name("liandu_ingest_backlog_entries")
                   .Help("Entries of a partition that wait for the evaluator, as the log said at the last append.")
                   .Register(registry)),
      loads_(prometheus::BuildCounter()
                 .Name("liandu_ingest_catalogue_loads_total")
                 .Help("Catalogues read from the store because ours was none or an older one.")
                 .Register(registry)
                 .Add({})) {
  // Series exist from the start, so that a rate over the first event is seen.
  for (const char* outcome : {"accepted", "duplicate", "refused"}) reports_.Add({{"outcome", outcome}});
  for (const char* kind : {"jurisdiction_opened", "jurisdiction_went_live", "clock_advanced", "catalogue_applied",
                           "reports_received", "alert_acted", "delivery_resent", "test_message_requested"}) {
    events_.Add({{"kind", kind}});
  }
  for (int i = 0; i < partitions; ++i) backlog_.Add({{"partition", std::to_string(i)}});
}

void IngestMetrics::EventsAppended(const std::string& kind, size_t events) {
  events_.Add({{"kind", kind}}).Increment(static_cast<double>(events));
}

void IngestMetrics::Reports(const std::string& outcome, size_t reports) {
  if (reports > 0) reports_.Add({{"outcome", outcome}}).Increment(static_cast<double>(reports));
}

void IngestMetrics::Backlog(int partition, int64_t entries) {
  backlog_.Add({{"partition", std::to_string(partition)}}).Set(static_cast<double>(entries));
}

void IngestMetrics::CatalogueLoaded() { loads_.Increment(); }

}  // namespace liandu::ingest
