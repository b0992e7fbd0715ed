#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "notifier/domain/page/delivery_link.h"
#include "notifier/domain/retry.h"
#include "notifier/inbound/notifier_machine.h"
#include "notifier/outbound/channel_workers.h"
#include "notifier/outbound/outbox_observer.h"
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
/// steady time. What was marked when an owner went away is sent again, under the same id, by the next. Thread-safe.
class Outbox : public eventlog::CommitListener {
 public:
  using Channels = std::map<std::string, std::unique_ptr<ChannelWorkers>>;

  /// Channels by the names that receivers use. Everything passed by reference must outlive the outbox.
  Outbox(FencedCommits& commits, Channels channels, RetryRules rules, const platform::Clock& clock,
         OutboxObserver& observer, const LinkMaker* links = nullptr);
  /// Stops.
  ~Outbox() override;

  /// Starts the thread that begins attempts when their time has come.
  void Start();
  /// Begins nothing more, aborts running sends and joins. Call it before the pool stops, so that outcomes are
  /// committed.
  void Stop();

  void OnLoaded(int partition, eventlog::Machine& machine, eventlog::EntryId cursor) override;
  void OnCommitted(int partition, eventlog::Machine& machine, eventlog::EntryId cursor,
                   const std::vector<eventlog::Commit::CausedOutput>& outputs) override;
  void OnDropped(int partition) override;

 private:
  using SteadyTime = platform::Clock::SteadyTime;
  /// Partition and delivery.
  using Key = std::pair<int, DeliveryRef>;
  /// Partition, jurisdiction, receiver, post.
  using Group = std::pair<int, std::vector<std::string>>;

  /// One delivery on its way.
  struct Send {
    /// Tells this one from another of the same key after the partition was lost and won again.
    uint64_t token = 0;
    std::string channel;
    Group group;
    int attempt = 1;
    SteadyTime not_before{};
    /// Waits for `not_before`, as the first of its group.
    bool waits = false;
  };
  struct Lane {
    ChannelWorkers* workers = nullptr;
    int under_way = 0;
    std::set<std::pair<SteadyTime, Key>> waiting;
  };
  /// An attempt between its parts.
  struct Attempt {
    Key key;
    uint64_t token = 0;
    std::string channel;
    int number = 1;
    std::shared_ptr<const OutgoingMessage> message;
  };

  void Run();
  SteadyTime NextTurn() const;
  std::vector<Attempt> TakeReady(SteadyTime now);
  void Begin(Attempt attempt);
  void Hand(const Attempt& attempt);
  void OnSent(const Attempt& attempt, const SendResult& result);
  void OnFinished(const Attempt& attempt, const SendOutcome& outcome, const SendResult& result,
                  const absl::Status& status);
  void Bury(int partition, const DeliveryRef& ref, const std::string& channel);

  Send* FindSend(const Attempt& attempt);
  bool Add(int partition, const Desk& desk, const DeliveryRef& ref, int attempt);
  void WaitAgain(const Key& key, Send& send, SteadyTime not_before);
  void Remove(const Key& key);
  void Release(const std::string& channel);
  void TellSize(int partition, const NotifierMachine& machine);

  FencedCommits& commits_;
  Channels channels_;
  const RetryRules rules_;
  const platform::Clock& clock_;
  OutboxObserver& observer_;
  const LinkMaker* const links_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  bool woken_ = false;
  uint64_t next_token_ = 0;
  std::map<Key, Send> sends_;
  std::map<Group, std::deque<Key>> groups_;
  std::map<std::string, Lane> lanes_;
  std::thread thread_;
};

}  // namespace liandu::notifier
