#include "evaluator/inbound/supervision_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "evaluator/inbound/replay_service.h"
#include "evaluator/inbound/test_city.h"
#include "evaluator/outbound/supervision_metrics.h"
#include "platform/eventlog/memory_event_log.h"
#include "platform/rpc/rpc_server.h"
#include "platform/rpc/status.h"

namespace liandu::evaluator {
namespace {

using std::chrono::milliseconds;

constexpr char kCity[] = "qingdao";

/// An evaluator as app.cpp wires it, over a log in memory.
class Instance {
 public:
  Instance(eventlog::MemoryEventLogStore& store, const platform::Clock& clock, const std::string& id)
      : tail_(store, clock, {}),
        queries_(store.partitions(), clock, stubs_),
        watches_(store, tail_),
        replay_(store, machines_) {
    server_ = *platform::RpcServer::Start({}, {&supervision_, &replay_}, health_, registry_);
    eventlog::ProcessorPoolOptions options;
    options.self = {id, server_->address()};
    options.lease_lifetime = milliseconds(500);
    options.tick_payload = TickPayload();
    pool_ = std::make_unique<eventlog::ProcessorPool>(store, store, machines_, clock, observer_, listener_, options);
    queries_.Attach(*pool_);
    pool_->Start();
    channel_ = *platform::MakeChannel(server_->address(), {});
  }
  ~Instance() {
    watches_.Shutdown();
    replay_.Shutdown();
    server_->Stop(platform::SystemClock().SteadyNow());
    pool_->Stop();
  }

  std::unique_ptr<v1::SupervisionService::Stub> stub() { return v1::SupervisionService::NewStub(channel_); }
  std::unique_ptr<v1::ReplayService::Stub> replay_stub() { return v1::ReplayService::NewStub(channel_); }
  eventlog::ProcessorPool& pool() { return *pool_; }

 private:
  platform::Health health_;
  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  eventlog::ProcessorObserver observer_;
  eventlog::CommitListener listener_;
  EvaluatorMachineFactory machines_;
  InstanceStubs stubs_{platform::ChannelSettings()};
  eventlog::StreamTail tail_;
  PartitionQueries queries_;
  TransitionWatches watches_;
  SupervisionServiceImpl supervision_{queries_, watches_};
  ReplayServiceImpl replay_;
  std::unique_ptr<platform::RpcServer> server_;
  std::unique_ptr<eventlog::ProcessorPool> pool_;
  std::shared_ptr<grpc::Channel> channel_;
};

class SupervisionServiceTest : public testing::Test {
 protected:
  SupervisionServiceTest() : store_(Options(), clock_) {
    const std::unique_ptr<eventlog::EventLog> log = store_.Open(0);
    eventlog::AppendItem open = Item(city_.entries()[0].payload);
    open.clock_change = {eventlog::ClockChange::Kind::kOpen, eventlog::ClockMode::kSandbox, AtMs("2024-07-01 09:30")};
    position_ = Append(open);
    for (size_t i = 1; i < city_.entries().size(); ++i) position_ = Append(Item(city_.entries()[i].payload));
  }

  static eventlog::EventLogOptions Options() {
    eventlog::EventLogOptions options;
    options.partitions = 1;
    return options;
  }
  static eventlog::AppendItem Item(const std::string& payload) {
    eventlog::AppendItem item;
    item.jurisdiction = kCity;
    item.payloads = {payload};
    return item;
  }
  eventlog::EntryId Append(const eventlog::AppendItem& item) {
    const auto results = store_.Open(0)->Append({item});
    EXPECT_TRUE(results.ok()) << results.status();
    EXPECT_EQ((*results)[0].outcome, eventlog::AppendResult::Outcome::kAppended);
    return (*results)[0].last_id;
  }
  /// Asks until the partition has an owner.
  grpc::Status GetBoard(Instance& instance, v1::GetBoardResponse& response) {
    grpc::Status status;
    for (int attempt = 0; attempt < 200; ++attempt) {
      grpc::ClientContext context;
      v1::GetBoardRequest request;
      request.set_jurisdiction(kCity);
      request.mutable_min_position()->set_entry(position_.ToString());
      status = instance.stub()->GetBoard(&context, request, &response);
      if (status.error_code() != grpc::StatusCode::UNAVAILABLE) return status;
      EXPECT_GT(platform::DetailsOf(status).retry_delay, milliseconds(0));
      std::unique_lock lock(mutex_);
      clock_.WaitFor(lock, never_, milliseconds(50), [] { return false; });
    }
    return status;
  }

