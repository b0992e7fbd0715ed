#include "platform/redis/reply.h"

#include <gtest/gtest.h>

namespace liandu::platform::redis {
namespace {

struct ErrorCase {
  const char* name;
  const char* message;
  absl::StatusCode code;
};

class ClassifyErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(ClassifyErrorTest, HasTheCanonicalCode) {
  const absl::Status status = ClassifyError(GetParam().message);
  EXPECT_EQ(status.code(), GetParam().code);
  EXPECT_NE(status.ToString().find(GetParam().message), std::string::npos);
}

constexpr auto kUnavailable = absl::StatusCode::kUnavailable;

INSTANTIATE_TEST_SUITE_P(
    Table, ClassifyErrorTest,
    testing::Values(ErrorCase{"Readonly", "READONLY You can't write against a read only replica.", kUnavailable},
                    ErrorCase{"Loading", "LOADING Redis is loading the dataset in memory", kUnavailable},
                    ErrorCase{"Oom", "OOM allow-oom flag is not set on the script", kUnavailable},
                    ErrorCase{"Misconf", "MISCONF Errors writing to the AOF file: No space left", kUnavailable},
                    ErrorCase{"Noreplicas", "NOREPLICAS Not enough good replicas to write.", kUnavailable},
                    ErrorCase{"Busy", "BUSY Redis is busy running a script.", kUnavailable},
                    ErrorCase{"Moved", "MOVED 3999 127.0.0.1:6381", kUnavailable},
                    ErrorCase{"Ask", "ASK 3999 127.0.0.1:6381", kUnavailable},
                    ErrorCase{"Clients", "ERR max number of clients reached", kUnavailable},
                    ErrorCase{"Noauth", "NOAUTH Authentication required.", absl::StatusCode::kUnauthenticated},
                    ErrorCase{"Noperm", "NOPERM no permissions", absl::StatusCode::kPermissionDenied},
                    ErrorCase{"Noscript", "NOSCRIPT No matching script.", absl::StatusCode::kNotFound},
                    ErrorCase{"Other", "ERR syntax error", absl::StatusCode::kInternal},
                    ErrorCase{"OnlyWholeWords", "BUSYGROUP Consumer Group name exists", absl::StatusCode::kInternal}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace liandu::platform::redis
