#include "evaluator/inbound/watch.h"

#include <chrono>
#include <mutex>
#include <utility>
#include <vector>

#include "evaluator/inbound/answers.h"
#include "liandu/v1/stream.pb.h"
#include "platform/rpc/status.h"

namespace liandu::evaluator {
namespace {

/// A cut watcher comes back with its token after this long.
constexpr std::chrono::milliseconds kRetryDelay{500};

grpc::Status EndOf(const absl::Status& status) {
  if (absl::IsOutOfRange(status)) {
    return platform::ToGrpcStatus(
        absl::OutOfRangeError("续传标记之后的变化有一部分已不再保留；请先查看现状，再从现在起重新订阅"));
  }
  if (absl::IsResourceExhausted(status)) {
    return platform::RetryAfter(absl::ResourceExhaustedError("订阅过多，或这个订阅读得太慢；请稍后凭续传标记重新订阅"),
                                kRetryDelay);
  }
  return platform::FailureAnswer(status, kRetryDelay);
}

}  // namespace

bool WriteTransition(const eventlog::Entry& entry, const std::string& jurisdiction,
                     v1::WatchTransitionsResponse& response) {
  if (entry.jurisdiction != jurisdiction) return false;
  v1::AlertsStreamEntry said;
  if (!said.ParseFromString(entry.payload) || !said.has_alert_moved()) return false;
  response.Clear();
  response.set_resume_token(entry.id.ToString());
  *response.mutable_alert() = std::move(*said.mutable_alert_moved()->mutable_alert());
  *response.mutable_transition() = std::move(*said.mutable_alert_moved()->mutable_transition());
  return true;
}

/// One watch. It deletes itself when gRPC is done with it; the tail and the pump know it through a handle that outlives
/// it.
class TransitionWatches::Reactor final : public grpc::ServerWriteReactor<v1::WatchTransitionsResponse> {
 public:
  Reactor(TransitionWatches& watches, const v1::WatchTransitionsRequest& request)
      : watches_(watches), jurisdiction_(request.jurisdiction()), handle_(std::make_shared<Handle>()) {
    handle_->reactor = this;
  }

  void Refuse(const grpc::Status& status) {
    std::lock_guard lock(handle_->mutex);
    End(status);
  }

  /// Runs `step` on a worker if the watch still lives then.
  bool Post(SerialWorker& worker, void (Reactor::*step)()) {
    return worker.Post([handle = handle_, step] {
      std::lock_guard lock(handle->mutex);
      if (handle->reactor != nullptr) (handle->reactor->*step)();
    });
  }

  void OpenAtEnd() {
    const int partition = eventlog::PartitionOf(jurisdiction_, watches_.logs_.partitions());
    const absl::StatusOr<eventlog::EntryId> last = watches_.LastAlert(partition);
    if (!last.ok()) return End(EndOf(last.status()));
    OpenLocked(*last);
  }

  void Open(eventlog::EntryId after) {
    std::lock_guard lock(handle_->mutex);
    OpenLocked(after);
  }

  void OnWriteDone(bool ok) override {
    std::lock_guard lock(handle_->mutex);
    writing_ = false;
    if (!ok) return End(grpc::Status(grpc::StatusCode::CANCELLED, "the watcher has gone"));
    PumpLocked();
  }

  void OnCancel() override {
    std::lock_guard lock(handle_->mutex);
    End(grpc::Status(grpc::StatusCode::CANCELLED, "the watcher has gone"));
  }

  void OnDone() override {
    {
      std::lock_guard lock(handle_->mutex);
      handle_->reactor = nullptr;
    }
    // Ends the subscription outside of the lock that its callback may be waiting for.
    watcher_.reset();
    delete this;
  }

 private:
  struct Handle {
    std::mutex mutex;
    Reactor* reactor = nullptr;
  };

  void OpenLocked(eventlog::EntryId after) {
    if (ended_) return;
    const int partition = eventlog::PartitionOf(jurisdiction_, watches_.logs_.partitions());
    watcher_ = watches_.tail_.Watch(partition, after, [&pump = watches_.pump_, weak = std::weak_ptr(handle_)] {
      pump.Post([weak] {
        const std::shared_ptr<Handle> handle = weak.lock();
        if (handle == nullptr) return;
        std::lock_guard lock(handle->mutex);
        if (handle->reactor != nullptr) handle->reactor->PumpLocked();
      });
    });
    // The first response says that the watch stands, and from where.
    response_.set_resume_token(after.ToString());
    writing_ = true;
    StartWrite(&response_);
  }

  void PumpLocked() {
    while (!ended_ && !writing_ && watcher_ != nullptr) {
      const absl::StatusOr<std::shared_ptr<const eventlog::Entry>> next = watcher_->Next();
      if (!next.ok()) return End(EndOf(next.status()));
      if (*next == nullptr) return;
      if (!WriteTransition(**next, jurisdiction_, response_)) continue;
      writing_ = true;
      StartWrite(&response_);
    }
  }

  void End(const grpc::Status& status) {
    if (ended_) return;
    ended_ = true;
    Finish(status);
  }

  TransitionWatches& watches_;
  const std::string jurisdiction_;
  const std::shared_ptr<Handle> handle_;
  /// Under the handle's mutex.
  std::shared_ptr<eventlog::StreamTail::Watcher> watcher_;
  v1::WatchTransitionsResponse response_;
  bool writing_ = false;
  bool ended_ = false;
};

TransitionWatches::TransitionWatches(eventlog::EventLogFactory& logs, eventlog::StreamTail& tail)
    : logs_(logs), tail_(tail) {}

void TransitionWatches::Shutdown() {
  tail_.Shutdown();
  opener_.Stop();
  pump_.Stop();
}

absl::StatusOr<eventlog::EntryId> TransitionWatches::LastAlert(int partition) {
  std::unique_ptr<eventlog::EventLog>& log = open_logs_[partition];
  if (log == nullptr) log = logs_.Open(partition);
  return log->ReadLastId(eventlog::Role::kNotifier);
}

grpc::ServerWriteReactor<v1::WatchTransitionsResponse>* TransitionWatches::Watch(
    const v1::WatchTransitionsRequest* request) {
  auto* reactor = new Reactor(*this, *request);
  std::vector<wire::Violation> violations;
  Check(*request, violations);
  if (!violations.empty()) {
    reactor->Refuse(platform::InvalidRequestOf(violations));
  } else if (!request->resume_token().empty()) {
    reactor->Open(*eventlog::EntryId::Parse(request->resume_token()));
  } else if (!reactor->Post(opener_, &Reactor::OpenAtEnd)) {
    reactor->Refuse(EndOf(absl::ResourceExhaustedError("too many watches are being opened")));
  }
  return reactor;
}

}  // namespace liandu::evaluator