  std::mutex mutex_;
  std::condition_variable never_;
  platform::SystemClock clock_;
  eventlog::MemoryEventLogStore store_;
  TestLog city_ = RedCity(kCity);
  eventlog::EntryId position_;
};

TEST_F(SupervisionServiceTest, AnyInstanceAnswersWithThePositionAsked) {
  Instance first(store_, clock_, "first");
  Instance second(store_, clock_, "second");
  for (Instance* instance : {&first, &second}) {
    v1::GetBoardResponse response;
    const grpc::Status status = GetBoard(*instance, response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.open_red(), 1);
    EXPECT_EQ(response.position().entry(), position_.ToString());
  }
  EXPECT_EQ(first.pool().Owned().size() + second.pool().Owned().size(), 1u);
}

TEST_F(SupervisionServiceTest, BadRequestsNameTheirFields) {
  Instance instance(store_, clock_, "only");
  grpc::ClientContext context;
  v1::GetAlertResponse response;
  const grpc::Status status = instance.stub()->GetAlert(&context, v1::GetAlertRequest(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(platform::DetailsOf(status).violations.size(), 2u);
}

TEST_F(SupervisionServiceTest, WatchTellsWhatComesAndResumes) {
  Instance instance(store_, clock_, "only");
  v1::GetBoardResponse board;
  ASSERT_TRUE(GetBoard(instance, board).ok());
  grpc::ClientContext context;
  v1::WatchTransitionsRequest request;
  request.set_jurisdiction(kCity);
  const auto stub = instance.stub();
  auto reader = stub->WatchTransitions(&context, request);
  v1::WatchTransitionsResponse response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_FALSE(response.has_alert());
  const std::string token = response.resume_token();
  Append(Item(city_.Put(kCity, "2024-07-01 09:30", TestReport(45, 1)).payload));
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.transition().kind(), v1::TRANSITION_KIND_CLEARED);
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);

  grpc::ClientContext again;
  request.set_resume_token(token);
  auto resumed = stub->WatchTransitions(&again, request);
  v1::WatchTransitionsResponse repeated;
  ASSERT_TRUE(resumed->Read(&repeated));
  ASSERT_TRUE(resumed->Read(&repeated));
  EXPECT_EQ(repeated.SerializeAsString(), response.SerializeAsString());
  again.TryCancel();
  resumed->Finish();
}

TEST_F(SupervisionServiceTest, ReplayEqualsWhatWasCommitted) {
  Instance instance(store_, clock_, "only");
  v1::GetBoardResponse board;
  ASSERT_TRUE(GetBoard(instance, board).ok());
  grpc::ClientContext context;
  v1::ReplayRequest request;
  request.set_jurisdiction(kCity);
  auto reader = instance.replay_stub()->Replay(&context, request);
  v1::ReplayResponse response;
  while (reader->Read(&response)) {
  }
  const grpc::Status status = reader->Finish();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(response.done());
  EXPECT_TRUE(response.equal());
  EXPECT_EQ(response.entries_replayed(), 3);
  EXPECT_EQ(response.position().entry(), position_.ToString());
  EXPECT_EQ(response.committed_state_hash().size(), 64u);
}

TEST_F(SupervisionServiceTest, MetricsComeFromTheOwnedPartitions) {
  Instance instance(store_, clock_, "only");
  v1::GetBoardResponse board;
  ASSERT_TRUE(GetBoard(instance, board).ok());
  const SupervisionMetrics metrics(instance.pool(), clock_);
  for (int scrape = 0; scrape < 2; ++scrape) {
    double lights = 0;
    for (const auto& family : metrics.Collect()) {
      if (family.name == "liandu_chain_light") lights += family.metric.at(0).gauge.value;
    }
    EXPECT_EQ(lights, 3) << scrape;
  }
}

}  // namespace
}  // namespace liandu::evaluator
