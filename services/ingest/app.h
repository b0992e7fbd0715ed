#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/config/config_table.h"
#include "platform/config/settings.h"
#include "platform/lifecycle/lifecycle.h"

namespace liandu::ingest {

struct IngestSettings {
  platform::ServiceSettings service;
  /// Where evaluators listen; empty: as they register themselves.
  std::vector<std::string> evaluator_addresses;
  int64_t evaluator_timeout_ms = 8'000;
  int64_t backlog_watermark = 200'000;
  int64_t worker_threads = 4;
  int64_t max_waiting_requests = 1'000;
  int64_t stream_batches_in_flight = 64;
};

/// Binds the service's fields to the settings.
void AddFields(IngestSettings& settings, platform::ConfigTable& table);

/// Runs the service until a signal; the process' exit code.
int RunApp(const IngestSettings& settings, platform::ShutdownSignals& signals);

}  // namespace liandu::ingest
