#include "cli/fake_services.h"

#include <grpcpp/server_builder.h>

#include <mutex>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/fake_answers.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "liandu/v1/notifier_service.grpc.pb.h"
#include "platform/rpc/status.h"
#include "yaml/json_text.h"

namespace liandu::cli {
namespace {

using grpc::ServerContext;
using grpc::Status;

/// What was asked, in order.
class Asked {
 public:
  void Note(const std::string& method, const google::protobuf::Message& request) {
    std::unique_ptr<google::protobuf::Message> copy(request.New());
    copy->CopyFrom(request);
    const auto* id = copy->GetDescriptor()->FindFieldByName("request_id");
    if (id != nullptr) copy->GetReflection()->ClearField(copy.get(), id);
    const std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(absl::StrCat(method, " ", yaml::ToJson(*copy, false, false)));
  }
  std::vector<std::string> Take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(requests_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> requests_;
};

Status Unknown(const std::string& what) { return platform::ToGrpcStatus(absl::NotFoundError("没有 " + what)); }

class FakeJurisdictions : public v1::JurisdictionService::Service {
 public:
  explicit FakeJurisdictions(Asked& asked) : asked_(asked) {}
  Status OpenJurisdiction(ServerContext*, const v1::OpenJurisdictionRequest* request,
                          v1::OpenJurisdictionResponse* response) override {
    asked_.Note("OpenJurisdiction", *request);
    if (request->jurisdiction() == "taken") {
      return platform::ToGrpcStatus(absl::AlreadyExistsError("辖区 taken 已经开设"));
    }
    response->mutable_position()->set_entry("100-0");
    return Status::OK;
  }
  Status GoLive(ServerContext*, const v1::GoLiveRequest* request, v1::GoLiveResponse* response) override {
    asked_.Note("GoLive", *request);
    response->mutable_position()->set_entry("100-0");
    return Status::OK;
  }
  Status AdvanceClock(ServerContext*, const v1::AdvanceClockRequest* request,
                      v1::AdvanceClockResponse* response) override {
    asked_.Note("AdvanceClock", *request);
    response->mutable_position()->set_entry("100-0");
    return Status::OK;
  }
  Status GetJurisdictionClock(ServerContext*, const v1::GetJurisdictionClockRequest* request,
                              v1::GetJurisdictionClockResponse* response) override {
    asked_.Note("GetJurisdictionClock", *request);
    if (request->jurisdiction() == "nowhere") return Unknown("辖区 nowhere");
    response->set_clock_mode(request->jurisdiction() == "importing" ? v1::CLOCK_MODE_IMPORTING
                                                                    : v1::CLOCK_MODE_SANDBOX);
    response->mutable_clock_time()->set_seconds(FakeSeconds(0));
    response->set_catalogue_version(7);
    return Status::OK;
  }

 private:
  Asked& asked_;
};

class FakeCatalogues : public v1::CatalogueService::Service {
 public:
  explicit FakeCatalogues(Asked& asked) : asked_(asked) {}
  Status ApplyCatalogue(ServerContext*, const v1::ApplyCatalogueRequest* request,
                        v1::ApplyCatalogueResponse* response) override {
    asked_.Note("ApplyCatalogue", *request);
    std::vector<platform::FieldViolation> violations;
    for (int i = 0; i < request->catalogue().targets_size(); ++i) {
      if (request->catalogue().targets(i).due_date() != "2024-02-30") continue;
      violations.push_back({absl::StrCat("targets[", i, "].due_date"), "没有 2024-02-30 这一天"});
    }
    if (!violations.empty()) return platform::InvalidRequest(violations);
    if (request->expected_version() == 6) return platform::ToGrpcStatus(absl::AbortedError("目录已是第 7 版"));
    *response = FakeChanges();
    return Status::OK;
  }
  /// UNAVAILABLE with RetryInfo once, and then the answer.
  Status GetCatalogue(ServerContext*, const v1::GetCatalogueRequest* request,
                      v1::GetCatalogueResponse* response) override {
    asked_.Note("GetCatalogue", *request);
    if (request->jurisdiction() == "slow" && !std::exchange(was_slow_, true)) {
      return platform::RetryAfter(absl::UnavailableError("Redis 不在"), std::chrono::milliseconds(50));
    }
    response->set_version(7);
    const bool silences = request->kinds_size() == 1 && request->kinds(0) == v1::RESOURCE_KIND_SILENCE;
    *response->mutable_catalogue() = silences ? FakeSilences() : FakeCatalogue();
    return Status::OK;
  }

