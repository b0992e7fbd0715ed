#include "platform/eventlog/appender.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <thread>
#include <utility>
#include <variant>

#include "platform/clock/clock.h"

namespace liandu::eventlog {
namespace {

constexpr size_t kMaxPayloadBytes = 1 << 20;

using ReadFunction = std::function<void(const absl::Status&, EventLog*)>;

struct Waiting {
  AppendItem item;
  Appender::Callback done;
  size_t bytes = 0;
};

size_t BytesOf(const AppendItem& item) {
  size_t bytes = 256 + item.jurisdiction.size() + item.source.size() + item.request_id.size();
  for (const std::string& payload : item.payloads) bytes += payload.size();
  for (const CatalogueWrite& write : item.catalogue_writes) {
    bytes += write.field.size() + (write.value.has_value() ? write.value->size() : 0);
  }
  return bytes;
}

absl::Status Check(const AppendItem& item) {
  if (item.jurisdiction.empty() || item.jurisdiction.find(' ') != std::string::npos) {
    return absl::InvalidArgumentError("jurisdiction \"" + item.jurisdiction + "\": must be an id without blanks");
  }
  for (const std::string& payload : item.payloads) {
    if (payload.size() > kMaxPayloadBytes) {
      return absl::InvalidArgumentError("an entry of " + std::to_string(payload.size()) + " bytes: at most 1 MB");
    }
  }
  return absl::OkStatus();
}

}  // namespace

/// A partition's queue and thread.
class Appender::Lane {
 public:
  Lane(Appender& appender, int partition) : appender_(appender), partition_(partition), thread_([this] { Run(); }) {}

  /// False, and nothing done, when the queue is full or the lane has stopped; `why` says which.
  bool Push(std::variant<Waiting, ReadFunction> task, size_t bytes, absl::Status& why,
            std::variant<Waiting, ReadFunction>& refused) {
    const std::lock_guard<std::mutex> guard(mutex_);
    const AppenderOptions& limits = appender_.options_;
    if (stopping_) {
      why = absl::UnavailableError("shutting down");
    } else if (queue_.size() >= limits.max_queued_items || queued_bytes_ + bytes > limits.max_queued_bytes) {
      why = absl::ResourceExhaustedError("too many appends wait for the store");
    } else {
      queue_.push_back(std::move(task));
      queued_bytes_ += bytes;
      if (queue_.size() == 1) filled_.notify_one();
      return true;
    }
    refused = std::move(task);
    return false;
  }

  void Stop() {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    filled_.notify_one();
  }
  void Join() { thread_.join(); }
  int partition() const { return partition_; }

 private:
  void Run();
  void AppendBatch(EventLog& log, std::vector<AppendItem>& items, std::vector<Callback>& callbacks);
  /// Takes appends from the queue's front up to a call's limits, or one read.
  ReadFunction Take(std::vector<AppendItem>& items, std::vector<Callback>& callbacks);

