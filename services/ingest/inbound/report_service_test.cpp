#include "ingest/inbound/report_service.h"

#include <grpcpp/generic/generic_stub.h>

#include "ingest/domain/test_catalogue.h"
#include "ingest/inbound/ingest_fixture.h"

namespace liandu::ingest {
namespace {

using grpc::StatusCode;
using testing::Each;
using testing::ElementsAre;
using Step = eventlog::MemoryEventLogStore::Step;

constexpr auto kAccepted = v1::REPORT_OUTCOME_ACCEPTED;
constexpr auto kDuplicate = v1::REPORT_OUTCOME_DUPLICATE;
constexpr auto kRefused = v1::REPORT_OUTCOME_REFUSED;

class ReportServiceTest : public IngestTest {
 protected:
  void SetUp() override { Prepare(); }

  /// Appends fail at a step until told otherwise.
  void FailAppends(Step at) {
    store_.SetFault([at](const std::string& call, int, Step step) {
      return call == "append" && step == at ? absl::UnavailableError("gone") : absl::OkStatus();
    });
  }
};

TEST_F(ReportServiceTest, AcceptedReportsAreInTheLogWhenAnswered) {
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(Batch(3), &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kAccepted, kAccepted, kAccepted));
  EXPECT_EQ(ReportsInLog(), 3U);
  EXPECT_EQ(response.position().entry(), Log().back().id.ToString());
}

TEST_F(ReportServiceTest, WhatIsValidIsKeptBesideWhatIsNot) {
  v1::ReportBatchRequest request = Batch(4);
  request.mutable_reports(0)->mutable_indicator_report()->set_value("many");
  request.mutable_reports(2)->mutable_indicator_report()->set_indicator("none");
  request.mutable_reports(2)->mutable_indicator_report()->set_period("2024Q3");
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(request, &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kRefused, kAccepted, kRefused, kAccepted));
  ASSERT_EQ(response.results(0).violations_size(), 1);
  EXPECT_EQ(response.results(0).violations(0).field(), "indicator_report.value");
  ASSERT_EQ(response.results(2).violations_size(), 2);
  EXPECT_EQ(response.results(2).violations(0).field(), "indicator_report.period");
  EXPECT_EQ(response.results(2).violations(1).field(), "indicator_report.indicator");
  EXPECT_EQ(ReportsInLog(), 2U);
}

