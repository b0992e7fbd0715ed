#include "platform/rpc/request_metrics.h"

#include <google/protobuf/descriptor.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "platform/clock/clock.h"

namespace liandu::platform {
namespace {

using grpc::experimental::InterceptionHookPoints;

/// "OK", "INVALID_ARGUMENT".
std::string CodeName(grpc::StatusCode code) {
  return absl::StatusCodeToString(static_cast<absl::StatusCode>(static_cast<int>(code)));
}

/// A method's name as labels; whatever is not in the linked contracts is "unknown", so that callers cannot make labels.
std::pair<std::string, std::string> LabelsOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (path.empty() || path[0] != '/' || slash == 0 || slash == std::string::npos) return {"unknown", "unknown"};
  const std::string service = path.substr(1, slash - 1);
  const std::string method = path.substr(slash + 1);
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  if (pool->FindMethodByName(service + "." + method) == nullptr) return {"unknown", "unknown"};
  return {service, method};
}

/// The metrics of one method.
struct MethodMetrics {
  std::string service;
  std::string method;
  prometheus::Histogram* duration = nullptr;
  prometheus::Gauge* in_flight = nullptr;
};

/// The families, and the methods seen. Thread-safe.
class RequestMetrics {
 public:
  explicit RequestMetrics(std::shared_ptr<prometheus::Registry> registry)
      : registry_(std::move(registry)),
        requests_(prometheus::BuildCounter()
                      .Name("liandu_grpc_requests_total")
                      .Help("Calls answered, by service, method and status code.")
                      .Register(*registry_)),
        durations_(prometheus::BuildHistogram()
                       .Name("liandu_grpc_request_duration_seconds")
                       .Help("Time from a call's arrival to its end.")
                       .Register(*registry_)),
        in_flight_(prometheus::BuildGauge()
                       .Name("liandu_grpc_requests_in_flight")
                       .Help("Calls that have arrived and not ended.")
                       .Register(*registry_)) {}

  MethodMetrics& Of(const std::string& path) {
    std::lock_guard lock(mutex_);
    const auto [it, fresh] = by_labels_.try_emplace(LabelsOf(path));
    MethodMetrics& metrics = it->second;
    if (fresh) {
      metrics.service = it->first.first;
      metrics.method = it->first.second;
      const prometheus::Labels labels = {{"service", metrics.service}, {"method", metrics.method}};
      metrics.duration =
          &durations_.Add(labels, prometheus::Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                                          0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60});
      metrics.in_flight = &in_flight_.Add(labels);
    }
    return metrics;
  }

  void Ended(const MethodMetrics& metrics, grpc::StatusCode code, double seconds) {
    requests_.Add({{"service", metrics.service}, {"method", metrics.method}, {"code", CodeName(code)}}).Increment();
    metrics.duration->Observe(seconds);
    metrics.in_flight->Decrement();
  }

 private:
  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Family<prometheus::Gauge>& in_flight_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, MethodMetrics> by_labels_;
};

/// Lives as long as one call. A call that ends without a status was cancelled.
class RequestInterceptor final : public grpc::experimental::Interceptor {
 public:
  RequestInterceptor(RequestMetrics& metrics, const char* path)
      : metrics_(metrics), method_(metrics.Of(path == nullptr ? "" : path)), start_(clock_.SteadyNow()) {
    method_.in_flight->Increment();
  }
  ~RequestInterceptor() override {
    const std::chrono::duration<double> took = clock_.SteadyNow() - start_;
    metrics_.Ended(method_, code_, took.count());
  }
  RequestInterceptor(const RequestInterceptor&) = delete;
  RequestInterceptor& operator=(const RequestInterceptor&) = delete;

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      code_ = methods->GetSendStatus().error_code();
    }
    methods->Proceed();
  }

 private:
  RequestMetrics& metrics_;
  MethodMetrics& method_;
  SystemClock clock_;
  SystemClock::SteadyTime start_;
  grpc::StatusCode code_ = grpc::StatusCode::CANCELLED;
};

class RequestMetricsFactory final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit RequestMetricsFactory(std::shared_ptr<prometheus::Registry> registry) : metrics_(std::move(registry)) {}
  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* info) override {
    return new RequestInterceptor(metrics_, info->method());
  }

 private:
  RequestMetrics metrics_;
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeRequestMetrics(
    std::shared_ptr<prometheus::Registry> registry) {
  return std::make_unique<RequestMetricsFactory>(std::move(registry));
}

}  // namespace liandu::platform