 private:
  Asked& asked_;
  bool was_slow_ = false;
};

class FakeReports : public v1::ReportService::Service {
 public:
  explicit FakeReports(Asked& asked) : asked_(asked) {}
  Status ReportBatch(ServerContext*, const v1::ReportBatchRequest* request,
                     v1::ReportBatchResponse* response) override {
    asked_.Note("ReportBatch", *request);
    Answer(*request, *response);
    return Status::OK;
  }
  /// The first batch is told to wait, and the first stream breaks behind its first good answer.
  Status StreamReports(ServerContext*,
                       grpc::ServerReaderWriter<v1::StreamReportsResponse, v1::StreamReportsRequest>* stream) override {
    v1::StreamReportsRequest request;
    while (stream->Read(&request)) {
      request.mutable_batch()->clear_request_id();
      asked_.Note("StreamReports", request);
      v1::StreamReportsResponse response;
      response.set_batch_number(request.batch_number());
      const int number = ++batches_;
      if (number == 1) {
        response.set_error_code(static_cast<int>(absl::StatusCode::kResourceExhausted));
        response.set_error_message("积压太多");
      } else {
        Answer(request.batch(), *response.mutable_response());
      }
      stream->Write(response);
      if (number == 2) return platform::ToGrpcStatus(absl::UnavailableError("正在停止"));
    }
    return Status::OK;
  }

 private:
  static void Answer(const v1::ReportBatchRequest& request, v1::ReportBatchResponse& response) {
    for (const v1::Report& report : request.reports()) {
      v1::ReportResult& result = *response.add_results();
      result.set_outcome(v1::REPORT_OUTCOME_ACCEPTED);
      if (report.indicator_report().note() == "again") result.set_outcome(v1::REPORT_OUTCOME_DUPLICATE);
      if (report.indicator_report().indicator() != "unknown") continue;
      result.set_outcome(v1::REPORT_OUTCOME_REFUSED);
      v1::FieldViolation& violation = *result.add_violations();
      violation.set_field("indicator_report.indicator");
      violation.set_description("没有指标 unknown");
    }
    response.mutable_position()->set_entry("100-0");
  }

  Asked& asked_;
  int batches_ = 0;
};

class FakeWorkflow : public v1::AlertWorkflowService::Service {
 public:
  explicit FakeWorkflow(Asked& asked) : asked_(asked) {}
  Status ActOnAlert(ServerContext*, const v1::ActOnAlertRequest* request, v1::ActOnAlertResponse* response) override {
    asked_.Note("ActOnAlert", *request);
    if (request->sequence() != 1) {
      return platform::ToGrpcStatus(absl::FailedPreconditionError("预警已有新的变化，请先看再签收"));
    }
    *response->mutable_alert() = FakeActedAlert(*request);
    if (request->action().extension_decision().granted()) response->set_decision("extension-0123456789abcdef");
    response->mutable_position()->set_entry("100-0");
    return Status::OK;
  }

 private:
  Asked& asked_;
};

class FakeDeliveryWorkflow : public v1::DeliveryWorkflowService::Service {
 public:
  explicit FakeDeliveryWorkflow(Asked& asked) : asked_(asked) {}
  Status ResendDelivery(ServerContext*, const v1::ResendDeliveryRequest* request,
                        v1::ResendDeliveryResponse* response) override {
    asked_.Note("ResendDelivery", *request);
    response->mutable_position()->set_entry("100-0");
    return Status::OK;
  }
  Status SendTestMessage(ServerContext*, const v1::SendTestMessageRequest* request,
                         v1::SendTestMessageResponse* response) override {
    asked_.Note("SendTestMessage", *request);
    if (request->receiver() != "inbox") return Unknown("接收方 " + request->receiver());
    response->mutable_position()->set_entry("100-0");
    return Status::OK;
  }

