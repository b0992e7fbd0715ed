#include "platform/eventlog/stream_tail.h"

#include <gtest/gtest.h>

#include <condition_variable>

#include "platform/eventlog/memory_event_log.h"

namespace liandu::eventlog {
namespace {

/// Rings when a watcher has something to say.
class Bell {
 public:
  std::function<void()> Ring() {
    return [this] {
      const std::lock_guard<std::mutex> guard(mutex_);
      rung_ = true;
      changed_.notify_all();
    };
  }
  /// The next entry or error, waited for.
  absl::StatusOr<std::shared_ptr<const Entry>> Await(StreamTail::Watcher& watcher) {
    for (;;) {
      auto next = watcher.Next();
      if (!next.ok() || *next != nullptr) return next;
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return rung_; });
      rung_ = false;
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

class StreamTailTest : public testing::Test {
 protected:
  StreamTailTest() : store_(Options(), clock_), log_(store_.Open(0)) {
    AppendItem open;
    open.jurisdiction = "j";
    open.clock_change = ClockChange{};
    EXPECT_TRUE(log_->Append({open}).ok());
    fence_ = log_->Claim(Role::kEvaluator, *log_->ReadLease(Role::kEvaluator), "h", "e")->fence;
  }
  static EventLogOptions Options() {
    EventLogOptions options;
    options.partitions = 1;
    return options;
  }
  /// Makes so many alerts, numbered on, and returns the last one's id.
  EntryId Say(int alerts) {
    for (int i = 0; i < alerts; ++i) {
      AppendItem item;
      item.jurisdiction = "j";
      item.payloads = {"x"};
      const EntryId id = log_->Append({item})->front().last_id;
      ++fence_.sequence;
      Commit commit{fence_, id, 1, {}, {{id, Output{"j", 1, "e", ++said_, std::to_string(said_)}}}};
      EXPECT_TRUE(log_->CommitBatch(Role::kEvaluator, commit).ok());
    }
    return *log_->ReadLastId(Role::kNotifier);
  }
  std::string Take(StreamTail::Watcher& watcher, Bell& bell) {
    const auto next = bell.Await(watcher);
    return next.ok() ? (*next)->payload : next.status().ToString();
  }

  platform::SystemClock clock_;
  MemoryEventLogStore store_;
  std::unique_ptr<EventLog> log_;
  Fence fence_;
  int64_t said_ = 0;
  StreamTailOptions options_;
};

TEST_F(StreamTailTest, ManyWatchersSeeTheSameAlertsInOrder) {
  StreamTail tail(store_, clock_, options_);
  Bell early_bell;
  Bell late_bell;
  const auto early = tail.Watch(0, EntryId{}, early_bell.Ring());
  Say(2);
  EXPECT_EQ(Take(*early, early_bell), "1");
  EXPECT_EQ(Take(*early, early_bell), "2");
  const auto late = tail.Watch(0, EntryId{}, late_bell.Ring());
  EXPECT_EQ(Take(*late, late_bell), "1");
  EXPECT_EQ(Take(*late, late_bell), "2");
  Say(1);
  EXPECT_EQ(Take(*late, late_bell), "3");
  EXPECT_EQ(Take(*early, early_bell), "3");
}

TEST_F(StreamTailTest, ResumesAfterAPositionAndReadsOnBeyondTheBuffer) {
  options_.max_buffered = 4;
  Say(1);
  const EntryId seen = Say(1);
  Say(20);
  StreamTail tail(store_, clock_, options_);
  Bell bell;
  const auto watcher = tail.Watch(0, seen, bell.Ring());
  for (int i = 3; i <= 22; ++i) EXPECT_EQ(Take(*watcher, bell), std::to_string(i));
}

TEST_F(StreamTailTest, FromNowOnMeansNothingOld) {
  Say(3);
  StreamTail tail(store_, clock_, options_);
  Bell first_bell;
  const auto first = tail.Watch(0, EntryId{}, first_bell.Ring());
  for (int i = 1; i <= 3; ++i) Take(*first, first_bell);
  Bell bell;
  const auto watcher = tail.Watch(0, std::nullopt, bell.Ring());
  // A later watcher's history shows that the lane has taken this one on.
  Bell marker_bell;
  const auto marker = tail.Watch(0, EntryId{}, marker_bell.Ring());
  Take(*marker, marker_bell);
  Say(1);
  EXPECT_EQ(Take(*watcher, bell), "4");
}

TEST_F(StreamTailTest, ASlowWatcherIsCutAndTheOthersGoOn) {
  options_.max_buffered = 4;
  StreamTail tail(store_, clock_, options_);
  Bell slow_bell;
  Bell quick_bell;
  const auto slow = tail.Watch(0, EntryId{}, slow_bell.Ring());
  const auto quick = tail.Watch(0, EntryId{}, quick_bell.Ring());
  for (int i = 1; i <= 12; ++i) {
    Say(1);
    ASSERT_EQ(Take(*quick, quick_bell), std::to_string(i));
  }
  for (int i = 1; i <= 4; ++i) EXPECT_EQ(Take(*slow, slow_bell), std::to_string(i));
  EXPECT_TRUE(absl::IsResourceExhausted(slow_bell.Await(*slow).status()));
}

TEST_F(StreamTailTest, ATrimmedPositionIsOutOfRange) {
  const EntryId first = Say(1);
  Say(3);
  Fence notifier = log_->Claim(Role::kNotifier, *log_->ReadLease(Role::kNotifier), "h", "n")->fence;
  notifier.sequence = 1;
  ASSERT_TRUE(log_->CommitBatch(Role::kNotifier, {notifier, Say(1), 5, {}, {}}).ok());
  ASSERT_TRUE(log_->TrimAlerts(notifier, std::chrono::hours(-1)).ok());
  StreamTail tail(store_, clock_, options_);
  Bell bell;
  const auto watcher = tail.Watch(0, first, bell.Ring());
  EXPECT_TRUE(absl::IsOutOfRange(bell.Await(*watcher).status()));
  EXPECT_TRUE(absl::IsOutOfRange(watcher->Next().status())) << "only the error comes from then on";
}

TEST_F(StreamTailTest, TooManyWatchersAreRefusedUntilOneGoes) {
  options_.max_watchers = 1;
  StreamTail tail(store_, clock_, options_);
  Bell bell;
  auto first = tail.Watch(0, EntryId{}, bell.Ring());
  EXPECT_TRUE(absl::IsResourceExhausted(tail.Watch(0, EntryId{}, [] {})->Next().status()));
  Say(1);
  EXPECT_EQ(Take(*first, bell), "1");
}

TEST_F(StreamTailTest, ShutdownEndsEveryWatcher) {
  StreamTail tail(store_, clock_, options_);
  Bell bell;
  const auto watcher = tail.Watch(0, EntryId{}, bell.Ring());
  tail.Shutdown();
  EXPECT_TRUE(absl::IsUnavailable(bell.Await(*watcher).status()));
  EXPECT_TRUE(absl::IsUnavailable(tail.Watch(0, EntryId{}, [] {})->Next().status()));
}

}  // namespace
}  // namespace liandu::eventlog
