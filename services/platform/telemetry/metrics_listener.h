#pragma once

#include <prometheus/collectable.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/config/settings.h"
#include "platform/telemetry/health.h"

namespace liandu::platform {

/// The HTTP listener of a service: /metrics (Prometheus text), /healthz and /readyz (200 "ok", or 503 with the
/// reasons). Thread-safe.
class MetricsListener {
 public:
  /// Listens on the address (port 0: any free one). UNAVAILABLE with the address when it is taken.
  static absl::StatusOr<std::unique_ptr<MetricsListener>> Start(const MetricsSettings& settings, const Health& health);
  /// Stops.
  ~MetricsListener();
  MetricsListener(const MetricsListener&) = delete;
  MetricsListener& operator=(const MetricsListener&) = delete;

  /// Everything it collects is part of /metrics from now on, while it lives. A prometheus::Registry is a Collectable.
  void Add(std::weak_ptr<prometheus::Collectable> collectable);
  /// The bound "host:port".
  const std::string& address() const { return address_; }
  void Stop();

 private:
  class Server;
  MetricsListener();
  std::string Render() const;

  mutable std::mutex mutex_;
  std::vector<std::weak_ptr<prometheus::Collectable>> collectables_;
  std::unique_ptr<Server> server_;
  std::string address_;
};

/// process_cpu_seconds_total, process_resident_memory_bytes, process_start_time_seconds, process_open_fds and
/// process_max_fds of this process, read at each scrape.
std::shared_ptr<prometheus::Collectable> MakeProcessMetrics();

}  // namespace liandu::platform