 private:
  Asked& asked_;
};

class FakeSupervision : public v1::SupervisionService::Service {
 public:
  explicit FakeSupervision(Asked& asked) : asked_(asked) {}
  Status GetBoard(ServerContext*, const v1::GetBoardRequest* request, v1::GetBoardResponse* response) override {
    asked_.Note("GetBoard", *request);
    if (request->min_position().entry() == "999-0") {
      return platform::ToGrpcStatus(absl::UnavailableError("还没有到 999-0"));
    }
    *response = FakeBoard();
    return Status::OK;
  }
  Status GetLeagueTable(ServerContext*, const v1::GetLeagueTableRequest* request,
                        v1::GetLeagueTableResponse* response) override {
    asked_.Note("GetLeagueTable", *request);
    if (request->kind() == v1::SCORE_KIND_DISTRICT) {
      return platform::ToGrpcStatus(absl::FailedPreconditionError("辖区 qingdao 已停用评分"));
    }
    *response = FakeLeagueTable(!request->assessment().empty());
    return Status::OK;
  }
  Status GetScore(ServerContext*, const v1::GetScoreRequest* request, v1::GetScoreResponse* response) override {
    asked_.Note("GetScore", *request);
    if (request->id() != "home") return Unknown(request->id());
    *response = FakeScore();
    return Status::OK;
  }
  Status ListTargets(ServerContext*, const v1::ListTargetsRequest* request,
                     v1::ListTargetsResponse* response) override {
    asked_.Note("ListTargets", *request);
    *response = FakeTargets(request->page_token().empty() ? 1 : 2);
    return Status::OK;
  }
  Status ListAlerts(ServerContext*, const v1::ListAlertsRequest* request, v1::ListAlertsResponse* response) override {
    asked_.Note("ListAlerts", *request);
    if (request->chain() != "quiet")
      *response = FakeAlerts(request->page_token().empty() ? 1 : 2, request->include_cleared());
    return Status::OK;
  }
  Status GetAlert(ServerContext*, const v1::GetAlertRequest* request, v1::GetAlertResponse* response) override {
    asked_.Note("GetAlert", *request);
    if (request->alert() != "target:T013:behind:2024") return Unknown("预警 " + request->alert());
    *response->mutable_alert() = FakeAlert(false);
    return Status::OK;
  }
  Status ExplainTarget(ServerContext*, const v1::ExplainTargetRequest* request,
                       v1::ExplainTargetResponse* response) override {
    asked_.Note("ExplainTarget", *request);
    if (request->target() == "T999") return Unknown("目标 " + request->target());
    *response = FakeExplanation();
    response->mutable_verdict()->set_id(request->target());
    return Status::OK;
  }
  Status ExplainSubject(ServerContext*, const v1::ExplainSubjectRequest* request,
                        v1::ExplainSubjectResponse* response) override {
    asked_.Note("ExplainSubject", *request);
    if (request->id() == "C99") return Unknown("事项 " + request->id());
    *response = FakeSubject(request->kind(), request->id());
    return Status::OK;
  }
  Status ExplainLight(ServerContext*, const v1::ExplainLightRequest* request,
                      v1::ExplainLightResponse* response) override {
    asked_.Note("ExplainLight", *request);
    *response = FakeLight(request->chain(), request->unit());
    return Status::OK;
  }
  Status WhatIf(ServerContext*, const v1::WhatIfRequest* request, v1::WhatIfResponse* response) override {
    asked_.Note("WhatIf", *request);
    if (request->reports().empty()) {
      return platform::ToGrpcStatus(absl::FailedPreconditionError("这样推演要复制 1000000 个目标，超过 200000 个"));
    }
    if (request->reports(0).indicator_report().indicator() != "same") *response = FakeWhatIf();
    return Status::OK;
  }
  /// Breaks behind the first transition; from its token on the second one follows.
  Status WatchTransitions(ServerContext*, const v1::WatchTransitionsRequest* request,
                          grpc::ServerWriter<v1::WatchTransitionsResponse>* writer) override {
    asked_.Note("WatchTransitions", *request);
    if (request->resume_token() == "old") {
      return platform::ToGrpcStatus(absl::OutOfRangeError("断点早于保留的变化"));
    }
    const int number = request->resume_token() == "token-1" ? 2 : 1;
    if (number == 1) writer->Write(FakeTransition(0));
    writer->Write(FakeTransition(number));
    return platform::ToGrpcStatus(absl::UnavailableError("正在停止"));
  }

