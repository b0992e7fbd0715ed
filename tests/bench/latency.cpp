#include <grpcpp/grpcpp.h>
#include <httplib.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "liandu/v1/ingest_service.grpc.pb.h"
#include "load.h"

namespace liandu::bench {
namespace {

/// Counts the posts that arrive.
class Receiver {
 public:
  explicit Receiver(int port) {
    server_.Post(".*", [this](const httplib::Request&, httplib::Response& response) {
      response.status = 200;
      const std::lock_guard lock(mutex_);
      arrived_at_ = Now();
      ++arrived_;
      moved_.notify_all();
    });
    if (!server_.bind_to_port("127.0.0.1", port)) {
      std::fprintf(stderr, "liandu-load: port %d is taken\n", port);
      std::exit(1);
    }
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~Receiver() {
    server_.stop();
    thread_.join();
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  int64_t arrived() {
    const std::lock_guard lock(mutex_);
    return arrived_;
  }

  /// When the next post after the given number arrived; ends the program if none does.
  SteadyTime AwaitAfter(int64_t number) {
    std::unique_lock lock(mutex_);
    if (!moved_.wait_for(lock, std::chrono::seconds(30), [&] { return arrived_ > number; })) {
      std::fprintf(stderr, "liandu-load: no webhook post in 30 s after post %lld\n", static_cast<long long>(number));
      std::exit(1);
    }
    return arrived_at_;
  }

 private:
  httplib::Server server_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable moved_;
  SteadyTime arrived_at_;
  int64_t arrived_ = 0;
};

}  // namespace

int MeasureLatency(const Options& options) {
  Receiver receiver(options.webhook_port);
  const std::unique_ptr<v1::ReportService::Stub> stub = v1::ReportService::NewStub(Connect(options.ingest));
  std::vector<double> firing;
  for (int64_t round = 0; round < options.reports; ++round) {
    // Far behind: red, told at once; then on track: cleared, told at once.
    for (const bool behind : {true, false}) {
      v1::ReportBatchRequest request;
      request.set_jurisdiction(options.city);
      request.set_source("bench-latency");
      request.set_actor("bench");
      *request.add_reports() = MakeReport(0, options.first_revision + 2 * round + (behind ? 0 : 1));
      if (behind) request.mutable_reports(0)->mutable_indicator_report()->set_value("1");
      const int64_t before = receiver.arrived();
      grpc::ClientContext context;
      v1::ReportBatchResponse response;
      const SteadyTime start = Now();
      Require(stub->ReportBatch(&context, request, &response), "send a report");
      const SteadyTime arrived = receiver.AwaitAfter(before);
      if (behind) firing.push_back(std::chrono::duration<double, std::milli>(arrived - start).count());
    }
  }
  std::printf("{\"rounds\": %lld, \"webhook_p50_ms\": %.2f, \"webhook_p99_ms\": %.2f}\n",
              static_cast<long long>(options.reports), Quantile(firing, 0.5), Quantile(firing, 0.99));
  return 0;
}

}  // namespace liandu::bench
