#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace liandu::evaluator {

/// A thread that runs what it is given, one after the other: for work that blocks and must not do so on gRPC's or a
/// partition's thread. Thread-safe.
class SerialWorker {
 public:
  /// At most `max_waiting` tasks wait.
  explicit SerialWorker(size_t max_waiting);
  /// Stops.
  ~SerialWorker();
  SerialWorker(const SerialWorker&) = delete;
  SerialWorker& operator=(const SerialWorker&) = delete;

  /// False when too much waits or it is stopped; the task then never runs.
  bool Post(std::function<void()> task);
  /// Finishes the tasks that wait and joins the thread.
  void Stop();

 private:
  void Run();

  const size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace liandu::evaluator