TEST_F(ReportServiceTest, RepeatedNumbersAreDuplicatesAndRefusedOnesAreSpent) {
  v1::ReportBatchRequest request = Batch(3, 1);
  request.mutable_reports(1)->mutable_indicator_report()->set_value("many");
  ASSERT_TRUE(Report(request).ok());
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(Batch(5, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kDuplicate, kDuplicate, kDuplicate, kAccepted, kAccepted));
  EXPECT_EQ(ReportsInLog(), 4U);
  ASSERT_TRUE(Report(Batch(5, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kDuplicate));
  EXPECT_EQ(ReportsInLog(), 4U);
}

TEST_F(ReportServiceTest, NumbersOfABatchThatIsRefusedWholeAreSpent) {
  v1::ReportBatchRequest request = Batch(2, 1);
  for (v1::Report& report : *request.mutable_reports()) report.mutable_indicator_report()->set_value("many");
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(request, &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kRefused));
  ASSERT_TRUE(Report(Batch(2, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kDuplicate));
}

TEST_F(ReportServiceTest, ARepeatedRequestIsAnsweredAsDone) {
  v1::ReportBatchRequest request = Batch(2);
  request.set_request_id("req-1");
  v1::ReportBatchResponse first;
  v1::ReportBatchResponse second;
  ASSERT_TRUE(Report(request, &first).ok());
  ASSERT_TRUE(Report(request, &second).ok());
  EXPECT_THAT(Outcomes(second), Each(kDuplicate));
  EXPECT_EQ(second.position().entry(), first.position().entry());
  EXPECT_EQ(ReportsInLog(), 2U);
}

TEST_F(ReportServiceTest, RefusesBatchesBeyondTheLimits) {
  EXPECT_THAT(FieldsOf(Report(Batch(0))), ElementsAre("reports"));
  EXPECT_THAT(FieldsOf(Report(Batch(1001))), ElementsAre("reports"));
  v1::ReportBatchRequest large = Batch(1000);
  for (v1::Report& report : *large.mutable_reports()) {
    report.mutable_indicator_report()->set_note(std::string(1000, 'x'));
  }
  EXPECT_THAT(FieldsOf(Report(large)), ElementsAre("reports"));
  v1::ReportBatchRequest nameless = Batch(1, 1);
  nameless.clear_source();
  nameless.set_jurisdiction("a b");
  EXPECT_THAT(FieldsOf(Report(nameless)), ElementsAre("jurisdiction", "source"));
  EXPECT_EQ(ReportsInLog(), 0U);
}

TEST_F(ReportServiceTest, TextThatIsNotUtf8IsRefusedWithItsField) {
  v1::ReportBatchRequest request = Batch(2);
  request.mutable_reports(1)->mutable_indicator_report()->set_note("@@@@");
  std::string bytes = request.SerializeAsString();
  bytes.replace(bytes.find("@@@@"), 4, "\xff\xfe\xfd\xfc");
  const auto send = [this](const std::string& message) {
    grpc::Slice slice(message);
    grpc::ByteBuffer sent(&slice, 1);
    grpc::ByteBuffer answer;
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    grpc::GenericStub stub(ingest_->channel);
    auto call = stub.PrepareUnaryCall(&context, "/liandu.v1.ReportService/ReportBatch", sent, &queue);
    call->StartCall();
    grpc::Status status;
    call->Finish(&answer, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    return status;
  };
  const grpc::Status status = send(bytes);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(FieldsOf(status), ElementsAre("reports[1].indicator_report.note"));
  EXPECT_EQ(send("\x0a\xff").error_code(), StatusCode::INVALID_ARGUMENT) << "no protobuf at all";
}

TEST_F(ReportServiceTest, AnOldCatalogueIsReadAgain) {
  IngestInstance other(store_, clock_);
  ASSERT_TRUE(Report(Batch(1)).ok());
  v1::Catalogue change;
  *change.add_indicators() = Good().indicators(0);
  change.mutable_indicators(0)->set_id("I3");
  v1::ApplyCatalogueRequest apply;
  apply.set_jurisdiction(kCity);
  *apply.mutable_catalogue() = change;
  grpc::ClientContext context;
  v1::ApplyCatalogueResponse applied;
  ASSERT_TRUE(other.catalogues->ApplyCatalogue(&context, apply, &applied).ok());
  v1::ReportBatchRequest request = Batch(1);
  request.mutable_reports(0)->mutable_indicator_report()->set_indicator("I3");
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(request, &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kAccepted)) << "what this instance did not know yet";
  v1::ReportBatchRequest known = Batch(1);
  ASSERT_TRUE(Report(known, &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kAccepted)) << "against a version that had moved on";
}

TEST_F(ReportServiceTest, AClockThatAnotherInstanceMovedIsSeen) {
  IngestInstance other(store_, clock_);
  v1::ReportBatchRequest request = Batch(1);
  request.mutable_reports(0)->mutable_indicator_report()->set_period("2024Q3");
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(request, &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kRefused));
  grpc::ClientContext context;
  v1::AdvanceClockRequest advance;
  advance.set_jurisdiction(kCity);
  advance.mutable_clock_time()->set_seconds(1'730'000'000);
  v1::AdvanceClockResponse advanced;
  ASSERT_TRUE(other.jurisdictions->AdvanceClock(&context, advance, &advanced).ok());
  ASSERT_TRUE(Report(request, &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kAccepted));
}

TEST_F(ReportServiceTest, WithTheStoreAwayNothingIsAcknowledged) {
  FailAppends(Step::kBefore);
  const grpc::Status status = Report(Batch(2, 1));
  EXPECT_EQ(status.error_code(), StatusCode::UNAVAILABLE);
  EXPECT_GT(platform::DetailsOf(status).retry_delay.count(), 0);
  EXPECT_EQ(ReportsInLog(), 0U);
  store_.SetFault({});
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(Batch(2, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kAccepted));
}

TEST_F(ReportServiceTest, ALostReplyIsResolvedByTheNumbers) {
  FailAppends(Step::kAfter);
  EXPECT_EQ(Report(Batch(2, 1)).error_code(), StatusCode::UNAVAILABLE);
  store_.SetFault({});
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(Batch(2, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kDuplicate));
  EXPECT_EQ(ReportsInLog(), 2U);
}

TEST_F(ReportServiceTest, PastTheWatermarkCallersAreAskedToWait) {
  grpc::Status status;
  for (int i = 0; i < 200 && status.ok(); ++i) status = Report(Batch(1));
  EXPECT_EQ(status.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_GT(platform::DetailsOf(status).retry_delay.count(), 0);
}

class ImportTest : public IngestTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(Open(v1::CLOCK_MODE_IMPORTING, "2024-01-01T00:00:00Z").ok());
    ASSERT_TRUE(Apply(Good()).ok());
  }

  static v1::ReportBatchRequest Published(const std::vector<std::string>& dates, int64_t first = 0) {
    v1::ReportBatchRequest request = Batch(static_cast<int>(dates.size()), first);
    for (size_t i = 0; i < dates.size(); ++i) {
      v1::Report* report = request.mutable_reports(static_cast<int>(i));
      report->mutable_indicator_report()->set_period("2023");
      report->set_published_date(dates[i]);
    }
    return request;
  }
};

