#include "ingest/app.h"

namespace liandu::ingest {

void AddFields(IngestSettings& settings, platform::ConfigTable& table) {
  platform::AddServiceFields(settings.service, table);
  table
      .List("evaluator.addresses", settings.evaluator_addresses, 100,
            "where evaluators listen (host:port), asked when somebody acts on an alert; empty: as they register")
      .Integer("evaluator.timeout_ms", settings.evaluator_timeout_ms, 100, 60'000,
               "how long one evaluator may take to answer")
      .Integer("limits.backlog_watermark", settings.backlog_watermark, 0, 100'000'000,
               "events that may wait for the evaluator in a partition before more are refused; 0: no limit")
      .Integer("limits.worker_threads", settings.worker_threads, 1, 256,
               "threads for catalogues, clocks and what people do; reports need none")
      .Integer("limits.waiting_requests", settings.max_waiting_requests, 1, 1'000'000,
               "such requests that may wait for a thread before more are refused")
      .Integer("limits.stream_batches_in_flight", settings.stream_batches_in_flight, 1, 1'000,
               "batches of one stream that are read before the first of them is answered");
}

}  // namespace liandu::ingest
