#include "platform/lifecycle/lifecycle.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <condition_variable>
#include <thread>
#include <utility>

#include "platform/clock/clock.h"

namespace liandu::platform {
namespace {

using std::chrono::milliseconds;

/// How often Run looks whether a part has failed, and the cut-off whether a second signal has come.
constexpr milliseconds kPollInterval{50};
/// What a stop step may overrun its deadline by before the process is cut off.
constexpr milliseconds kCutOffGrace{1000};

sigset_t ShutdownSet() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

/// Ends the process at once when the deadline passes or a second signal comes before it is destroyed.
class CutOff {
 public:
  CutOff(ShutdownSignals& signals, const Logger& logger, Lifecycle::Deadline deadline)
      : thread_([this, &signals, &logger, deadline] { Watch(signals, logger, deadline); }) {}
  ~CutOff() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    thread_.join();
  }

 private:
  void Watch(ShutdownSignals& signals, const Logger& logger, Lifecycle::Deadline deadline) {
    while (true) {
      const int signal = signals.Wait(kPollInterval);
      std::lock_guard lock(mutex_);
      if (done_) return;
      if (signal == 0 && SystemClock().SteadyNow() < deadline) continue;
      logger.Error(signal == 0 ? "shutdown took too long, cut off" : "second signal during shutdown, cut off");
      logger.Flush();
      _exit(kExitShutdownTimeout);
    }
  }

  std::mutex mutex_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace

ShutdownSignals::ShutdownSignals() {
  const sigset_t set = ShutdownSet();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int ShutdownSignals::Wait(milliseconds timeout) {
  const sigset_t set = ShutdownSet();
  timespec wait{};
  wait.tv_sec = timeout.count() / 1000;
  wait.tv_nsec = (timeout.count() % 1000) * 1'000'000;
  const int signal = sigtimedwait(&set, nullptr, &wait);
  return signal > 0 ? signal : 0;
}

Lifecycle::Lifecycle(ShutdownSignals& signals, Logger logger, milliseconds shutdown_timeout)
    : signals_(signals), logger_(std::move(logger)), shutdown_timeout_(shutdown_timeout) {}

void Lifecycle::OnStop(std::string part, std::function<void(Deadline)> stop) {
  std::lock_guard lock(mutex_);
  steps_.push_back({std::move(part), std::move(stop)});
}

void Lifecycle::Fail(std::string part, absl::Status status) {
  logger_.Error("a part has failed, stopping", {{"part", part}, {"status", status}});
  std::lock_guard lock(mutex_);
  failed_ = true;
  stop_requested_ = true;
}

void Lifecycle::RequestStop() {
  std::lock_guard lock(mutex_);
  stop_requested_ = true;
}

int Lifecycle::Run() {
  while (true) {
    if (const int signal = signals_.Wait(kPollInterval); signal != 0) {
      logger_.Info("signal received, stopping", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
      break;
    }
    std::lock_guard lock(mutex_);
    if (stop_requested_) break;
  }
  StopAll();
  std::lock_guard lock(mutex_);
  return failed_ ? kExitFailed : kExitOrderly;
}

void Lifecycle::StopAll() {
  const Deadline deadline = SystemClock().SteadyNow() + shutdown_timeout_;
  const CutOff cut_off(signals_, logger_, deadline + kCutOffGrace);
  while (true) {
    Step step;
    {
      std::lock_guard lock(mutex_);
      if (steps_.empty()) break;
      step = std::move(steps_.back());
      steps_.pop_back();
    }
    logger_.Debug("stopping", {{"part", step.part}});
    step.stop(deadline);
  }
  logger_.Info("stopped");
  logger_.Flush();
}

}  // namespace liandu::platform