TEST_F(ImportTest, DaysOfPublicationBecomeEntriesInTheirOrder) {
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(Published({"2024-03-05", "2024-02-01", "2024-03-05"}), &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kAccepted));
  const std::vector<eventlog::Entry> log = Log();
  ASSERT_EQ(log.size(), 4U);
  EXPECT_EQ(log[2].at_ms, 1'706'749'200'000) << "2024-02-01 09:00 +08:00";
  EXPECT_EQ(log[3].at_ms, 1'709'600'400'000) << "2024-03-05 09:00 +08:00";
  EXPECT_EQ(ReportsInLog(), 3U);
  ASSERT_TRUE(Report(Published({"2024-02-01", "2024-03-06"}), &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kRefused, kAccepted)) << "history goes forward";
}

TEST_F(ImportTest, NumbersHoldAcrossDays) {
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(Published({"2024-03-05", "2024-02-01"}, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), Each(kAccepted));
  ASSERT_TRUE(Report(Published({"2024-03-05", "2024-02-01", "2024-03-06", "2024-03-07"}, 1), &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kDuplicate, kDuplicate, kAccepted, kAccepted));
  EXPECT_EQ(ReportsInLog(), 4U);
}

TEST_F(ReportServiceTest, ADayOfPublicationIsForImportingOnly) {
  v1::ReportBatchRequest request = Batch(1);
  request.mutable_reports(0)->set_published_date("2024-07-01");
  v1::ReportBatchResponse response;
  ASSERT_TRUE(Report(request, &response).ok());
  EXPECT_THAT(Outcomes(response), ElementsAre(kRefused));
}

class ReportStreamTest : public ReportServiceTest {
 protected:
  using Stream = grpc::ClientReaderWriter<v1::StreamReportsRequest, v1::StreamReportsResponse>;

  static void Send(Stream& stream, int64_t number, const v1::ReportBatchRequest& batch) {
    v1::StreamReportsRequest request;
    request.set_batch_number(number);
    *request.mutable_batch() = batch;
    EXPECT_TRUE(stream.Write(request));
  }

  static v1::StreamReportsResponse Next(Stream& stream) {
    v1::StreamReportsResponse response;
    EXPECT_TRUE(stream.Read(&response));
    return response;
  }
};

TEST_F(ReportStreamTest, BatchesAreAcknowledgedInOrder) {
  grpc::ClientContext context;
  std::unique_ptr<Stream> stream = ingest_->reports->StreamReports(&context);
  // Few answers are out before the next batch is in, so that reading and answering meet.
  constexpr int kBatches = 90;
  std::thread sender([&] {
    for (int i = 0; i < kBatches; ++i) Send(*stream, i, Batch(20, 1 + i * 20));
    stream->WritesDone();
  });
  for (int i = 0; i < kBatches; ++i) {
    const v1::StreamReportsResponse response = Next(*stream);
    EXPECT_EQ(response.batch_number(), i);
    EXPECT_EQ(response.error_code(), 0) << response.error_message();
    EXPECT_THAT(Outcomes(response.response()), Each(kAccepted));
  }
  sender.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(ReportsInLog(), 20U * kBatches);
}