  Appender& appender_;
  const int partition_;
  platform::SystemClock clock_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::variant<Waiting, ReadFunction>> queue_;
  size_t queued_bytes_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

ReadFunction Appender::Lane::Take(std::vector<AppendItem>& items, std::vector<Callback>& callbacks) {
  const AppenderOptions& limits = appender_.options_;
  size_t bytes = 0;
  while (!queue_.empty() && items.size() < limits.max_items_per_call) {
    auto* waiting = std::get_if<Waiting>(&queue_.front());
    if (waiting == nullptr) {
      if (!items.empty()) break;
      ReadFunction read = std::move(std::get<ReadFunction>(queue_.front()));
      queue_.pop_front();
      return read;
    }
    if (!items.empty() && bytes + waiting->bytes > limits.max_bytes_per_call) break;
    bytes += waiting->bytes;
    items.push_back(std::move(waiting->item));
    callbacks.push_back(std::move(waiting->done));
    queue_.pop_front();
  }
  queued_bytes_ -= bytes;
  return nullptr;
}

void Appender::Lane::AppendBatch(EventLog& log, std::vector<AppendItem>& items, std::vector<Callback>& callbacks) {
  const auto start = clock_.SteadyNow();
  absl::StatusOr<std::vector<AppendResult>> results = log.Append(items);
  appender_.observer_.OnAppend(partition_, items.size(), clock_.SteadyNow() - start, results.status());
  for (size_t i = 0; i < callbacks.size(); ++i) {
    if (results.ok()) {
      callbacks[i]((*results)[i]);
    } else {
      callbacks[i](results.status());
    }
  }
  items.clear();
  callbacks.clear();
}

void Appender::Lane::Run() {
  const std::unique_ptr<EventLog> log = appender_.logs_.Open(partition_);
  std::vector<AppendItem> items;
  std::vector<Callback> callbacks;
  const absl::Status shutting_down = absl::UnavailableError("shutting down: nothing was appended");
  for (;;) {
    ReadFunction read;
    bool stopping = false;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      stopping = stopping_;
      if (stopping && queue_.empty()) return;
      read = Take(items, callbacks);
    }
    if (read != nullptr) {
      read(stopping ? shutting_down : absl::OkStatus(), stopping ? nullptr : log.get());
    } else if (stopping) {
      for (const Callback& done : callbacks) done(shutting_down);
      items.clear();
      callbacks.clear();
    } else {
      AppendBatch(*log, items, callbacks);
    }
  }
}

Appender::Appender(EventLogFactory& logs, AppenderObserver& observer, AppenderOptions options)
    : logs_(logs), observer_(observer), options_(options), lanes_(static_cast<size_t>(logs.partitions())) {}

Appender::~Appender() { Shutdown(); }

Appender::Lane* Appender::LaneOf(const std::string& jurisdiction) {
  const int partition = PartitionOf(jurisdiction, logs_.partitions());
  const std::lock_guard<std::mutex> guard(mutex_);
  if (shut_down_) return nullptr;
  auto& lane = lanes_[static_cast<size_t>(partition)];
  if (lane == nullptr) lane = std::make_unique<Lane>(*this, partition);
  return lane.get();
}

void Appender::Append(AppendItem item, Callback done) {
  if (absl::Status status = Check(item); !status.ok()) return done(std::move(status));
  Lane* const lane = LaneOf(item.jurisdiction);
  if (lane == nullptr) return done(absl::UnavailableError("shutting down"));
  const size_t bytes = BytesOf(item);
  absl::Status why;
  std::variant<Waiting, ReadFunction> refused;
  if (lane->Push(Waiting{std::move(item), std::move(done), bytes}, bytes, why, refused)) return;
  if (absl::IsResourceExhausted(why)) observer_.OnQueueFull(lane->partition());
  std::get<Waiting>(refused).done(std::move(why));
}

absl::StatusOr<AppendResult> Appender::AppendAndWait(AppendItem item) {
  std::promise<absl::StatusOr<AppendResult>> promise;
  auto answered = promise.get_future();
  Append(std::move(item), [&promise](absl::StatusOr<AppendResult> result) { promise.set_value(std::move(result)); });
  return answered.get();
}

void Appender::Read(const std::string& jurisdiction, ReadFunction read) {
  Lane* const lane = LaneOf(jurisdiction);
  if (lane == nullptr) return read(absl::UnavailableError("shutting down"), nullptr);
  absl::Status why;
  std::variant<Waiting, ReadFunction> refused;
  if (!lane->Push(std::move(read), 0, why, refused)) std::get<ReadFunction>(refused)(why, nullptr);
}

void Appender::Shutdown() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (shut_down_) return;
    shut_down_ = true;
  }
  // A request that found its lane before is still pushing into it, so lanes are joined but not destroyed here.
  for (const auto& lane : lanes_) {
    if (lane != nullptr) lane->Stop();
  }
  for (const auto& lane : lanes_) {
    if (lane != nullptr) lane->Join();
  }
}

}  // namespace liandu::eventlog
