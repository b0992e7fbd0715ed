#include "ingest/inbound/ingest_fixture.h"

#include <google/protobuf/util/time_util.h>
#include <grpcpp/server_builder.h>

#include "ingest/domain/test_catalogue.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

eventlog::EventLogOptions Options() {
  eventlog::EventLogOptions options;
  options.partitions = 2;
  options.backlog_watermark = 100;
  return options;
}

}  // namespace

grpc::Status FakeAlertReader::Read(const std::string& /*jurisdiction*/, const std::string& alert,
                                   eventlog::EntryId minimum, v1::Alert& found) {
  if (away) return platform::RetryAfter(absl::UnavailableError("no evaluator"), std::chrono::milliseconds(5));
  auto known = alerts.find(alert);
  if (known == alerts.end()) return {grpc::StatusCode::NOT_FOUND, "no such alert"};
  if (minimum > eventlog::EntryId{}) {
    v1::Alert& moved = known->second;
    v1::Transition* transition = moved.add_trail();
    transition->set_cause(minimum.ToString());
    transition->set_sequence(moved.sequence() + 1);
    moved.set_sequence(moved.sequence() + 1);
    if (act) {
      act(moved, *transition);
    } else {
      transition->set_kind(moved.acknowledged() ? v1::TRANSITION_KIND_REFUSED : v1::TRANSITION_KIND_ACKNOWLEDGED);
      moved.set_acknowledged(true);
    }
  }
  found = known->second;
  return grpc::Status::OK;
}

IngestInstance::IngestInstance(eventlog::EventLogFactory& logs, const platform::Clock& clock)
    : appender_(logs, observer_, {}),
      pool_(2, 100),
      metrics_(*registry_, logs.partitions()),
      writer_(appender_, metrics_, logs.partitions()),
      cache_(appender_, pool_, clock, metrics_),
      jurisdiction_writer_(cache_, writer_),
      catalogue_writer_(cache_, writer_),
      workflow_(alerts, writer_, catalogue_writer_, cache_),
      deliveries_(cache_, writer_),
      jurisdiction_service_(jurisdiction_writer_, pool_),
      catalogue_service_(catalogue_writer_, pool_),
      report_service_({cache_, writer_, pool_}, 8),
      workflow_service_(workflow_, pool_),
      delivery_service_(deliveries_, pool_) {
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(17 * 1024 * 1024);
  builder.RegisterService(&jurisdiction_service_);
  builder.RegisterService(&catalogue_service_);
  builder.RegisterService(&report_service_);
  builder.RegisterService(&workflow_service_);
  builder.RegisterService(&delivery_service_);
  server_ = builder.BuildAndStart();
  channel = server_->InProcessChannel({});
  jurisdictions = v1::JurisdictionService::NewStub(channel);
  catalogues = v1::CatalogueService::NewStub(channel);
  reports = v1::ReportService::NewStub(channel);
  alert_workflow = v1::AlertWorkflowService::NewStub(channel);
  delivery_workflow = v1::DeliveryWorkflowService::NewStub(channel);
}

IngestInstance::~IngestInstance() {
  server_->Shutdown();
  appender_.Shutdown();
  pool_.Shutdown();
}

IngestTest::IngestTest() : store_(Options(), clock_), ingest_(std::make_unique<IngestInstance>(store_, clock_)) {}

grpc::Status IngestTest::Open(v1::ClockMode mode, const std::string& time, const std::string& request_id) {
  v1::OpenJurisdictionRequest request;
  request.set_jurisdiction(kCity);
  request.set_clock_mode(mode);
  request.set_request_id(request_id);
  if (!time.empty()) google::protobuf::util::TimeUtil::FromString(time, request.mutable_clock_time());
  grpc::ClientContext context;
  v1::OpenJurisdictionResponse response;
  return ingest_->jurisdictions->OpenJurisdiction(&context, request, &response);
}

grpc::Status IngestTest::Apply(const v1::Catalogue& catalogue, v1::ApplyCatalogueResponse* response,
                               const std::function<void(v1::ApplyCatalogueRequest&)>& change) {
  v1::ApplyCatalogueRequest request;
  request.set_jurisdiction(kCity);
  *request.mutable_catalogue() = catalogue;
  if (change) change(request);
  grpc::ClientContext context;
  v1::ApplyCatalogueResponse ignored;
  return ingest_->catalogues->ApplyCatalogue(&context, request, response == nullptr ? &ignored : response);
}

grpc::Status IngestTest::Report(const v1::ReportBatchRequest& request, v1::ReportBatchResponse* response) {
  grpc::ClientContext context;
  v1::ReportBatchResponse ignored;
  return ingest_->reports->ReportBatch(&context, request, response == nullptr ? &ignored : response);
}

void IngestTest::Prepare() {
  ASSERT_TRUE(Open(v1::CLOCK_MODE_SANDBOX, "2024-07-01T04:00:00Z").ok());
  const grpc::Status applied = Apply(Good());
  ASSERT_TRUE(applied.ok()) << applied.error_message();
}

v1::Catalogue IngestTest::Good() {
  v1::Catalogue catalogue;
  for (const model::Resource& resource : GoodCatalogue()) wire::AddResource(wire::ToProto(resource), catalogue);
  return catalogue;
}

v1::ReportBatchRequest IngestTest::Batch(int count, int64_t first) {
  v1::ReportBatchRequest request;
  request.set_jurisdiction(kCity);
  if (first > 0) request.set_source("bureau");
  for (int i = 0; i < count; ++i) {
    v1::Report* report = request.add_reports();
    report->mutable_indicator_report()->set_indicator("I1");
    report->mutable_indicator_report()->set_period("2024Q2");
    report->mutable_indicator_report()->set_value(std::to_string(i));
    if (first > 0) report->set_source_sequence(first + i);
  }
  return request;
}

std::vector<v1::ReportOutcome> IngestTest::Outcomes(const v1::ReportBatchResponse& response) {
  std::vector<v1::ReportOutcome> outcomes;
  for (const v1::ReportResult& result : response.results()) outcomes.push_back(result.outcome());
  return outcomes;
}

std::vector<std::string> IngestTest::FieldsOf(const grpc::Status& status) {
  std::vector<std::string> fields;
  for (const platform::FieldViolation& violation : platform::DetailsOf(status).violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, testing::HasSubstr("请")) << violation.field << ": say in Chinese what to do";
  }
  return fields;
}

std::vector<eventlog::Entry> IngestTest::Log() {
  std::vector<eventlog::Entry> entries;
  std::unique_ptr<eventlog::EventLog> log = store_.Open(eventlog::PartitionOf(kCity, store_.partitions()));
  while (true) {
    const eventlog::EntryId after = entries.empty() ? eventlog::EntryId{} : entries.back().id;
    auto more = log->Read(eventlog::Role::kEvaluator, after, 1000, std::chrono::milliseconds(0));
    EXPECT_TRUE(more.ok()) << more.status();
    if (!more.ok() || more->empty()) return entries;
    entries.insert(entries.end(), more->begin(), more->end());
  }
}

size_t IngestTest::ReportsInLog() {
  size_t reports = 0;
  for (const eventlog::Entry& entry : Log()) {
    absl::StatusOr<model::Event> event = wire::DecodeEvent(entry.payload, entry.jurisdiction);
    EXPECT_TRUE(event.ok()) << event.status();
    if (!event.ok()) continue;
    if (const auto* received = std::get_if<model::ReportsReceived>(&event->body)) reports += received->reports.size();
  }
  return reports;
}

}  // namespace liandu::ingest
