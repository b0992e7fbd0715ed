#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "load.h"

namespace liandu::bench {
namespace {

/// 2024-01-01T00:00:00+08:00.
constexpr int64_t kYear2024Seconds = 1704038400;
constexpr int64_t kDaySeconds = 86'400;
constexpr int64_t kReportsPerBatch = 1'000;

int64_t MidnightAfter(int year) {
  int64_t days = 0;
  for (int each = 2024; each <= year; ++each) days += each % 4 == 0 ? 366 : 365;
  return kYear2024Seconds + days * kDaySeconds;
}

/// Moves the city's clock, waits until that is judged, and gives the seconds it took.
double MoveClock(const Options& options, int64_t to_seconds) {
  const std::unique_ptr<v1::JurisdictionService::Stub> stub = v1::JurisdictionService::NewStub(Connect(options.ingest));
  v1::AdvanceClockRequest request;
  request.set_jurisdiction(options.city);
  request.set_actor("bench");
  request.mutable_clock_time()->set_seconds(to_seconds);
  grpc::ClientContext context;
  v1::AdvanceClockResponse response;
  const SteadyTime start = Now();
  Require(stub->AdvanceClock(&context, request, &response), "advance the clock");
  AwaitJudged(options, response.position().entry());
  return SecondsSince(start);
}

/// Every tenth target of a range has come to nineteen twentieths of its number on the day itself.
int64_t ReportLastFigures(const Options& options, int64_t from, int64_t to) {
  const std::unique_ptr<v1::ReportService::Stub> stub = v1::ReportService::NewStub(Connect(options.ingest));
  std::string position;
  int64_t reported = 0;
  while (from < to) {
    v1::ReportBatchRequest request;
    request.set_jurisdiction(options.city);
    request.set_actor("bench");
    for (; from < to && request.reports_size() < kReportsPerBatch; from += 10) {
      v1::Report& report = *request.add_reports();
      report = MakeReport(from, 0);
      report.mutable_indicator_report()->set_period(std::to_string(options.year) + "-12-31");
      report.mutable_indicator_report()->set_value("950000");
    }
    reported += request.reports_size();
    grpc::ClientContext context;
    v1::ReportBatchResponse response;
    Require(stub->ReportBatch(&context, request, &response), "report last figures");
    position = response.position().entry();
  }
  AwaitJudged(options, position);
  return reported;
}

/// The targets that are due at the end of the year: from a number up to but without another.
std::pair<int64_t, int64_t> DueIn(const Options& options) {
  if (options.year == 2024) return {0, options.due_first};
  return {options.due_first, options.targets};
}

}  // namespace

int GoToEvening(const Options& options) {
  const double seconds = MoveClock(options, MidnightAfter(options.year) - 6 * 3'600);
  const auto [from, to] = DueIn(options);
  const int64_t missed = ReportLastFigures(options, from, to);
  std::printf("{\"seconds\": %.3f, \"missed\": %lld}\n", seconds, static_cast<long long>(missed));
  return 0;
}

int MeasureMidnight(const Options& options) {
  const double seconds = MoveClock(options, MidnightAfter(options.year));
  const auto [from, to] = DueIn(options);
  std::printf("{\"deadlines\": %lld, \"seconds\": %.3f, \"per_second\": %.0f}\n", static_cast<long long>(to - from),
              seconds, static_cast<double>(to - from) / seconds);
  return 0;
}

int MeasureEffect(const Options& options) {
  const std::unique_ptr<v1::ReportService::Stub> reports = v1::ReportService::NewStub(Connect(options.ingest));
  const std::unique_ptr<v1::SupervisionService::Stub> queries =
      v1::SupervisionService::NewStub(Connect(options.evaluator));
  std::vector<double> shown;
  for (int64_t round = 0; round < options.reports; ++round) {
    // Anywhere in memory, never the neighbour of the one before.
    const int64_t number = round * 7'919 % options.targets;
    const bool behind = round % 2 == 0;
    v1::ReportBatchRequest request;
    request.set_jurisdiction(options.city);
    request.set_actor("bench");
    *request.add_reports() = MakeReport(number, options.first_revision + round);
    if (behind) request.mutable_reports(0)->mutable_indicator_report()->set_value("1");
    v1::ReportBatchResponse response;
    v1::ExplainTargetRequest query;
    query.set_jurisdiction(options.city);
    query.set_target("T" + std::to_string(number));
    v1::ExplainTargetResponse answer;
    grpc::ClientContext report_context;
    grpc::ClientContext query_context;
    const SteadyTime start = Now();
    Require(reports->ReportBatch(&report_context, request, &response), "send a report");
    *query.mutable_min_position() = response.position();
    Require(queries->ExplainTarget(&query_context, query, &answer), "ask for the verdict");
    shown.push_back(SecondsSince(start) * 1'000);
    if ((answer.verdict().light() == v1::LIGHT_GREEN) != behind) continue;
    std::fprintf(stderr, "liandu-load: target %lld does not show its report\n", static_cast<long long>(number));
    return 1;
  }
  std::printf("{\"rounds\": %lld, \"shown_p50_ms\": %.2f, \"shown_p99_ms\": %.2f}\n",
              static_cast<long long>(options.reports), Quantile(shown, 0.5), Quantile(shown, 0.99));
  return 0;
}

int AwaitEvaluator(const Options& options) {
  const SteadyTime start = Now();
  AwaitJudged(options, "");
  std::printf("{\"seconds\": %.3f}\n", SecondsSince(start));
  return 0;
}

}  // namespace liandu::bench
