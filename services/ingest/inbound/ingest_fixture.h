#pragma once

#include <gmock/gmock.h>
#include <grpcpp/server.h>
#include <gtest/gtest.h>
#include <prometheus/registry.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ingest/inbound/alert_workflow_service.h"
#include "ingest/inbound/catalogue_service.h"
#include "ingest/inbound/delivery_workflow_service.h"
#include "ingest/inbound/jurisdiction_service.h"
#include "ingest/inbound/report_service.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/memory_event_log.h"
#include "platform/rpc/status.h"

/// A whole ingest over a log in memory, reached through in-process gRPC; for tests.
namespace liandu::ingest {

/// Alerts as a test sets them; when it is asked for a position, it judges what `act` says of the log entry there, and
/// acknowledges without it.
class FakeAlertReader : public AlertReader {
 public:
  grpc::Status Read(const std::string& jurisdiction, const std::string& alert, eventlog::EntryId minimum,
                    v1::Alert& found) override;

  std::map<std::string, v1::Alert> alerts;
  /// Makes the next transition of an alert, whose sequence and cause are set.
  std::function<void(v1::Alert&, v1::Transition&)> act;
  bool away = false;
};

/// One instance of the service. Several may share a store.
class IngestInstance {
 public:
  IngestInstance(eventlog::EventLogFactory& logs, const platform::Clock& clock);
  ~IngestInstance();

  FakeAlertReader alerts;

 private:
  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  eventlog::AppenderObserver observer_;
  eventlog::Appender appender_;
  WorkPool pool_;
  IngestMetrics metrics_;
  LogWriter writer_;
  JurisdictionCache cache_;
  JurisdictionWriter jurisdiction_writer_;
  CatalogueWriter catalogue_writer_;
  AlertWorkflow workflow_;
  DeliveryWorkflow deliveries_;
  JurisdictionService jurisdiction_service_;
  CatalogueService catalogue_service_;
  ReportService report_service_;
  AlertWorkflowService workflow_service_;
  DeliveryWorkflowService delivery_service_;
  std::unique_ptr<grpc::Server> server_;

 public:
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::JurisdictionService::Stub> jurisdictions;
  std::unique_ptr<v1::CatalogueService::Stub> catalogues;
  std::unique_ptr<v1::ReportService::Stub> reports;
  std::unique_ptr<v1::AlertWorkflowService::Stub> alert_workflow;
  std::unique_ptr<v1::DeliveryWorkflowService::Stub> delivery_workflow;
};

/// Calls with the shapes that tests need; each answers with the status and fills the response.
class IngestTest : public testing::Test {
 protected:
  IngestTest();

  grpc::Status Open(v1::ClockMode mode, const std::string& time = "", const std::string& request_id = "");
  grpc::Status Apply(const v1::Catalogue& catalogue, v1::ApplyCatalogueResponse* response = nullptr,
                     const std::function<void(v1::ApplyCatalogueRequest&)>& change = {});
  grpc::Status Report(const v1::ReportBatchRequest& request, v1::ReportBatchResponse* response = nullptr);
  /// Opens the sandbox "qingdao" at noon (UTC+8) of 2024-07-01 and applies the good catalogue.
  void Prepare();

  static v1::Catalogue Good();
  /// A batch of values of the indicator I1, one per number of the source; numbers from `first`.
  static v1::ReportBatchRequest Batch(int count, int64_t first = 0);
  static std::vector<v1::ReportOutcome> Outcomes(const v1::ReportBatchResponse& response);
  static std::vector<std::string> FieldsOf(const grpc::Status& status);

  /// Every entry of the log of "qingdao", oldest first.
  std::vector<eventlog::Entry> Log();
  size_t ReportsInLog();

  platform::ManualClock clock_{1'719'800'000'000};
  eventlog::MemoryEventLogStore store_;
  std::unique_ptr<IngestInstance> ingest_;
};

}  // namespace liandu::ingest
