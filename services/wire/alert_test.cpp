#include <gtest/gtest.h>

#include "wire/wire.h"

namespace liandu::wire {
namespace {

using std::chrono::milliseconds;

model::Alert SomeAlert() {
  model::Alert alert;
  alert.id = "target:T013:behind:2024";
  alert.subject = {model::SubjectKind::kTarget, "T013", "场次"};
  alert.condition = model::Condition::kOverdue;
  alert.window = "2024";
  alert.severity = model::Severity::kRed;
  alert.open = true;
  alert.acknowledged = true;
  alert.sequence = 3;
  alert.evidence = {"R17",
                    "滞后",
                    {{"report", "i", "10", "2024-06-30", "s"}},
                    "50",
                    "10",
                    "0.1",
                    "0.497",
                    "39.7",
                    "预计 90.5",
                    "按已过时间推算",
                    "还需 55"};
  alert.trail = {{1, model::TransitionKind::kRaised, model::Severity::kYellow, model::Instant(milliseconds(5)), "1-0",
                  "", "n", true},
                 {2, model::TransitionKind::kAcknowledged, model::Severity::kRed, model::Instant(milliseconds(-1500)),
                  "2-0", "甲", "", false}};
  alert.raised_time = model::Instant(milliseconds(1719799200123));
  alert.cleared_time = model::Instant(milliseconds(1719799300000));
  alert.chains = {"c1", "c2"};
  alert.responsible_unit = "u";
  alert.posts = {"p"};
  alert.programme = "p";
  alert.due_date = model::Date(2024, 12, 31);
  alert.members = {"T014"};
  return alert;
}

TEST(AlertConversion, KeepsEveryField) {
  model::Alert alert = SomeAlert();
  v1::Alert proto = ToProto(alert, "qingdao");
  EXPECT_EQ(proto.jurisdiction(), "qingdao");
  EXPECT_EQ(AlertFromProto(proto), alert);
}

TEST(AlertConversion, KeepsWhatIsNotSet) {
  model::Alert alert;
  alert.id = "a";
  v1::Alert proto = ToProto(alert, "q");
  EXPECT_FALSE(proto.has_cleared_time());
  EXPECT_EQ(AlertFromProto(proto), alert);
}

TEST(TimestampConversion, KeepsMillisecondsOnBothSidesOfTheEpoch) {
  for (int64_t ms : {-1500LL, -1LL, 0LL, 1LL, 1719799200123LL}) {
    model::Instant moment{milliseconds(ms)};
    EXPECT_EQ(FromTimestamp(ToTimestamp(moment)), moment) << ms;
    EXPECT_GE(ToTimestamp(moment).nanos(), 0) << ms;
  }
}

}  // namespace
}  // namespace liandu::wire
