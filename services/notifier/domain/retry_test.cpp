#include "notifier/domain/retry.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;

TEST(RetryDelay, DoublesUpToTheCeilingWithAQuarterOfJitter) {
  const RetryRules rules{milliseconds(1000), milliseconds(60000), 12};
  int64_t nominal = 1000;
  for (int attempt = 1; attempt <= 40; ++attempt) {
    const milliseconds delay = RetryDelay(rules, "qingdao/x", attempt, std::nullopt);
    EXPECT_LE(delay.count(), nominal) << attempt;
    EXPECT_GE(delay.count(), nominal - nominal / 4) << attempt;
    nominal = std::min<int64_t>(nominal * 2, 60000);
  }
}

TEST(RetryDelay, IsTheSameForTheSameDeliveryAndSpreadsOverOthers) {
  std::set<int64_t> delays;
  for (int i = 0; i < 50; ++i) {
    const std::string id = "qingdao/" + std::to_string(i);
    const milliseconds delay = RetryDelay({}, id, 3, std::nullopt);
    EXPECT_EQ(delay, RetryDelay({}, id, 3, std::nullopt));
    delays.insert(delay.count());
  }
  EXPECT_GT(delays.size(), 30u);
}

TEST(RetryDelay, HonoursRetryAfterBelowTheCeiling) {
  const RetryRules rules{milliseconds(1000), milliseconds(60000), 12};
  EXPECT_EQ(RetryDelay(rules, "id", 1, milliseconds(30000)), milliseconds(30000));
  EXPECT_EQ(RetryDelay(rules, "id", 1, milliseconds(600000)), milliseconds(60000));
  EXPECT_GE(RetryDelay(rules, "id", 1, milliseconds(1)), milliseconds(750));
}

}  // namespace
}  // namespace liandu::notifier
