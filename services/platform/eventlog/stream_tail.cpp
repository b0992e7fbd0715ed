#include "platform/eventlog/stream_tail.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <thread>
#include <utility>

namespace liandu::eventlog {
namespace {

constexpr int kReadEntries = 256;
constexpr std::chrono::milliseconds kLongestWait{30'000};
/// While somebody still reads history.
constexpr std::chrono::milliseconds kCatchUpWait{20};
constexpr std::chrono::milliseconds kBackoff{200};

using SharedEntry = std::shared_ptr<const Entry>;

}  // namespace

/// A watcher's buffer. `position` and `live` belong to the lane's thread.
class StreamTail::Subscription : public StreamTail::Watcher {
 public:
  Subscription(std::optional<EntryId> after, size_t max_buffered, std::function<void()> on_ready)
      : start(after), max_buffered_(max_buffered), on_ready_(std::move(on_ready)) {}

  absl::StatusOr<SharedEntry> Next() override {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (buffer_.empty()) {
      if (!ended_.ok()) return ended_;
      return SharedEntry();
    }
    SharedEntry entry = std::move(buffer_.front());
    buffer_.pop_front();
    return entry;
  }

  size_t Room() const {
    const std::lock_guard<std::mutex> guard(mutex_);
    return buffer_.size() < max_buffered_ ? max_buffered_ - buffer_.size() : 0;
  }

  /// False when there is no room.
  bool Push(SharedEntry entry) {
    bool was_empty = false;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (buffer_.size() >= max_buffered_) return false;
      was_empty = buffer_.empty();
      position = entry->id;
      buffer_.push_back(std::move(entry));
    }
    if (was_empty) on_ready_();
    return true;
  }

  void End(absl::Status status) {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (!ended_.ok()) return;
      ended_ = std::move(status);
    }
    on_ready_();
  }
  bool ended() const {
    const std::lock_guard<std::mutex> guard(mutex_);
    return !ended_.ok();
  }

  const std::optional<EntryId> start;
  EntryId position;
  bool started = false;
  bool live = false;

 private:
  const size_t max_buffered_;
  const std::function<void()> on_ready_;
  mutable std::mutex mutex_;
  std::deque<SharedEntry> buffer_;
  absl::Status ended_;
};

/// A partition's reader thread.
class StreamTail::Lane {
 public:
  Lane(EventLogFactory& logs, const platform::Clock& clock, const StreamTailOptions& options, int partition)
      : clock_(clock), options_(options), log_(logs.Open(partition)), history_(logs.Open(partition)), thread_([this] {
          Run();
        }) {}

