#include "platform/telemetry/metrics_listener.h"

#include <httplib.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace liandu::platform {
namespace {

constexpr int kThreads = 3;
constexpr int kTimeoutSeconds = 2;

void Answer(const absl::Status& status, httplib::Response& response) {
  response.status = status.ok() ? 200 : 503;
  response.set_content(status.ok() ? "ok\n" : std::string(status.message()) + "\n", "text/plain; charset=utf-8");
}

/// Prometheus' parser wants one block a name: families of one name from several registries become one.
std::vector<prometheus::MetricFamily> MergeFamilies(std::vector<prometheus::MetricFamily> families) {
  std::stable_sort(families.begin(), families.end(),
                   [](const auto& left, const auto& right) { return left.name < right.name; });
  std::vector<prometheus::MetricFamily> merged;
  for (prometheus::MetricFamily& family : families) {
    if (merged.empty() || merged.back().name != family.name) {
      merged.push_back(std::move(family));
    } else {
      std::move(family.metric.begin(), family.metric.end(), std::back_inserter(merged.back().metric));
    }
  }
  return merged;
}

}  // namespace

/// cpp-httplib behind a header that does not include it.
class MetricsListener::Server {
 public:
  httplib::Server http;
  std::thread thread;
};

MetricsListener::MetricsListener() : server_(std::make_unique<Server>()) {}

MetricsListener::~MetricsListener() { Stop(); }

absl::StatusOr<std::unique_ptr<MetricsListener>> MetricsListener::Start(const MetricsSettings& settings,
                                                                        const Health& health) {
  std::unique_ptr<MetricsListener> listener(new MetricsListener());
  httplib::Server& http = listener->server_->http;
  http.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  // Without SO_REUSEPORT, which would let two processes share the port unnoticed.
  http.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  http.set_read_timeout(kTimeoutSeconds);
  http.set_write_timeout(kTimeoutSeconds);
  http.set_keep_alive_timeout(1);
  http.set_payload_max_length(1024);
  http.Get("/metrics", [raw = listener.get()](const httplib::Request&, httplib::Response& response) {
    response.set_content(raw->Render(), "text/plain; version=0.0.4; charset=utf-8");
  });
  http.Get("/healthz",
           [&health](const httplib::Request&, httplib::Response& response) { Answer(health.Live(), response); });
  http.Get("/readyz",
           [&health](const httplib::Request&, httplib::Response& response) { Answer(health.Ready(), response); });
  const size_t colon = settings.listen_address.rfind(':');
  std::string host = settings.listen_address.substr(0, colon);
  int port = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(settings.listen_address.substr(colon + 1), &port)) {
    return absl::InvalidArgumentError(absl::StrCat("metrics.listen_address ", settings.listen_address, " has no port"));
  }
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  const int bound = port == 0 ? http.bind_to_any_port(host) : http.bind_to_port(host, port) ? port : -1;
  if (bound < 0) {
    return absl::UnavailableError(absl::StrCat("metrics.listen_address ", settings.listen_address,
                                               " cannot be bound (is the port taken?); choose another or port 0"));
  }
  listener->address_ = absl::StrCat(settings.listen_address.substr(0, colon), ":", bound);
  listener->server_->thread = std::thread([&http] { http.listen_after_bind(); });
  while (!http.is_running()) std::this_thread::yield();
  return listener;
}

void MetricsListener::Add(std::weak_ptr<prometheus::Collectable> collectable) {
  std::lock_guard lock(mutex_);
  collectables_.push_back(std::move(collectable));
}

std::string MetricsListener::Render() const {
  std::vector<std::shared_ptr<prometheus::Collectable>> alive;
  {
    std::lock_guard lock(mutex_);
    for (const auto& collectable : collectables_) {
      if (auto held = collectable.lock()) alive.push_back(std::move(held));
    }
  }
  std::vector<prometheus::MetricFamily> families;
  for (const auto& collectable : alive) {
    std::vector<prometheus::MetricFamily> part = collectable->Collect();
    std::move(part.begin(), part.end(), std::back_inserter(families));
  }
  return prometheus::TextSerializer().Serialize(MergeFamilies(std::move(families)));
}

void MetricsListener::Stop() {
  if (!server_->thread.joinable()) return;
  server_->http.stop();
  server_->thread.join();
}

}  // namespace liandu::platform
