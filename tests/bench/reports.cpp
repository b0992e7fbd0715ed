#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "load.h"

namespace liandu::bench {

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  // Streams of one process must not share a connection, or the client is what is measured.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void Require(const grpc::Status& status, const std::string& what) {
  if (status.ok()) return;
  std::fprintf(stderr, "liandu-load: %s: code %d: %s\n", what.c_str(), status.error_code(),
               status.error_message().c_str());
  std::exit(1);
}

void AwaitJudged(const Options& options, const std::string& entry) {
  const std::unique_ptr<v1::SupervisionService::Stub> stub =
      v1::SupervisionService::NewStub(Connect(options.evaluator));
  // The server waits for the position itself, five seconds at a time.
  for (int attempt = 0; attempt < 60; ++attempt) {
    v1::ListAlertsRequest request;
    request.set_jurisdiction(options.city);
    request.set_page_size(1);
    request.mutable_min_position()->set_entry(entry);
    grpc::ClientContext context;
    v1::ListAlertsResponse response;
    const grpc::Status status = stub->ListAlerts(&context, request, &response);
    if (status.error_code() == grpc::UNAVAILABLE || status.error_code() == grpc::DEADLINE_EXCEEDED) continue;
    Require(status, "wait for the evaluator");
    return;
  }
  std::fprintf(stderr, "liandu-load: the evaluator did not reach %s\n", entry.c_str());
  std::exit(1);
}

namespace {

/// The newest of several log positions, which arrive in any order.
class NewestPosition {
 public:
  void Take(const std::string& entry) {
    const std::lock_guard lock(mutex_);
    // "<ms>-<sequence>": equal widths of milliseconds, sequences by number.
    if (Key(entry) > Key(newest_)) newest_ = entry;
  }
  std::string Get() {
    const std::lock_guard lock(mutex_);
    return newest_;
  }

 private:
  static std::pair<uint64_t, uint64_t> Key(const std::string& entry) {
    const size_t dash = entry.find('-');
    if (dash == std::string::npos) return {};
    return {std::strtoull(entry.c_str(), nullptr, 10), std::strtoull(entry.c_str() + dash + 1, nullptr, 10)};
  }
  std::mutex mutex_;
  std::string newest_;
};

void RequireAccepted(const v1::ReportBatchResponse& response) {
  for (const v1::ReportResult& result : response.results()) {
    if (result.outcome() == v1::REPORT_OUTCOME_ACCEPTED) continue;
    std::fprintf(stderr, "liandu-load: a report was not accepted: %s\n", result.ShortDebugString().c_str());
    std::exit(1);
  }
}

/// Batches of one stream: every `streams`-th batch, its own numbered source.
void RunStream(const Options& options, int64_t stream, NewestPosition& newest) {
  const std::unique_ptr<v1::ReportService::Stub> stub = v1::ReportService::NewStub(Connect(options.ingest));
  grpc::ClientContext context;
  const std::unique_ptr<grpc::ClientReaderWriter<v1::StreamReportsRequest, v1::StreamReportsResponse>> call =
      stub->StreamReports(&context);
  const int64_t limit = std::max<int64_t>(1, options.in_flight / options.streams);
  std::mutex mutex;
  std::condition_variable moved;
  int64_t under_way = 0;
  std::thread reader([&] {
    v1::StreamReportsResponse response;
    while (call->Read(&response)) {
      if (response.error_code() != 0) {
        std::fprintf(stderr, "liandu-load: a batch failed: %s\n", response.error_message().c_str());
        std::exit(1);
      }
      RequireAccepted(response.response());
      newest.Take(response.response().position().entry());
      const std::lock_guard lock(mutex);
      --under_way;
      moved.notify_one();
    }
  });
  int64_t sequence = options.first_revision * options.reports;
  v1::StreamReportsRequest request;
  request.mutable_batch()->set_jurisdiction(options.city);
  request.mutable_batch()->set_source("bench-" + std::to_string(stream));
  request.mutable_batch()->set_actor("bench");
  for (int64_t from = stream * options.batch; from < options.reports; from += options.streams * options.batch) {
    request.mutable_batch()->clear_reports();
    const int64_t to = std::min(options.reports, from + options.batch);
    for (int64_t index = from; index < to; ++index) {
      v1::Report& report = *request.mutable_batch()->add_reports();
      report = MakeReport(index % options.targets, options.first_revision + index / options.targets);
      report.set_source_sequence(++sequence);
    }
    request.set_batch_number(from);
    {
      std::unique_lock lock(mutex);
      moved.wait(lock, [&] { return under_way < limit; });
      ++under_way;
    }
    if (!call->Write(request)) break;
  }
  call->WritesDone();
  reader.join();
  Require(call->Finish(), "stream reports");
}

void PrintRates(const Options& options, double acknowledged, double judged) {
  const auto count = static_cast<double>(options.reports);
  std::printf(
      "{\"reports\": %lld, \"batch\": %lld, \"acknowledged_seconds\": %.3f, \"judged_seconds\": %.3f, "
      "\"acknowledged_per_second\": %.0f, \"judged_per_second\": %.0f}\n",
      static_cast<long long>(options.reports), static_cast<long long>(options.batch), acknowledged, judged,
      count / acknowledged, count / judged);
}

}  // namespace

int StreamReports(const Options& options) {
  NewestPosition newest;
  const SteadyTime start = Now();
  std::vector<std::thread> streams;
  for (int64_t stream = 0; stream < options.streams; ++stream) {
    streams.emplace_back([&, stream] { RunStream(options, stream, newest); });
  }
  for (std::thread& stream : streams) stream.join();
  const double acknowledged = SecondsSince(start);
  AwaitJudged(options, newest.Get());
  PrintRates(options, acknowledged, SecondsSince(start));
  return 0;
}

int SingleReports(const Options& options) {
  NewestPosition newest;
  const std::unique_ptr<v1::ReportService::Stub> stub = v1::ReportService::NewStub(Connect(options.ingest));
  struct Call {
    grpc::ClientContext context;
    v1::ReportBatchRequest request;
    v1::ReportBatchResponse response;
  };
  std::mutex mutex;
  std::condition_variable moved;
  int64_t under_way = 0;
  const SteadyTime start = Now();
  for (int64_t index = 0; index < options.reports; ++index) {
    {
      std::unique_lock lock(mutex);
      moved.wait(lock, [&] { return under_way < options.in_flight; });
      ++under_way;
    }
    auto* call = new Call;
    call->request.set_jurisdiction(options.city);
    call->request.set_source("bench-single");
    call->request.set_actor("bench");
    *call->request.add_reports() =
        MakeReport(index % options.targets, options.first_revision + index / options.targets);
    stub->async()->ReportBatch(&call->context, &call->request, &call->response,
                               [call, &newest, &mutex, &moved, &under_way](const grpc::Status& status) {
                                 const std::unique_ptr<Call> finished(call);
                                 Require(status, "send one report");
                                 RequireAccepted(finished->response);
                                 newest.Take(finished->response.position().entry());
                                 const std::lock_guard lock(mutex);
                                 --under_way;
                                 moved.notify_one();
                               });
  }
  {
    std::unique_lock lock(mutex);
    moved.wait(lock, [&] { return under_way == 0; });
  }
  const double acknowledged = SecondsSince(start);
  AwaitJudged(options, newest.Get());
  Options single = options;
  single.batch = 1;
  PrintRates(single, acknowledged, SecondsSince(start));
  return 0;
}

}  // namespace liandu::bench
