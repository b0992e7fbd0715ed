#include "evaluator/inbound/replay_service.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>
#include <vector>

#include "evaluator/inbound/answers.h"
#include "platform/rpc/status.h"

namespace liandu::evaluator {
namespace {

/// An evaluator that commits all the time is asked so often before the caller is told to come again.
constexpr int kDigestAttempts = 20;
constexpr std::chrono::milliseconds kRetryDelay{5'000};

/// A machine that counts the entries it has taken.
class CountingMachine final : public eventlog::Machine {
 public:
  explicit CountingMachine(std::unique_ptr<eventlog::Machine> machine) : machine_(std::move(machine)) {}

  absl::Status Restore(std::string_view key, std::string_view value) override { return machine_->Restore(key, value); }
  absl::Status FinishRestore() override { return machine_->FinishRestore(); }
  absl::StatusOr<bool> FireSome(const eventlog::Entry& entry, int max_timers, eventlog::Effects& effects) override {
    return machine_->FireSome(entry, max_timers, effects);
  }
  absl::Status Step(const eventlog::Entry& entry, eventlog::Effects& effects) override {
    ++count_;
    return machine_->Step(entry, effects);
  }
  absl::Status SetAside(const eventlog::Entry& entry, eventlog::Effects& effects) override {
    ++count_;
    return machine_->SetAside(entry, effects);
  }
  std::optional<int64_t> NextDueMs() const override { return machine_->NextDueMs(); }

  int64_t count() const { return count_; }

 private:
  std::unique_ptr<eventlog::Machine> machine_;
  int64_t count_ = 0;
};

absl::StatusOr<eventlog::LogDigest> DigestAtRest(eventlog::EventLog& log, const eventlog::ReplayOptions& options) {
  absl::StatusOr<eventlog::LogDigest> digest = absl::AbortedError("not tried");
  for (int attempt = 0; attempt < kDigestAttempts && absl::IsAborted(digest.status()); ++attempt) {
    if (options.cancelled()) return absl::CancelledError("the replay was cancelled");
    digest = eventlog::DigestCommitted(log, options);
  }
  if (!absl::IsAborted(digest.status())) return digest;
  return absl::AbortedError("评判服务一直在写入，无法核对；请在空闲时重试");
}

}  // namespace

absl::StatusOr<v1::ReplayResponse> ReplayAndCompare(eventlog::EventLog& log, eventlog::MachineFactory& machines,
                                                    int partition,
                                                    const std::function<bool(int64_t done, int64_t total)>& progress) {
  CountingMachine machine(machines.Make(partition));
  int64_t total = 0;
  eventlog::ReplayOptions options;
  options.cancelled = [&] { return !progress(machine.count(), total); };
  const absl::StatusOr<eventlog::LogDigest> committed = DigestAtRest(log, options);
  if (!committed.ok()) return committed.status();
  total = committed->entries;
  options.until = committed->position;
  const absl::StatusOr<eventlog::LogDigest> replayed = eventlog::Replay(log, machine, options);
  if (!replayed.ok()) return replayed.status();
  v1::ReplayResponse response;
  response.set_entries_replayed(machine.count());
  response.set_entries_total(total);
  response.set_done(true);
  response.mutable_position()->set_entry(committed->position.ToString());
  response.set_committed_state_hash(committed->state_hash);
  response.set_replayed_state_hash(replayed->state_hash);
  response.set_committed_alerts_hash(committed->alerts_hash);
  response.set_replayed_alerts_hash(replayed->alerts_hash);
  response.set_alerts_entries(committed->alerts);
  response.set_equal(committed->state_hash == replayed->state_hash && committed->alerts_hash == replayed->alerts_hash);
  return response;
}

/// One replay: the worker runs it and hands progress over; gRPC deletes nothing before both are done.
class ReplayServiceImpl::Reactor final : public grpc::ServerWriteReactor<v1::ReplayResponse> {
 public:
  explicit Reactor(std::atomic<bool>& stopping) : stopping_(stopping) {}

  /// False: stop.
  bool Progress(int64_t done, int64_t total) {
    if (cancelled_ || stopping_) return false;
    std::lock_guard lock(mutex_);
    if (!writing_ && total > 0) {
      response_.set_entries_replayed(done);
      response_.set_entries_total(total);
      Write();
    }
    return true;
  }

  /// The worker has nothing more to say; the reactor may be gone when this returns.
  void Complete(absl::StatusOr<v1::ReplayResponse> result) {
    std::lock_guard lock(mutex_);
    result_ = std::move(result);
    if (!writing_) WriteResult();
  }

  void Refuse(const grpc::Status& status) { Finish(status); }

  void OnWriteDone(bool ok) override {
    std::lock_guard lock(mutex_);
    writing_ = false;
    if (!ok) cancelled_ = true;
    if (result_) WriteResult();
  }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override {
    // Whoever called Finish may still hold the lock.
    { std::lock_guard lock(mutex_); }
    delete this;
  }

 private:
  void Write() {
    writing_ = true;
    StartWrite(&response_);
  }

  /// Writes the last response, then the status.
  void WriteResult() {
    if (!result_->ok()) return Finish(platform::FailureAnswer(result_->status(), kRetryDelay));
    if (cancelled_) return Finish(grpc::Status(grpc::StatusCode::CANCELLED, "the caller has gone"));
    if (told_result_) return Finish(grpc::Status::OK);
    told_result_ = true;
    response_ = **result_;
    Write();
  }

  std::atomic<bool>& stopping_;
  std::atomic<bool> cancelled_{false};
  std::mutex mutex_;
  v1::ReplayResponse response_;
  std::optional<absl::StatusOr<v1::ReplayResponse>> result_;
  bool writing_ = false;
  bool told_result_ = false;
};

grpc::ServerWriteReactor<v1::ReplayResponse>* ReplayServiceImpl::Replay(grpc::CallbackServerContext* /*context*/,
                                                                        const v1::ReplayRequest* request) {
  auto* reactor = new Reactor(stopping_);
  std::vector<wire::Violation> violations;
  Check(*request, violations);
  if (!violations.empty()) {
    reactor->Refuse(platform::InvalidRequestOf(violations));
    return reactor;
  }
  const int partition = eventlog::PartitionOf(request->jurisdiction(), logs_.partitions());
  const bool taken = worker_.Post([this, reactor, partition] {
    const std::unique_ptr<eventlog::EventLog> log = logs_.Open(partition);
    reactor->Complete(ReplayAndCompare(
        *log, machines_, partition, [reactor](int64_t done, int64_t total) { return reactor->Progress(done, total); }));
  });
  if (!taken) {
    reactor->Refuse(platform::RetryAfter(absl::ResourceExhaustedError("已有重算在排队；请稍后重试"), kRetryDelay));
  }
  return reactor;
}

void ReplayServiceImpl::Shutdown() {
  stopping_ = true;
  worker_.Stop();
}

}  // namespace liandu::evaluator
