#include <gtest/gtest.h>

#include <string>

#include "cli/show/catalogue_names.h"
#include "cli/show/enum_text.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "liandu/v1/alert.pb.h"

namespace liandu::cli {
namespace {

struct MomentRow {
  std::string name;
  std::string text;
  /// In UTC; empty: refused.
  std::string utc;
};

class ParseMomentReads : public ::testing::TestWithParam<MomentRow> {};

TEST_P(ParseMomentReads, ByTable) {
  const auto moment = ParseMoment(GetParam().text, model::CivilTime());
  if (GetParam().utc.empty()) {
    EXPECT_FALSE(moment.ok());
    return;
  }
  ASSERT_TRUE(moment.ok()) << moment.status();
  EXPECT_EQ(ShowMomentWithOffset(ToTimestamp(*moment), model::CivilTime({model::UtcOffset{}})),
            GetParam().utc + " +00:00");
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseMomentReads,
    ::testing::Values(MomentRow{"date", "2024-07-01", "2024-06-30 16:00"},
                      MomentRow{"civil", "2024-07-01 09:30", "2024-07-01 01:30"},
                      MomentRow{"with_t", "2024-07-01T09:30", "2024-07-01 01:30"},
                      MomentRow{"seconds", "2024-07-01 09:30:59", "2024-07-01 01:30"},
                      MomentRow{"utc", "2024-07-01T09:30:00Z", "2024-07-01 09:30"},
                      MomentRow{"east", "2024-07-01 09:30+05:30", "2024-07-01 04:00"},
                      MomentRow{"west", "2024-07-01 09:30-03:00", "2024-07-01 12:30"},
                      MomentRow{"before_epoch", "1969-12-31 23:59:59Z", "1969-12-31 23:59"}, MomentRow{"empty", "", ""},
                      MomentRow{"no_such_day", "2024-02-30", ""}, MomentRow{"no_such_hour", "2024-07-01 24:00", ""},
                      MomentRow{"no_minutes", "2024-07-01 09", ""}, MomentRow{"behind", "2024-07-01 09:30 x", ""},
                      MomentRow{"half_offset", "2024-07-01 09:30+08", ""}, MomentRow{"words", "tomorrow", ""}),
    [](const auto& row) { return row.param.name; });

struct SpanRow {
  std::string name;
  std::string text;
  /// 0: refused.
  int64_t minutes;
};

class ParseSpanReads : public ::testing::TestWithParam<SpanRow> {};

TEST_P(ParseSpanReads, ByTable) {
  const auto span = ParseSpan(GetParam().text);
  EXPECT_EQ(span.ok() ? span->count() : 0, GetParam().minutes);
}

INSTANTIATE_TEST_SUITE_P(Table, ParseSpanReads,
                         ::testing::Values(SpanRow{"days", "3d", 4320}, SpanRow{"mixed", "1d12h", 2160},
                                           SpanRow{"minutes", "90m", 90}, SpanRow{"weeks", "2w", 20160},
                                           SpanRow{"empty", "", 0}, SpanRow{"zero", "0d", 0},
                                           SpanRow{"no_unit", "5", 0}, SpanRow{"no_number", "d", 0},
                                           SpanRow{"unknown_unit", "5y", 0}, SpanRow{"negative", "-1d", 0},
                                           SpanRow{"too_long", "999999999w", 0}),
                         [](const auto& row) { return row.param.name; });

struct PercentRow {
  std::string name;
  std::string fraction;
  std::string percent;
};

class AsPercentShows : public ::testing::TestWithParam<PercentRow> {};

TEST_P(AsPercentShows, ByTable) { EXPECT_EQ(AsPercent(GetParam().fraction), GetParam().percent); }

INSTANTIATE_TEST_SUITE_P(Table, AsPercentShows,
                         ::testing::Values(PercentRow{"whole", "1", "100.0%"}, PercentRow{"part", "0.1", "10.0%"},
                                           PercentRow{"rounded_down", "0.497249", "49.7%"},
                                           PercentRow{"rounded_up", "0.4975", "49.8%"},
                                           PercentRow{"carried", "0.9996", "100.0%"},
                                           PercentRow{"negative", "-0.25", "-25.0%"},
                                           PercentRow{"nearly_zero", "-0.0001", "0.0%"},
                                           PercentRow{"above", "1.2345", "123.5%"}, PercentRow{"empty", "", ""},
                                           PercentRow{"no_number", "n/a", "n/a"}, PercentRow{"no_whole", ".5", ".5"}),
                         [](const auto& row) { return row.param.name; });

TEST(ShowPeriod, JoinsRanges) {
  EXPECT_EQ(ShowPeriod("2021/2025"), "2021 至 2025");
  EXPECT_EQ(ShowPeriod("2024H1"), "2024H1");
}

TEST(ShowDate, IsTheCivilDate) {
  const auto moment = ParseMoment("2024-06-30T16:00:00Z", model::CivilTime());
  ASSERT_TRUE(moment.ok());
  EXPECT_EQ(ShowDate(ToTimestamp(*moment), model::CivilTime()), "2024-07-01");
  EXPECT_EQ(ShowDate({}, model::CivilTime()), "");
}

TEST(CatalogueNames, FallBackToIds) {
  v1::Catalogue catalogue;
  catalogue.add_units()->set_id("nameless");
  v1::Chain& chain = *catalogue.add_chains();
  chain.set_id("fin");
  chain.set_display_name("现代金融");
  const CatalogueNames names(catalogue);
  EXPECT_EQ(names.Unit("nameless"), "nameless");
  EXPECT_EQ(names.Unit("fin"), "fin");
  v1::Alert alert;
  alert.add_chains("fin");
  alert.add_chains("unknown");
  EXPECT_EQ(names.Chains(alert.chains()), "现代金融、unknown");
}

TEST(EnumText, ReadsWhatItWrites) {
  const auto& type = *v1::Condition_descriptor();
  EXPECT_EQ(EnumSlug(type, v1::CONDITION_REPORT_OVERDUE), "report_overdue");
  EXPECT_EQ(ParseEnum(type, "report_overdue"), v1::CONDITION_REPORT_OVERDUE);
  EXPECT_EQ(ParseEnum(type, "Report-Overdue"), v1::CONDITION_REPORT_OVERDUE);
  EXPECT_EQ(ParseEnum(type, "CONDITION_BEHIND"), v1::CONDITION_BEHIND);
  EXPECT_EQ(ParseEnum(type, "unspecified"), std::nullopt);
  EXPECT_EQ(ParseEnum(type, "late"), std::nullopt);
  EXPECT_EQ(EnumSlug(type, 999), "999");
  EXPECT_EQ(EnumChoices(*v1::Severity_descriptor()), "blue|yellow|red");
}

TEST(Names, KnowEveryValueOfTheContract) {
  for (int i = 1; i < v1::Condition_descriptor()->value_count(); ++i) {
    const auto* value = v1::Condition_descriptor()->value(i);
    EXPECT_NE(NameOf(static_cast<v1::Condition>(value->number())),
              EnumSlug(*v1::Condition_descriptor(), value->number()));
  }
  for (int i = 1; i < v1::TransitionKind_descriptor()->value_count(); ++i) {
    const auto* value = v1::TransitionKind_descriptor()->value(i);
    EXPECT_NE(NameOf(static_cast<v1::TransitionKind>(value->number())),
              EnumSlug(*v1::TransitionKind_descriptor(), value->number()));
  }
  for (int i = 1; i < v1::ResourceKind_descriptor()->value_count(); ++i) {
    const auto* value = v1::ResourceKind_descriptor()->value(i);
    EXPECT_NE(NameOf(static_cast<v1::ResourceKind>(value->number())),
              EnumSlug(*v1::ResourceKind_descriptor(), value->number()));
  }
  EXPECT_EQ(NameOfReason("no_report"), "暂无填报");
  EXPECT_EQ(NameOfReason("something_new"), "something_new");
}

}  // namespace
}  // namespace liandu::cli
