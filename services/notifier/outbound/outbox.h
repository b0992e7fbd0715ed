#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "notifier/domain/page/delivery_link.h"
#include "notifier/domain/retry.h"
#include "notifier/inbound/notifier_machine.h"
#include "notifier/outbound/channel_workers.h"
#include "notifier/outbound/outbox_observer.h"
#include "notifier/outbound/refresher.h"
#include "notifier/outbound/send_queue.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/processor_observer.h"

namespace liandu::notifier {

/// The fenced way to change a partition's state beside its entries: eventlog::ProcessorPool::CommitExtra.
class FencedCommits {
 public:
  virtual ~FencedCommits() = default;
  virtual void CommitExtra(int partition, std::function<eventlog::Effects(eventlog::Machine&)> change,
                           std::function<void(const absl::Status&)> done) = 0;
};

/// Sends what is due, at least once: an attempt starts only moments after a fenced commit has marked it, and its
/// outcome is committed likewise. One message is in flight for a receiver and post; retries follow RetryRules on
/// steady time. What was marked when an owner went away is sent again, under the same id, by the next. What has piled
/// up before a robot goes out as one message; every delivery keeps its id and has its own outcome. What a ceiling
/// holds back is no attempt. Thread-safe.
class Outbox : public eventlog::CommitListener {
 public:
  using Channels = std::map<std::string, std::unique_ptr<ChannelWorkers>>;

  /// Channels by the names that receivers use. Everything passed by reference must outlive the outbox.
  Outbox(FencedCommits& commits, Channels channels, RetryRules rules, const platform::Clock& clock,
         OutboxObserver& observer, const LinkMaker* links = nullptr);
  /// Stops.
  ~Outbox() override;

  /// Starts the threads that begin attempts when their time has come, and that refresh what fires.
  void Start();
  /// Begins nothing more, aborts running sends and joins. Call it before the pool stops, so that outcomes are
  /// committed.
  void Stop();

  void OnLoaded(int partition, eventlog::Machine& machine, eventlog::EntryId cursor) override;
  void OnCommitted(int partition, eventlog::Machine& machine, eventlog::EntryId cursor,
                   const std::vector<eventlog::Commit::CausedOutput>& outputs) override;
  void OnDropped(int partition) override;

 private:
  /// A parcel whose attempts are being marked.
  struct Marking;
  /// Parts of one partition with what became of them.
  struct Outcomes;

  void Run();
  void Begin(Parcel parcel);
  void OnMarked(const std::shared_ptr<Marking>& marking, const std::vector<size_t>& parts, const absl::Status& status);
  void Hand(const Parcel& parcel);
  void OnSent(const Parcel& parcel, const SendResult& result);
  void OnHeldBack(const Parcel& parcel, const SendResult& result);
  SendOutcome OutcomeOf(const SendPart& part, const Parcel& parcel, const SendResult& result) const;
  void OnFinished(const Outcomes& outcomes, const absl::Status& status);
  void Bury(int partition, const DeliveryRef& ref, const std::string& channel);
  bool Add(int partition, const Desk& desk, const DeliveryRef& ref, int attempt);
  void TellSize(int partition, const NotifierMachine& machine);
  void Wake();

  FencedCommits& commits_;
  Channels channels_;
  const RetryRules rules_;
  const platform::Clock& clock_;
  OutboxObserver& observer_;
  const LinkMaker* const links_;
  Refresher refresher_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  bool woken_ = false;
  SendQueue queue_;
  std::thread thread_;
};

}  // namespace liandu::notifier
