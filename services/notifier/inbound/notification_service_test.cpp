// The door over real gRPC: refusals, answers of the owner, and calls that are passed on once.
#include "notifier/inbound/notification_service.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "notifier/inbound/stream_fixture.h"
#include "platform/eventlog/memory_event_log.h"
#include "platform/rpc/status.h"

namespace liandu::notifier {
namespace {

/// One instance: its pool, its door, and a client of it.
class Instance {
 public:
  Instance(eventlog::MemoryEventLogStore& store, const platform::Clock& clock, const std::string& id)
      : gate_(store, clock),
        peers_({}, clock),
        service_(owner_, gate_, peers_, clock, store.partitions()),
        server_(Listen()),
        pool_(store, store, machines_, clock, observer_, listener_, Options(id)) {
    owner_.Attach(pool_);
    pool_.Start();
    stub_ = v1::NotificationService::NewStub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
  }
  ~Instance() {
    server_->Shutdown();
    gate_.Stop();
    pool_.Stop();
  }

  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }
  grpc::Status List(const v1::ListDeliveriesRequest& request, v1::ListDeliveriesResponse& response) {
    grpc::ClientContext context;
    return stub_->ListDeliveries(&context, request, &response);
  }
  grpc::Status Test(const v1::TestRouteRequest& request) {
    grpc::ClientContext context;
    v1::TestRouteResponse response;
    return stub_->TestRoute(&context, request, &response);
  }
  grpc::Status Told(const v1::GetAlertNotificationsRequest& request) {
    grpc::ClientContext context;
    v1::GetAlertNotificationsResponse response;
    return stub_->GetAlertNotifications(&context, request, &response);
  }
  bool OwnsSome() const { return !pool_.Owned().empty(); }

 private:
  std::unique_ptr<grpc::Server> Listen() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&service_);
    return builder.BuildAndStart();
  }
  eventlog::ProcessorPoolOptions Options(const std::string& id) const {
    eventlog::ProcessorPoolOptions options;
    options.role = eventlog::Role::kNotifier;
    options.self = {id, address()};
    options.lease_lifetime = std::chrono::milliseconds(300);
    return options;
  }

  int port_ = 0;
  PartitionOwner owner_;
  PositionGate gate_;
  PeerCalls peers_;
  NotificationService service_;
  std::unique_ptr<grpc::Server> server_;
  NotifierMachineFactory machines_;
  eventlog::ProcessorObserver observer_;
  eventlog::CommitListener listener_;
  eventlog::ProcessorPool pool_;
  std::unique_ptr<v1::NotificationService::Stub> stub_;
};

eventlog::EventLogOptions OnePartition() {
  eventlog::EventLogOptions options;
  options.partitions = 1;
  return options;
}

class NotificationServiceTest : public testing::Test {
 protected:
  const platform::SystemClock clock_;
  eventlog::MemoryEventLogStore store_{OnePartition(), clock_};
};

TEST_F(NotificationServiceTest, SaysEverythingThatIsWrongAtOnce) {
  Instance instance(store_, clock_, "a");
  v1::ListDeliveriesRequest request;
  request.set_page_size(501);
  request.mutable_min_position()->set_entry("yesterday");
  v1::ListDeliveriesResponse response;
  const grpc::Status refused = instance.List(request, response);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  std::vector<std::string> fields;
  for (const platform::FieldViolation& violation : platform::DetailsOf(refused).violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
  }
  EXPECT_THAT(fields, testing::ElementsAre("jurisdiction", "page_size", "min_position.entry"));
  EXPECT_EQ(platform::DetailsOf(instance.Test({})).violations.size(), 3u);
}

std::vector<std::string> FieldsOf(const grpc::Status& refused) {
  std::vector<std::string> fields;
  for (const platform::FieldViolation& violation : platform::DetailsOf(refused).violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
  }
  return fields;
}

TEST_F(NotificationServiceTest, AnAlertIsEitherNamedOrDescribed) {
  Instance instance(store_, clock_, "a");
  v1::TestRouteRequest request;
  request.set_jurisdiction("city");
  request.set_days(367);
  request.set_alert("target:T013:behind:2024");
  request.set_subject("T013");
  EXPECT_THAT(FieldsOf(instance.Test(request)), testing::ElementsAre("alert", "days"));
  request.clear_alert();
  request.clear_days();
  (*request.mutable_labels())[""] = "x";
  EXPECT_THAT(FieldsOf(instance.Test(request)), testing::ElementsAre("condition", "severity", "labels"));
}

TEST_F(NotificationServiceTest, WhatBecameOfAnAlertNeedsItsName) {
  Instance instance(store_, clock_, "a");
  v1::GetAlertNotificationsRequest request;
  request.mutable_min_position()->set_entry("yesterday");
  EXPECT_THAT(FieldsOf(instance.Told(request)), testing::ElementsAre("jurisdiction", "alert", "min_position.entry"));
  request.set_jurisdiction("nowhere");
  request.set_alert("target:T013:behind:2024");
  request.clear_min_position();
  grpc::Status status;
  do {
    status = instance.Told(request);
  } while (status.error_code() == grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND) << status.error_message();
}

TEST_F(NotificationServiceTest, AJurisdictionThatNobodyOpenedIsNotFoundByAnyInstance) {
  Instance first(store_, clock_, "a");
  while (!first.OwnsSome()) std::this_thread::yield();
  Instance second(store_, clock_, "b");
  v1::ListDeliveriesRequest request;
  request.set_jurisdiction("nowhere");
  // While the partition changes hands, an instance asks for patience; with an owner, both give the owner's answer.
  for (Instance* instance : {&first, &second}) {
    grpc::Status status;
    do {
      v1::ListDeliveriesResponse response;
      status = instance->List(request, response);
    } while (status.error_code() == grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND) << status.error_message();
  }
}

}  // namespace
}  // namespace liandu::notifier
