#include "platform/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liandu::platform {
namespace {

using testing::EndsWith;
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
  EXPECT_EQ(status.error_message(), "2 violations: targets[3].due_date: 写成 2024-12-31; actor: is needed");
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
  EXPECT_EQ(InvalidRequestOf(std::vector<Violation>{{"a", "b"}}).error_message(), "1 violation: a: b");
}

TEST(StatusTest, ManyViolationsStayBelowWhatTrailersCarry) {
  const grpc::Status status = InvalidRequest(std::vector<FieldViolation>(1000, {"field", std::string(200, 'x')}));
  EXPECT_LE(status.error_message().size(), 900u);
  EXPECT_THAT(status.error_message(), EndsWith("; ..."));
  EXPECT_LE(status.error_details().size(), 6000u);
  EXPECT_THAT(DetailsOf(status).violations, SizeIs(testing::Gt(10u)));
}

TEST(StatusTest, RetryAfterTellsTheDelay) {
  const grpc::Status status = RetryAfter(absl::UnavailableError("away"), std::chrono::milliseconds(1500));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(DetailsOf(status).retry_delay, std::chrono::milliseconds(1500));
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