  void Add(const std::shared_ptr<Subscription>& subscription) {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      std::erase_if(watchers_, [](const auto& watcher) { return watcher.expired(); });
      if (!stopping_ && watchers_.size() < options_.max_watchers) {
        watchers_.push_back(subscription);
        changed_.notify_all();
        log_->Interrupt();
        return;
      }
    }
    subscription->End(absl::ResourceExhaustedError("too many watch this partition already"));
  }

  void Stop() {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    log_->Interrupt();
  }
  void Join() { thread_.join(); }

 private:
  using Watchers = std::vector<std::shared_ptr<Subscription>>;

  void Run() {
    Watchers watchers;
    while (AwaitWatchers(watchers)) {
      const absl::Status status = Turn(watchers);
      watchers.clear();
      if (status.ok()) continue;
      std::unique_lock<std::mutex> lock(mutex_);
      clock_.WaitFor(lock, changed_, kBackoff, [this] { return stopping_; });
    }
    for (const auto& watcher : watchers) watcher->End(absl::UnavailableError("shutting down"));
  }

  /// Collects whoever still watches; false: stopping.
  bool AwaitWatchers(Watchers& watchers) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      std::erase_if(watchers_, [&watchers](const auto& weak) {
        auto watcher = weak.lock();
        if (watcher == nullptr || watcher->ended()) return true;
        watchers.push_back(std::move(watcher));
        return false;
      });
      if (stopping_) return false;
      if (!watchers.empty()) return true;
      tail_.reset();
      changed_.wait(lock, [this] { return stopping_ || !watchers_.empty(); });
    }
  }

  absl::Status Turn(const Watchers& watchers) {
    if (!tail_.has_value()) {
      const absl::StatusOr<EntryId> last = history_->ReadLastId(Role::kNotifier);
      if (!last.ok()) return last.status();
      tail_ = *last;
    }
    bool catching_up = false;
    for (const auto& watcher : watchers) {
      if (absl::Status status = CatchUp(*watcher); !status.ok()) return status;
      catching_up = catching_up || (!watcher->live && !watcher->ended());
    }
    const auto entries = log_->Read(Role::kNotifier, *tail_, kReadEntries, catching_up ? kCatchUpWait : kLongestWait);
    if (absl::IsOutOfRange(entries.status())) {
      for (const auto& watcher : watchers) {
        if (watcher->live) watcher->End(entries.status());
      }
      tail_.reset();
    }
    if (!entries.ok()) return entries.status();
    for (const Entry& entry : *entries) Spread(std::make_shared<const Entry>(entry), watchers);
    return absl::OkStatus();
  }

  /// One portion of history for a watcher that is not live yet.
  absl::Status CatchUp(Subscription& watcher) {
    if (!watcher.started) {
      watcher.started = true;
      watcher.position = watcher.start.value_or(*tail_);
    }
    if (watcher.live || watcher.ended()) return absl::OkStatus();
    const size_t room = std::min<size_t>(watcher.Room(), kReadEntries);
    if (room > 0 && watcher.position < *tail_) {
      const auto entries =
          history_->Read(Role::kNotifier, watcher.position, static_cast<int>(room), std::chrono::milliseconds(0));
      if (absl::IsOutOfRange(entries.status())) {
        watcher.End(entries.status());
        return absl::OkStatus();
      }
      if (!entries.ok()) return entries.status();
      for (const Entry& entry : *entries) watcher.Push(std::make_shared<const Entry>(entry));
      if (entries->empty()) watcher.position = *tail_;
    }
    watcher.live = watcher.position >= *tail_;
    return absl::OkStatus();
  }

  void Spread(const SharedEntry& entry, const Watchers& watchers) {
    for (const auto& watcher : watchers) {
      if (!watcher->live || entry->id <= watcher->position || watcher->ended()) continue;
      if (watcher->Push(entry)) continue;
      watcher->End(absl::ResourceExhaustedError(
          fmt::format("{} alerts wait to be taken: too slow, resume after the last one taken", options_.max_buffered)));
    }
    tail_ = entry->id;
  }

  const platform::Clock& clock_;
  const StreamTailOptions options_;
  /// Waits for what is new, and can be interrupted.
  const std::unique_ptr<EventLog> log_;
  /// Never interrupted, so that an empty answer means that there is nothing.
  const std::unique_ptr<EventLog> history_;
  /// Up to where the live watchers have been served; the lane's thread's own.
  std::optional<EntryId> tail_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::weak_ptr<Subscription>> watchers_;
  bool stopping_ = false;
  std::thread thread_;
};

StreamTail::StreamTail(EventLogFactory& logs, const platform::Clock& clock, StreamTailOptions options)
    : logs_(logs), clock_(clock), options_(options), lanes_(static_cast<size_t>(logs.partitions())) {}

StreamTail::~StreamTail() { Shutdown(); }

std::shared_ptr<StreamTail::Watcher> StreamTail::Watch(int partition, std::optional<EntryId> after,
                                                       std::function<void()> on_ready) {
  auto subscription = std::make_shared<Subscription>(after, options_.max_buffered, std::move(on_ready));
  Lane* lane = nullptr;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (!shut_down_) {
      auto& place = lanes_[static_cast<size_t>(partition)];
      if (place == nullptr) place = std::make_unique<Lane>(logs_, clock_, options_, partition);
      lane = place.get();
    }
  }
  if (lane == nullptr) {
    subscription->End(absl::UnavailableError("shutting down"));
  } else {
    lane->Add(subscription);
  }
  return subscription;
}

void StreamTail::Shutdown() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (shut_down_) return;
    shut_down_ = true;
  }
  for (const auto& lane : lanes_) {
    if (lane != nullptr) lane->Stop();
  }
  for (const auto& lane : lanes_) {
    if (lane != nullptr) lane->Join();
  }
}

}  // namespace liandu::eventlog
