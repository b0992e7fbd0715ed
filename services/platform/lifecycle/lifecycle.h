#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "platform/log/logger.h"

namespace liandu::platform {

/// What a service's process says when it ends.
enum ExitCode {
  kExitOrderly = 0,
  /// A part failed while starting or running; the log says which.
  kExitFailed = 1,
  /// The command line, the environment or the config file is wrong; nothing was started.
  kExitUsage = 2,
  /// The orderly shutdown took too long and was cut off.
  kExitShutdownTimeout = 3,
};

/// Blocks SIGTERM and SIGINT for this thread and all it starts, and ignores SIGPIPE (a dead socket must not kill the
/// process). Make it first thing in main, before any thread.
class ShutdownSignals {
 public:
  ShutdownSignals();
  /// Waits until a signal has come or `timeout` has passed; the signal's number or 0.
  int Wait(std::chrono::milliseconds timeout);
};

/// Stops a service's parts in the reverse order of their start, within a bound. Stop steps run on the thread that calls
/// Run; the rest is thread-safe.
class Lifecycle {
 public:
  using Deadline = std::chrono::steady_clock::time_point;
  Lifecycle(ShutdownSignals& signals, Logger logger, std::chrono::milliseconds shutdown_timeout);

  /// Registers how a part that has just been started is stopped. The step should be done by the deadline that it is
  /// given; the process is cut off shortly after it.
  void OnStop(std::string part, std::function<void(Deadline)> stop);

  /// A part cannot go on: the service stops in order and Run returns kExitFailed.
  void Fail(std::string part, absl::Status status);
  /// Ends Run in order, as a signal would.
  void RequestStop();

  /// Waits for SIGTERM, SIGINT, RequestStop or Fail, then runs the stop steps, last started first, and returns the exit
  /// code. A second signal or an overrun deadline ends the process at once with kExitShutdownTimeout.
  int Run();
  /// Runs the stop steps now; for a start that failed half-way.
  void StopAll();

 private:
  struct Step {
    std::string part;
    std::function<void(Deadline)> stop;
  };
  ShutdownSignals& signals_;
  Logger logger_;
  std::chrono::milliseconds shutdown_timeout_;
  std::mutex mutex_;
  std::vector<Step> steps_;
  bool stop_requested_ = false;
  bool failed_ = false;
};

}  // namespace liandu::platform
