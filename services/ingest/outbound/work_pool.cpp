#include "ingest/outbound/work_pool.h"

#include <utility>

namespace liandu::ingest {

WorkPool::WorkPool(size_t threads, size_t max_queued) : max_queued_(max_queued) {
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

WorkPool::~WorkPool() { Shutdown(); }

bool WorkPool::Submit(std::function<void()> job) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (shut_down_ || jobs_.size() >= max_queued_) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void WorkPool::Continue(std::function<void()> job) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (!shut_down_) {
      jobs_.push_front(std::move(job));
      job = nullptr;
    }
  }
  changed_.notify_one();
  if (job) job();
}

void WorkPool::Shutdown() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    shut_down_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkPool::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return shut_down_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    std::function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
  }
}

}  // namespace liandu::ingest