TEST_F(ReportStreamTest, ABadBatchIsAnsweredInItsTurnAndTheStreamGoesOn) {
  grpc::ClientContext context;
  std::unique_ptr<Stream> stream = ingest_->reports->StreamReports(&context);
  Send(*stream, 1, Batch(1));
  Send(*stream, 2, Batch(0));
  Send(*stream, 3, Batch(1));
  EXPECT_EQ(Next(*stream).error_code(), 0);
  EXPECT_EQ(Next(*stream).error_code(), static_cast<int>(StatusCode::INVALID_ARGUMENT));
  EXPECT_EQ(Next(*stream).error_code(), 0);
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(ReportStreamTest, AfterAFailureNumbersMustComeAgain) {
  grpc::ClientContext context;
  std::unique_ptr<Stream> stream = ingest_->reports->StreamReports(&context);
  Send(*stream, 1, Batch(2, 1));
  EXPECT_EQ(Next(*stream).error_code(), 0);
  FailAppends(Step::kBefore);
  Send(*stream, 2, Batch(2, 3));
  EXPECT_EQ(Next(*stream).error_code(), static_cast<int>(StatusCode::UNAVAILABLE));
  store_.SetFault({});
  Send(*stream, 3, Batch(2, 5));
  EXPECT_EQ(Next(*stream).error_code(), static_cast<int>(StatusCode::UNAVAILABLE)) << "3 and 4 would be lost";
  Send(*stream, 4, Batch(2, 3));
  EXPECT_THAT(Outcomes(Next(*stream).response()), Each(kAccepted));
  Send(*stream, 5, Batch(2, 5));
  EXPECT_THAT(Outcomes(Next(*stream).response()), Each(kAccepted));
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(ReportsInLog(), 6U);
}

TEST_F(ReportStreamTest, ACallerThatGoesAwayLeavesNothingBehind) {
  grpc::ClientContext context;
  std::unique_ptr<Stream> stream = ingest_->reports->StreamReports(&context);
  for (int i = 0; i < 5; ++i) Send(*stream, i, Batch(10));
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), StatusCode::CANCELLED);
  EXPECT_TRUE(Report(Batch(1)).ok());
}

class AlertWorkflowTest : public ReportServiceTest {
 protected:
  void SetUp() override {
    Prepare();
    v1::Alert& alert = ingest_->alerts.alerts["target:T1:behind:2024"];
    alert.set_id("target:T1:behind:2024");
    alert.set_open(true);
    alert.set_sequence(2);
  }

  grpc::Status Acknowledge(int64_t sequence, v1::ActOnAlertResponse* response = nullptr,
                           const std::string& alert = "target:T1:behind:2024", const std::string& actor = "甲") {
    v1::ActOnAlertRequest request;
    request.mutable_action()->mutable_acknowledgement();
    request.set_jurisdiction(kCity);
    request.set_alert(alert);
    request.set_sequence(sequence);
    request.set_actor(actor);
    grpc::ClientContext context;
    v1::ActOnAlertResponse ignored;
    return ingest_->alert_workflow->ActOnAlert(&context, request, response == nullptr ? &ignored : response);
  }
};

TEST_F(AlertWorkflowTest, AnswersWithTheAlertAsItIsAfterwards) {
  v1::ActOnAlertResponse response;
  ASSERT_TRUE(Acknowledge(2, &response).ok());
  EXPECT_TRUE(response.alert().acknowledged());
  EXPECT_EQ(response.position().entry(), Log().back().id.ToString());
}

TEST_F(AlertWorkflowTest, AStaleSequenceIsRefusedAndLeavesATrace) {
  ASSERT_TRUE(Acknowledge(2).ok());
  const size_t before = Log().size();
  const grpc::Status status = Acknowledge(2);
  EXPECT_EQ(status.error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(platform::DetailsOf(status).reason, "STALE_SEQUENCE");
  EXPECT_EQ(Log().size(), before + 1);
}

TEST_F(AlertWorkflowTest, RefusesWhatIsIncompleteUnknownOrUnanswered) {
  EXPECT_THAT(FieldsOf(Acknowledge(0, nullptr, "", "")), ElementsAre("alert", "actor", "sequence"));
  const size_t before = Log().size();
  EXPECT_EQ(Acknowledge(1, nullptr, "none").error_code(), StatusCode::NOT_FOUND);
  ingest_->alerts.away = true;
  EXPECT_EQ(Acknowledge(2).error_code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(Log().size(), before);
}

}  // namespace
}  // namespace liandu::ingest
