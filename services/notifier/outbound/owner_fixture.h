#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "notifier/outbound/outbox.h"

/// What an outbox needs around it, for the notifier's tests.
namespace liandu::notifier {

/// Where a crash can strike around a fenced commit.
enum class Crash { kNever, kBeforeCommit, kAfterCommit };

/// One partition with its durable records and, while it is owned, a machine and an outbox: a processor pool's part,
/// done at once and on the caller's thread.
class Owner : public FencedCommits {
 public:
  void CommitExtra(int, std::function<eventlog::Effects(eventlog::Machine&)> change,
                   std::function<void(const absl::Status&)> done) override {
    absl::Status status;
    {
      std::lock_guard lock(mutex_);
      crashed_ = crashed_ || crash_ != Crash::kNever;
      if (machine_ == nullptr || crash_ == Crash::kBeforeCommit) {
        status = absl::UnavailableError("not the owner");
      } else {
        Apply(change(*machine_));
        if (crash_ == Crash::kAfterCommit) status = absl::UnavailableError("lost after the commit");
      }
    }
    done(status);
    changed_.notify_all();
  }

  /// Consumes an entry as the loop would.
  void Consume(const eventlog::Entry& entry, Outbox& outbox) {
    {
      std::lock_guard lock(mutex_);
      eventlog::Effects effects;
      const absl::Status stepped = machine_->Step(entry, effects);
      ASSERT_TRUE(stepped.ok()) << stepped;
      Apply(effects);
    }
    // The loop's thread owns the machine: nothing else touches it while the listener reads.
    outbox.OnCommitted(0, *machine_, entry.id, {});
  }

  /// Takes the partition over: a new machine from the records.
  void Load(Outbox& outbox) {
    {
      std::lock_guard lock(mutex_);
      crash_ = Crash::kNever;
      machine_ = std::make_unique<NotifierMachine>();
      for (const auto& [key, value] : records_) ASSERT_TRUE(machine_->Restore(key, value).ok());
      ASSERT_TRUE(machine_->FinishRestore().ok());
    }
    outbox.OnLoaded(0, *machine_, {});
  }
  void Drop(Outbox& outbox) {
    outbox.OnDropped(0);
    std::lock_guard lock(mutex_);
    machine_.reset();
  }
  /// From now on commits fail as a crash at that point would make them.
  void CrashAt(Crash crash) {
    std::lock_guard lock(mutex_);
    crash_ = crash;
  }

  void AwaitCrash() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return crashed_; });
  }

  /// Every delivery's state and attempts, when `enough` holds of them.
  template <typename Enough>
  std::map<std::string, std::pair<DeliveryState, int>> Await(Enough enough) {
    std::unique_lock lock(mutex_);
    std::map<std::string, std::pair<DeliveryState, int>> states;
    changed_.wait(lock, [&] {
      states.clear();
      if (machine_ == nullptr) return false;
      for (const auto& [jurisdiction, desk] : machine_->desks()) {
        for (const auto& [id, delivery] : desk.deliveries()) states[id] = {delivery.state, delivery.attempts};
      }
      return enough(states);
    });
    return states;
  }
  std::string ReasonOf(const std::string& id) {
    std::lock_guard lock(mutex_);
    return machine_->FindDesk("city")->deliveries().at(id).reason;
  }
  std::map<std::string, std::pair<DeliveryState, int>> AwaitAll(DeliveryState state) {
    return Await([state](const auto& states) {
      return std::all_of(states.begin(), states.end(), [state](const auto& one) { return one.second.first == state; });
    });
  }

 private:
  void Apply(const eventlog::Effects& effects) {
    for (const eventlog::StateWrite& write : effects.writes) {
      if (write.value) records_[write.key] = *write.value;
      if (!write.value) records_.erase(write.key);
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::string> records_;
  std::unique_ptr<NotifierMachine> machine_;
  Crash crash_ = Crash::kNever;
  bool crashed_ = false;
};

}  // namespace liandu::notifier