 private:
  Asked& asked_;
};

class FakeReplay : public v1::ReplayService::Service {
 public:
  explicit FakeReplay(Asked& asked) : asked_(asked) {}
  Status Replay(ServerContext*, const v1::ReplayRequest* request,
                grpc::ServerWriter<v1::ReplayResponse>* writer) override {
    asked_.Note("Replay", *request);
    v1::ReplayResponse response;
    response.set_entries_total(200);
    response.set_entries_replayed(100);
    writer->Write(response);
    const bool equal = request->jurisdiction() != "broken";
    response.set_entries_replayed(200);
    response.set_done(true);
    response.set_equal(equal);
    response.mutable_position()->set_entry("100-0");
    response.set_committed_state_hash("aaaa");
    response.set_replayed_state_hash(equal ? "aaaa" : "bbbb");
    response.set_committed_alerts_hash("cccc");
    response.set_replayed_alerts_hash("cccc");
    response.set_alerts_entries(12);
    writer->Write(response);
    return Status::OK;
  }

 private:
  Asked& asked_;
};

class FakeNotifications : public v1::NotificationService::Service {
 public:
  explicit FakeNotifications(Asked& asked) : asked_(asked) {}
  Status ListDeliveries(ServerContext*, const v1::ListDeliveriesRequest* request,
                        v1::ListDeliveriesResponse* response) override {
    asked_.Note("ListDeliveries", *request);
    *response = FakeDeliveries();
    return Status::OK;
  }
  Status TestRoute(ServerContext*, const v1::TestRouteRequest* request, v1::TestRouteResponse* response) override {
    asked_.Note("TestRoute", *request);
    if (request->severity() != v1::SEVERITY_BLUE) *response = FakeRoutes();
    return Status::OK;
  }
  Status GetAlertNotifications(ServerContext*, const v1::GetAlertNotificationsRequest* request,
                               v1::GetAlertNotificationsResponse* response) override {
    asked_.Note("GetAlertNotifications", *request);
    if (request->alert() == "target:T014:behind:2024") {
      response->set_held_back("静默“move”至 2024-07-08 00:00：搬迁（督查室）");
      return Status::OK;
    }
    *response = FakeNotificationsOf();
    return Status::OK;
  }

 private:
  Asked& asked_;
};

}  // namespace

struct FakeServices::Services {
  Asked asked;
  FakeJurisdictions jurisdictions{asked};
  FakeCatalogues catalogues{asked};
  FakeReports reports{asked};
  FakeWorkflow workflow{asked};
  FakeDeliveryWorkflow delivery_workflow{asked};
  FakeSupervision supervision{asked};
  FakeReplay replay{asked};
  FakeNotifications notifications{asked};
};

FakeServices::FakeServices() : services_(std::make_unique<Services>()) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&services_->jurisdictions);
  builder.RegisterService(&services_->catalogues);
  builder.RegisterService(&services_->reports);
  builder.RegisterService(&services_->workflow);
  builder.RegisterService(&services_->delivery_workflow);
  builder.RegisterService(&services_->supervision);
  builder.RegisterService(&services_->replay);
  builder.RegisterService(&services_->notifications);
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

FakeServices::~FakeServices() { server_->Shutdown(); }

std::vector<std::string> FakeServices::TakeRequests() { return services_->asked.Take(); }

}  // namespace liandu::cli
