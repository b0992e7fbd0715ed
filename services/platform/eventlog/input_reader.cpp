#include "platform/eventlog/input_reader.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace liandu::eventlog {
namespace {

constexpr size_t kMaxQueuedEntries = 1'024;
constexpr size_t kMaxQueuedBytes = 16 << 20;
constexpr size_t kMaxReadBytes = 8 << 20;
constexpr int kMaxReadEntries = 256;
/// An idle reader costs a round trip in this time.
constexpr std::chrono::milliseconds kLongestWait{30'000};
constexpr std::chrono::milliseconds kFirstBackoff{50};
constexpr std::chrono::milliseconds kLongestBackoff{1'000};

}  // namespace

InputReader::InputReader(std::unique_ptr<EventLog> log, Role role, EntryId after, const platform::Clock& clock,
                         std::function<void()> on_filled)
    : log_(std::move(log)),
      role_(role),
      clock_(clock),
      on_filled_(std::move(on_filled)),
      after_(after),
      thread_([this] { Run(); }) {}

InputReader::~InputReader() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  log_->Interrupt();
  thread_.join();
}

bool InputReader::Filled() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return !queue_.empty() || !ended_.ok();
}

size_t InputReader::queued() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return queue_.size();
}

absl::StatusOr<std::vector<Entry>> InputReader::Take(size_t max_entries) {
  std::vector<Entry> entries;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (queue_.empty() && !ended_.ok()) return ended_;
    const auto count = static_cast<std::ptrdiff_t>(std::min(max_entries, queue_.size()));
    entries.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.begin() + count));
    queue_.erase(queue_.begin(), queue_.begin() + count);
    for (const Entry& entry : entries) queued_bytes_ -= entry.payload.size();
  }
  changed_.notify_all();
  return entries;
}

bool InputReader::AwaitRoom() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock,
                [this] { return stopping_ || (queue_.size() < kMaxQueuedEntries && queued_bytes_ < kMaxQueuedBytes); });
  return !stopping_;
}

void InputReader::Put(std::vector<Entry> entries) {
  bool was_empty = false;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    was_empty = queue_.empty();
    size_t bytes = 0;
    for (const Entry& entry : entries) bytes += entry.payload.size();
    last_mean_bytes_ = bytes / entries.size();
    queued_bytes_ += bytes;
    std::move(entries.begin(), entries.end(), std::back_inserter(queue_));
  }
  if (was_empty) on_filled_();
}

int InputReader::CountToRead() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (last_mean_bytes_ == 0) return kMaxReadEntries;
  return std::clamp(static_cast<int>(kMaxReadBytes / last_mean_bytes_), 4, kMaxReadEntries);
}

void InputReader::Run() {
  std::chrono::milliseconds backoff = kFirstBackoff;
  while (AwaitRoom()) {
    absl::StatusOr<std::vector<Entry>> entries = log_->Read(role_, after_, CountToRead(), kLongestWait);
    if (entries.ok()) {
      backoff = kFirstBackoff;
      if (entries->empty()) continue;
      after_ = entries->back().id;
      Put(*std::move(entries));
    } else if (absl::IsUnavailable(entries.status())) {
      std::unique_lock<std::mutex> lock(mutex_);
      clock_.WaitFor(lock, changed_, backoff, [this] { return stopping_; });
      backoff = std::min(backoff * 2, kLongestBackoff);
    } else {
      {
        const std::lock_guard<std::mutex> guard(mutex_);
        ended_ = entries.status();
      }
      on_filled_();
      return;
    }
  }
}

}  // namespace liandu::eventlog
