#include "platform/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::platform {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

TEST(StatusTest, CodesAndMessagesGoBothWays) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "why");
    EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status);
  }
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
}

TEST(StatusTest, InvalidRequestCarriesEveryViolation) {
  const grpc::Status status = InvalidRequest({{"targets[3].due_date", "写成 2024-12-31"}, {"actor", "is needed"}});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "2 处问题：targets[3].due_date: 写成 2024-12-31。actor: is needed");
  const StatusDetails details = DetailsOf(status);
  ASSERT_THAT(details.violations, SizeIs(2));
  EXPECT_EQ(details.violations[0].field, "targets[3].due_date");
  EXPECT_EQ(details.violations[1].description, "is needed");
}

TEST(StatusTest, AnyStructWithFieldAndDescriptionIsAViolation) {
  struct Violation {
    std::string field;
    std::string description;
  };
  EXPECT_EQ(InvalidRequestOf(std::vector<Violation>{{"a", "b"}}).error_message(), "1 处问题：a: b");
}

TEST(StatusTest, ManyViolationsStayBelowWhatTrailersCarry) {
  const grpc::Status status = InvalidRequest(std::vector<FieldViolation>(1000, {"field", std::string(200, 'x')}));
  EXPECT_LE(status.error_message().size(), 700u);
  EXPECT_THAT(status.error_message(), EndsWith("。……"));
  // As clients meet them: the message percent-encoded, the details in base 64.
  EXPECT_LE(3 * status.error_message().size() + status.error_details().size() * 4 / 3, 7800u);
  EXPECT_THAT(DetailsOf(status).violations, SizeIs(testing::Gt(10u)));
  EXPECT_EQ(DetailsOf(status).reason, kViolationsCut);
  EXPECT_EQ(DetailsOf(status).metadata.at(kViolationCount), "1000");
}

TEST(StatusTest, RetryAfterTellsTheDelay) {
  const grpc::Status status = RetryAfter(absl::UnavailableError("away"), std::chrono::milliseconds(1500));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(DetailsOf(status).retry_delay, std::chrono::milliseconds(1500));
}

TEST(StatusTest, AFailureBeneathIsToldInASentenceForPeople) {
  const std::chrono::milliseconds delay(500);
  const grpc::Status away = FailureAnswer(absl::UnavailableError("MISCONF, cannot persist"), delay);
  EXPECT_EQ(away.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(away.error_message(), testing::AllOf(HasSubstr("请稍后重试"), Not(HasSubstr("MISCONF"))));
  EXPECT_EQ(DetailsOf(away).retry_delay, delay);
  EXPECT_EQ(FailureAnswer(absl::DeadlineExceededError("stands at 1-1"), delay).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  const grpc::Status full = FailureAnswer(absl::ResourceExhaustedError("queue"), delay);
  EXPECT_EQ(full.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(DetailsOf(full).retry_delay, delay);
  EXPECT_THAT(FailureAnswer(absl::DataLossError("record 7"), delay).error_message(), HasSubstr("record 7"));
  EXPECT_EQ(FailureAnswer(absl::NotFoundError("没有"), delay).error_message(), "没有");
  EXPECT_TRUE(FailureAnswer(absl::OkStatus(), delay).ok());
}

TEST(StatusTest, ErrorInfoTellsProgramsWhy) {
  const StatusDetails details =
      DetailsOf(WithErrorInfo(absl::AbortedError("moved on"), "CATALOGUE_VERSION", {{"version", "7"}}));
  EXPECT_EQ(details.reason, "CATALOGUE_VERSION");
  EXPECT_EQ(details.metadata.at("version"), "7");
}

TEST(StatusTest, ForeignDetailsAreNoDetails) {
  EXPECT_EQ(DetailsOf(grpc::Status(grpc::StatusCode::INTERNAL, "x", "\x01garbage")).retry_delay.count(), -1);
}

}  // namespace
}  // namespace liandu::platform
