#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace liandu::ingest {

/// A few threads for what may wait or takes long: applying catalogues, decoding them, asking the evaluator. gRPC's and
/// the log's own threads hand such work over and stay free. Thread-safe.
class WorkPool {
 public:
  /// At most `max_queued` jobs of callers wait.
  WorkPool(size_t threads, size_t max_queued);
  /// Shuts down.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// False, and the job is dropped, when too many wait or the pool is shut down.
  bool Submit(std::function<void()> job);
  /// For the continuation of work that has been let in already (so their number is bounded): always taken, and before
  /// what has not begun; run by the caller once the pool is shut down.
  void Continue(std::function<void()> job);

  /// Finishes every job taken and joins the threads. Not from a job.
  void Shutdown();

 private:
  void Run();

  const size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool shut_down_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace liandu::ingest
