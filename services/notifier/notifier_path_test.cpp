// The notifier on a real Redis: what the evaluator commits to the alerts stream arrives at a webhook, once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"
#include "notifier/inbound/partition_owner.h"
#include "notifier/inbound/position_gate.h"
#include "notifier/inbound/stream_fixture.h"
#include "notifier/outbound/channels/webhook/webhook_channel.h"
#include "platform/eventlog/redis_event_log.h"
#include "support/redis_server.h"

namespace liandu::notifier {
namespace {

using model::Severity;
using model::TransitionKind;
using ::testing::ElementsAre;

constexpr char kCity[] = "city";

/// Keeps the payloads it is posted.
class Receiver {
 public:
  Receiver() {
    server_.Post("/", [this](const httplib::Request& request, httplib::Response&) {
      {
        std::lock_guard lock(mutex_);
        posts_.push_back(nlohmann::json::parse(request.body));
      }
      arrived_.notify_all();
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // Stopping a server that does not run yet has no effect.
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Receiver() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return absl::StrCat("http://127.0.0.1:", port_, "/"); }
  /// The statuses of all posts, once there are so many.
  std::vector<std::string> Await(size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return posts_.size() >= count; });
    std::vector<std::string> statuses;
    for (const nlohmann::json& post : posts_) statuses.push_back(post["status"]);
    return statuses;
  }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<nlohmann::json> posts_;
};

/// Stands in for the evaluator: owns the log's partition and commits entries to the alerts stream.
class Evaluator {
 public:
  explicit Evaluator(eventlog::EventLogFactory& logs) : log_(logs.Open(0)) {
    const auto lease = log_->ReadLease(eventlog::Role::kEvaluator);
    position_ = *log_->Claim(eventlog::Role::kEvaluator, *lease, "evaluator", "nonce");
    eventlog::AppendItem open;
    open.jurisdiction = kCity;
    open.payloads = {"opened"};
    open.clock_change = eventlog::ClockChange{eventlog::ClockChange::Kind::kOpen, eventlog::ClockMode::kSandbox,
                                              At("2024-07-01 09:30").time_since_epoch().count()};
    cause_ = Append(open);
  }

  /// Commits what an event of the log made it say.
  void Say(const eventlog::Entry& entry, const std::string& entity, int64_t sequence) {
    eventlog::AppendItem report;
    report.jurisdiction = kCity;
    report.payloads = {"report"};
    cause_ = Append(report);
    eventlog::Commit commit;
    commit.fence = position_.fence;
    ++commit.fence.sequence;
    commit.last_input = cause_;
    commit.input_count = ++position_.input_count;
    commit.outputs = {{cause_, {kCity, entry.at_ms, entity, sequence, entry.payload}}};
    const absl::Status committed = log_->CommitBatch(eventlog::Role::kEvaluator, commit);
    ASSERT_TRUE(committed.ok()) << committed;
    position_.fence = commit.fence;
  }
  eventlog::EntryId cause() const { return cause_; }

 private:
  eventlog::EntryId Append(const eventlog::AppendItem& item) {
    const auto results = log_->Append({item});
    EXPECT_TRUE(results.ok()) << results.status();
    return results->at(0).last_id;
  }

  std::unique_ptr<eventlog::EventLog> log_;
  eventlog::ProcessorPosition position_;
  eventlog::EntryId cause_;
};

/// A notifier without its gRPC door.
class Notifier {
 public:
  Notifier(eventlog::RedisEventLogFactory& logs, const platform::Clock& clock, const std::string& url)
      : clock_(clock), outbox_(owner_, Channels(url, clock), {}, clock, outbox_observer_), pool_(MakePool(logs)) {
    owner_.Attach(*pool_);
    outbox_.Start();
    pool_->Start();
  }
  ~Notifier() {
    outbox_.Stop();
    pool_->Stop();
  }

  /// States by delivery, once the alerts stream was consumed up to `minimum`.
  std::map<std::string, DeliveryState> Deliveries(eventlog::EntryId minimum) {
    std::mutex mutex;
    std::condition_variable answered;
    bool done = false;
    std::map<std::string, DeliveryState> states;
    owner_.Query(0, minimum, clock_.SteadyNow() + std::chrono::seconds(30),
                 [&](const absl::StatusOr<eventlog::ProcessorPool::View>& view) {
                   std::lock_guard lock(mutex);
                   EXPECT_TRUE(view.ok()) << view.status();
                   if (view.ok()) {
                     for (const auto& [id, delivery] :
                          static_cast<const NotifierMachine&>(view->machine).FindDesk(kCity)->deliveries()) {
                       states[id] = delivery.state;
                     }
                   }
                   done = true;
                   answered.notify_all();
                 });
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return done; });
    return states;
  }
  void AwaitAllDelivered(eventlog::EntryId minimum) {
    const auto all = [](const std::map<std::string, DeliveryState>& states) {
      return std::all_of(states.begin(), states.end(),
                         [](const auto& one) { return one.second == DeliveryState::kDelivered; });
    };
    while (!all(Deliveries(minimum))) std::this_thread::yield();
  }

