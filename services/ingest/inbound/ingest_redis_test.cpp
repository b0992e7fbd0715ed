#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/domain/test_catalogue.h"
#include "ingest/inbound/ingest_fixture.h"
#include "platform/eventlog/redis_event_log.h"
#include "support/redis_server.h"
#include "wire/wire.h"

/// Ingest over a real Redis that dies, comes back and turns read-only.
namespace liandu::ingest {
namespace {

using grpc::StatusCode;
using ::testing::Each;

class IngestRedisTest : public ::testing::Test {
 protected:
  IngestRedisTest() : resolver_(*platform::redis::Endpoint::Parse(redis_.address())) {
    eventlog::EventLogOptions options;
    options.partitions = 2;
    logs_ = *eventlog::RedisEventLogFactory::Create(resolver_, {}, options, clock_, observer_);
    ingest_ = std::make_unique<IngestInstance>(*logs_, clock_);
    Prepare();
  }

  void Prepare() {
    v1::OpenJurisdictionRequest open;
    open.set_jurisdiction(kCity);
    open.set_clock_mode(v1::CLOCK_MODE_SANDBOX);
    open.mutable_clock_time()->set_seconds(1'719'800'000);
    v1::OpenJurisdictionResponse opened;
    grpc::ClientContext open_context;
    EXPECT_TRUE(ingest_->jurisdictions->OpenJurisdiction(&open_context, open, &opened).ok());
    v1::ApplyCatalogueRequest apply;
    apply.set_jurisdiction(kCity);
    const std::vector<model::Resource> resources = GoodCatalogue();
    for (const model::Resource& resource : resources) {
      wire::AddResource(wire::ToProto(resource), *apply.mutable_catalogue());
    }
    v1::ApplyCatalogueResponse applied;
    grpc::ClientContext apply_context;
    EXPECT_TRUE(ingest_->catalogues->ApplyCatalogue(&apply_context, apply, &applied).ok());
  }

  /// Two numbered values of I1.
  grpc::Status Report(int64_t first, v1::ReportBatchResponse& response) {
    v1::ReportBatchRequest request;
    request.set_jurisdiction(kCity);
    request.set_source("bureau");
    for (int64_t number = first; number < first + 2; ++number) {
      v1::Report* report = request.add_reports();
      report->mutable_indicator_report()->set_indicator("I1");
      report->mutable_indicator_report()->set_period("2024Q2");
      report->mutable_indicator_report()->set_value("1");
      report->set_source_sequence(number);
    }
    grpc::ClientContext context;
    return ingest_->reports->ReportBatch(&context, request, &response);
  }

  /// Until it is not UNAVAILABLE; the service comes back by itself, this only waits for it.
  grpc::Status ReportUntilAnswered(int64_t first, v1::ReportBatchResponse& response) {
    grpc::Status status = Report(first, response);
    for (int attempt = 0; attempt < 500 && status.error_code() == StatusCode::UNAVAILABLE; ++attempt) {
      status = Report(first, response);
    }
    return status;
  }

  static std::vector<v1::ReportOutcome> Outcomes(const v1::ReportBatchResponse& response) {
    std::vector<v1::ReportOutcome> outcomes;
    for (const v1::ReportResult& result : response.results()) outcomes.push_back(result.outcome());
    return outcomes;
  }

  liandu::testing::RedisServer redis_;
  platform::SystemClock clock_;
  eventlog::EventLogObserver observer_;
  platform::redis::StandaloneResolver resolver_;
  std::unique_ptr<eventlog::RedisEventLogFactory> logs_;
  std::unique_ptr<IngestInstance> ingest_;
};

TEST_F(IngestRedisTest, WhatWasAcknowledgedSurvivesACrashOfRedisAndIsKnownAgain) {
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(1, response).ok());
  EXPECT_THAT(Outcomes(response), Each(v1::REPORT_OUTCOME_ACCEPTED));
  redis_.Kill();
  const grpc::Status away = Report(3, response);
  EXPECT_EQ(away.error_code(), StatusCode::UNAVAILABLE);
  EXPECT_GT(platform::DetailsOf(away).retry_delay.count(), 0);
  redis_.Start();
  ASSERT_TRUE(ReportUntilAnswered(3, response).ok());
  EXPECT_THAT(Outcomes(response), Each(v1::REPORT_OUTCOME_ACCEPTED));
  ASSERT_TRUE(Report(1, response).ok());
  EXPECT_THAT(Outcomes(response), Each(v1::REPORT_OUTCOME_DUPLICATE));
}

TEST_F(IngestRedisTest, AReadOnlyRedisTakesNothingAndIsUsedAgainAfterwards) {
  redis_.Command({"CONFIG", "SET", "min-replicas-to-write", "1"});
  v1::ReportBatchResponse response;
  const grpc::Status refused = Report(1, response);
  EXPECT_EQ(refused.error_code(), StatusCode::UNAVAILABLE);
  redis_.Command({"CONFIG", "SET", "min-replicas-to-write", "0"});
  ASSERT_TRUE(ReportUntilAnswered(1, response).ok());
  EXPECT_THAT(Outcomes(response), Each(v1::REPORT_OUTCOME_ACCEPTED));
}

TEST_F(IngestRedisTest, AnotherInstanceReadsTheCatalogueFromRedis) {
  IngestInstance other(*logs_, clock_);
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(kCity);
  v1::GetCatalogueResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(other.catalogues->GetCatalogue(&context, request, &response).ok());
  EXPECT_EQ(response.version(), 1);
  EXPECT_EQ(response.catalogue().targets_size(), 2);
  EXPECT_EQ(response.catalogue().units_of_measure_size(), 4);
}

}  // namespace
}  // namespace liandu::ingest
