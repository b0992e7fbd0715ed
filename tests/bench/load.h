#pragma once

#include <grpcpp/channel.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "liandu/v1/catalogue.pb.h"
#include "liandu/v1/ingest_service.pb.h"

/// The load generator of the benchmark: a client of the public interfaces. Every command prints one JSON object.
namespace liandu::bench {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Where the stack listens, and the city that takes the load.
struct Options {
  std::string ingest;
  std::string evaluator;
  std::string city = "bench";
  /// Targets, each with an indicator of its own.
  int64_t targets = 10'000;
  /// The first so many of them are due at the end of 2024, the others a year later.
  int64_t due_first = 0;
  /// Derived indicators, each the sum of as many of the targets' indicators, with a target of its own; 0: none.
  int64_t sums = 0;
  /// Lead units, which the targets have by turns.
  int64_t units = 1;
  int64_t reports = 1'000'000;
  int64_t batch = 250;
  /// Batches under way at once, over all streams.
  int64_t in_flight = 16;
  int64_t streams = 2;
  /// Revision from which reports are numbered; a later run needs a later one.
  int64_t first_revision = 1;
  /// Where a folder's fsync is measured, and the port of the webhook receiver.
  std::string folder = ".";
  /// The year at whose end deadlines pass.
  int year = 2024;
  int webhook_port = 0;
};

/// The monotonic clock, for measuring only.
SteadyTime Now();
double SecondsSince(SteadyTime start);

/// Ends the program with a message when a call failed.
void Require(const grpc::Status& status, const std::string& what);

std::shared_ptr<grpc::Channel> Connect(const std::string& address);

/// The value below which the given share (0 to 1) of the samples lies. Sorts them.
double Quantile(std::vector<double>& samples, double share);

/// Opens the city as a sandbox in the middle of 2024 and applies its catalogue, in parts.
int OpenCity(const Options& options);

/// Streams reports in batches, and waits until they are judged.
int StreamReports(const Options& options);

/// Sends reports one by one, with `in_flight` calls under way, and waits until they are judged.
int SingleReports(const Options& options);

/// Sends reports that raise and clear one alert, and measures the time to the webhook.
int MeasureLatency(const Options& options);

/// Sends reports that turn a target red or back, one at a time, each to another target, and measures the time until a
/// query shows the new verdict.
int MeasureEffect(const Options& options);

/// Goes to the evening of the year's last day and reports a last figure too small for every tenth target that is due.
int GoToEvening(const Options& options);

/// Measures how long the midnight after that takes: those targets are missed, the others wait for their figures.
int MeasureMidnight(const Options& options);

/// Waits until the evaluator answers for the city, as after a start.
int AwaitEvaluator(const Options& options);

/// Measures 4 kB appends with fdatasync.
int MeasureDisk(const Options& options);

/// A report of the city's indicator `number`: on track, with a value of its own for each revision.
v1::Report MakeReport(int64_t number, int64_t revision);

/// Waits until the evaluator has judged everything up to the position.
void AwaitJudged(const Options& options, const std::string& entry);

}  // namespace liandu::bench
