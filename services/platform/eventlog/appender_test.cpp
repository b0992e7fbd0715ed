#include "platform/eventlog/appender.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <thread>

#include "platform/eventlog/memory_event_log.h"

namespace liandu::eventlog {
namespace {

using Step = MemoryEventLogStore::Step;

/// Lets calls of the store through only while it is open.
class Gate {
 public:
  void Set(bool open) {
    const std::lock_guard<std::mutex> guard(mutex_);
    open_ = open;
    changed_.notify_all();
  }
  void Pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++arrived_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void AwaitArrival() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return arrived_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int arrived_ = 0;
};

class CountingAppendObserver : public AppenderObserver {
 public:
  void OnAppend(int /*partition*/, size_t items, std::chrono::nanoseconds /*took*/,
                const absl::Status& /*status*/) override {
    ++calls;
    appended += items;
  }
  void OnQueueFull(int /*partition*/) override { ++full; }
  std::atomic<int> calls{0};
  std::atomic<size_t> appended{0};
  std::atomic<int> full{0};
};

class AppenderTest : public testing::Test {
 protected:
  AppenderTest() : store_(Options(), clock_) {
    options_.max_queued_items = 100;
    options_.max_items_per_call = 40;
    AppendItem open = Event("");
    open.payloads.clear();
    open.clock_change = ClockChange{};
    EXPECT_TRUE(store_.Open(0)->Append({open}).ok());
  }
  static EventLogOptions Options() {
    EventLogOptions options;
    options.partitions = 1;
    return options;
  }
  static AppendItem Event(const std::string& payload) {
    AppendItem item;
    item.jurisdiction = "qingdao";
    item.payloads = {payload};
    return item;
  }
  size_t Entries() { return store_.Open(0)->Read(Role::kEvaluator, {}, 100'000, std::chrono::milliseconds(0))->size(); }

  platform::SystemClock clock_;
  MemoryEventLogStore store_;
  AppenderOptions options_;
  CountingAppendObserver observer_;
};

TEST_F(AppenderTest, ConcurrentRequestsShareCallsOfTheStore) {
  Gate gate;
  store_.SetFault([&gate](const std::string& call, int, Step step) {
    if (call == "append" && step == Step::kBefore) gate.Pass();
    return absl::OkStatus();
  });
  Appender appender(store_, observer_, options_);
  std::atomic<int> appended{0};
  std::vector<int> order;
  const auto send = [&](int i) {
    appender.Append(Event(std::to_string(i)), [&, i](absl::StatusOr<AppendResult> result) {
      if (result.ok() && result->outcome == AppendResult::Outcome::kAppended) ++appended;
      order.push_back(i);
    });
  };
  send(0);
  gate.AwaitArrival();
  for (int i = 1; i <= 80; ++i) send(i);
  gate.Set(true);
  EXPECT_TRUE(appender.AppendAndWait(Event("last")).ok());
  EXPECT_EQ(appended.load(), 81);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  EXPECT_LE(observer_.calls.load(), 4) << "one, forty, forty, and the rest";
  EXPECT_EQ(observer_.appended.load(), 82U);
}

TEST_F(AppenderTest, AFullQueueRefusesAtOnce) {
  Gate gate;
  store_.SetFault([&gate](const std::string& call, int, Step step) {
    if (call == "append" && step == Step::kBefore) gate.Pass();
    return absl::OkStatus();
  });
  Appender appender(store_, observer_, options_);
  std::atomic<int> refused{0};
  appender.Append(Event("first"), [](const absl::StatusOr<AppendResult>&) {});
  gate.AwaitArrival();
  for (int i = 0; i < 103; ++i) {
    appender.Append(Event("x"), [&refused](const absl::StatusOr<AppendResult>& result) {
      refused += absl::IsResourceExhausted(result.status()) ? 1 : 0;
    });
  }
  EXPECT_EQ(refused.load(), 3);
  EXPECT_EQ(observer_.full.load(), 3);
  gate.Set(true);
  appender.Shutdown();
}

TEST_F(AppenderTest, ALostReplyIsNeverTakenForAnAcknowledgement) {
  store_.SetFault([](const std::string& call, int, Step step) {
    return call == "append" && step == Step::kAfter ? absl::UnavailableError("reply lost") : absl::OkStatus();
  });
  Appender appender(store_, observer_, options_);
  AppendItem item = Event("a");
  item.request_id = "r1";
  EXPECT_TRUE(absl::IsUnavailable(appender.AppendAndWait(item).status()));
  store_.SetFault(nullptr);
  const auto again = appender.AppendAndWait(item);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->outcome, AppendResult::Outcome::kRepeatedRequest);
  EXPECT_EQ(Entries(), 1U);
}

TEST_F(AppenderTest, WhatCannotBeAppendedIsRefusedBeforeTheStore) {
  Appender appender(store_, observer_, options_);
  EXPECT_TRUE(absl::IsInvalidArgument(appender.AppendAndWait(Event(std::string((1 << 20) + 1, 'x'))).status()));
  EXPECT_TRUE(appender.AppendAndWait(Event(std::string(1 << 20, 'x'))).ok());
  AppendItem nowhere = Event("a");
  nowhere.jurisdiction = "";
  EXPECT_TRUE(absl::IsInvalidArgument(appender.AppendAndWait(nowhere).status()));
}

TEST_F(AppenderTest, ReadsRunOnThePartitionsThread) {
  Appender appender(store_, observer_, options_);
  std::promise<ClockMode> mode;
  appender.Read("qingdao", [&mode](const absl::Status& status, EventLog* log) {
    ASSERT_TRUE(status.ok());
    mode.set_value((*log->ReadClock("qingdao"))->mode);
  });
  EXPECT_EQ(mode.get_future().get(), ClockMode::kLive);
}

TEST_F(AppenderTest, AfterShutdownNothingIsTaken) {
  Appender appender(store_, observer_, options_);
  ASSERT_TRUE(appender.AppendAndWait(Event("a")).ok());
  appender.Shutdown();
  EXPECT_TRUE(absl::IsUnavailable(appender.AppendAndWait(Event("b")).status()));
  bool refused = false;
  appender.Read("qingdao", [&refused](const absl::Status& status, EventLog* log) {
    refused = absl::IsUnavailable(status) && log == nullptr;
  });
  EXPECT_TRUE(refused);
  EXPECT_EQ(Entries(), 1U);
}

}  // namespace
}  // namespace liandu::eventlog