 private:
  static Outbox::Channels Channels(const std::string& url, const platform::Clock& clock) {
    Outbox::Channels channels;
    WebhookSettings settings;
    settings.url = url;
    settings.transfer.guard = AddressGuard(true, {});
    channels["webhook"] = std::make_unique<ChannelWorkers>(std::make_unique<WebhookChannel>(settings, clock), 2);
    return channels;
  }
  std::unique_ptr<eventlog::ProcessorPool> MakePool(eventlog::RedisEventLogFactory& logs) {
    eventlog::ProcessorPoolOptions options;
    options.role = eventlog::Role::kNotifier;
    options.self = {"notifier", "127.0.0.1:1"};
    options.lease_lifetime = std::chrono::milliseconds(500);
    options.tick_payload = TickPayload();
    return std::make_unique<eventlog::ProcessorPool>(logs, logs, machines_, clock_, processor_observer_, outbox_,
                                                     options);
  }

  const platform::Clock& clock_;
  PartitionOwner owner_;
  OutboxObserver outbox_observer_;
  eventlog::ProcessorObserver processor_observer_;
  NotifierMachineFactory machines_;
  Outbox outbox_;
  std::unique_ptr<eventlog::ProcessorPool> pool_;
};

class NotifierPath : public ::testing::Test {
 protected:
  NotifierPath() {
    eventlog::EventLogOptions options;
    options.partitions = 1;
    auto logs = eventlog::RedisEventLogFactory::Create(resolver_, {}, options, clock_, log_observer_);
    if (!logs.ok()) std::abort();
    logs_ = *std::move(logs);
    evaluator_ = std::make_unique<Evaluator>(*logs_);
    const std::string now = "2024-07-01 09:30";
    model::NotificationPolicy policy;
    policy.receivers = {{"hook", "webhook", {}, {}}};
    Pass(stream_.Passed(kCity, now, model::JurisdictionOpened{model::ClockMode::kSandbox, At(now)}));
    Pass(stream_.City(kCity, now));
    Pass(stream_.Passed(kCity, now, model::CatalogueApplied{{policy}, {}}));
  }

  void Pass(const eventlog::Entry& entry) { evaluator_->Say(entry, "", 0); }
  void Move(int64_t sequence, TransitionKind kind) {
    model::Alert alert = TestAlert();
    // Of no chain: one post is told.
    alert.chains.clear();
    evaluator_->Say(stream_.Moved(kCity, "2024-07-01 09:30", alert, sequence, kind, Severity::kRed), alert.id,
                    sequence);
  }
  eventlog::EntryId LastAlert() { return *logs_->Open(0)->ReadLastId(eventlog::Role::kNotifier); }

  const platform::SystemClock clock_;
  testing::RedisServer server_;
  platform::redis::StandaloneResolver resolver_{*platform::redis::Endpoint::Parse(server_.address())};
  eventlog::EventLogObserver log_observer_;
  std::unique_ptr<eventlog::RedisEventLogFactory> logs_;
  std::unique_ptr<Evaluator> evaluator_;
  StreamWriter stream_;
  Receiver receiver_;
};

TEST_F(NotifierPath, ARaisedAlertArrivesOnceAndItsResolveToo) {
  Notifier notifier(*logs_, clock_, receiver_.url());
  Move(1, TransitionKind::kRaised);
  EXPECT_THAT(receiver_.Await(1), ElementsAre("firing"));
  Move(2, TransitionKind::kCleared);
  EXPECT_THAT(receiver_.Await(2), ElementsAre("firing", "resolved"));
  notifier.AwaitAllDelivered(LastAlert());
  EXPECT_THAT(receiver_.Await(2), ElementsAre("firing", "resolved"));
}

TEST_F(NotifierPath, AnotherOwnerCarriesOnAndRepeatsNothing) {
  {
    Notifier first(*logs_, clock_, receiver_.url());
    Move(1, TransitionKind::kRaised);
    receiver_.Await(1);
    first.AwaitAllDelivered(LastAlert());
  }
  Move(2, TransitionKind::kCleared);
  Notifier second(*logs_, clock_, receiver_.url());
  EXPECT_THAT(receiver_.Await(2), ElementsAre("firing", "resolved"));
  second.AwaitAllDelivered(LastAlert());
}

TEST_F(NotifierPath, TheGateWaitsForTheEvaluator) {
  PositionGate gate(*logs_, clock_);
  std::mutex mutex;
  std::condition_variable answered;
  std::vector<absl::StatusOr<eventlog::EntryId>> answers;
  const auto keep = [&](const absl::StatusOr<eventlog::EntryId>& answer) {
    std::lock_guard lock(mutex);
    answers.push_back(answer);
    answered.notify_all();
  };
  const auto await = [&](size_t count) {
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return answers.size() == count; });
  };
  gate.Await(0, evaluator_->cause(), clock_.SteadyNow() + std::chrono::seconds(30), keep);
  await(1);
  ASSERT_TRUE(answers[0].ok()) << answers[0].status();
  EXPECT_EQ(*answers[0], LastAlert());
  const eventlog::EntryId later{evaluator_->cause().ms + 1'000'000, 0};
  gate.Await(0, later, clock_.SteadyNow(), keep);
  await(2);
  EXPECT_EQ(answers[1].status().code(), absl::StatusCode::kDeadlineExceeded);
  gate.Await(0, later, clock_.SteadyNow() + std::chrono::hours(1), keep);
  gate.Stop();
  await(3);
  EXPECT_EQ(answers[2].status().code(), absl::StatusCode::kUnavailable);
  gate.Await(0, later, clock_.SteadyNow(), keep);
  await(4);
  EXPECT_EQ(answers[3].status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace liandu::notifier
