#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/text/csv.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "cli/text/table.h"
#include "platform/text/utf8.h"

namespace liandu::cli {
namespace {

struct WidthRow {
  std::string name;
  std::string text;
  size_t width;
};

class DisplayWidthIs : public ::testing::TestWithParam<WidthRow> {};

TEST_P(DisplayWidthIs, ByTable) { EXPECT_EQ(DisplayWidth(GetParam().text), GetParam().width); }

INSTANTIATE_TEST_SUITE_P(Table, DisplayWidthIs,
                         ::testing::Values(WidthRow{"empty", "", 0}, WidthRow{"ascii", "T013", 4},
                                           WidthRow{"han", "产业链", 6}, WidthRow{"fullwidth_punctuation", "（％）", 6},
                                           WidthRow{"curly_quotes_are_narrow", "“链主”", 6}, WidthRow{"light", "●", 1},
                                           WidthRow{"comparator", "≥ 100", 5}, WidthRow{"combining", "e\u0301", 1},
                                           WidthRow{"zero_width_joiner", "a\u200Db", 2}, WidthRow{"emoji", "🔴", 2},
                                           WidthRow{"rare_han", "\U00020BB7", 2}, WidthRow{"hangul", "한", 2},
                                           WidthRow{"halfwidth_kana", "ｱ", 1}, WidthRow{"malformed", "\xFF", 1},
                                           WidthRow{"latin_1", "é", 1}, WidthRow{"arrow", "→", 1}),
                         [](const auto& row) { return row.param.name; });

TEST(Padding, CountsColumnsNotBytes) {
  EXPECT_EQ(PadRight("链", 4), "链  ");
  EXPECT_EQ(PadLeft("链", 4), "  链");
  EXPECT_EQ(PadRight("产业链", 4), "产业链");
}

TEST(Shorten, CutsBetweenCharacters) {
  EXPECT_EQ(Shorten("产业链", 6), "产业链");
  EXPECT_EQ(Shorten("产业链", 5), "产业…");
  EXPECT_EQ(Shorten("产业链", 4), "产…");
  EXPECT_EQ(Shorten("产业链", 0), "");
}

struct WrapRow {
  std::string name;
  std::string text;
  size_t width;
  std::vector<std::string> lines;
};

class WrapBreaks : public ::testing::TestWithParam<WrapRow> {};

TEST_P(WrapBreaks, ByTable) { EXPECT_EQ(Wrap(GetParam().text, GetParam().width), GetParam().lines); }

INSTANTIATE_TEST_SUITE_P(Table, WrapBreaks,
                         ::testing::Values(WrapRow{"empty", "", 10, {""}}, WrapRow{"fits", "产业链", 6, {"产业链"}},
                                           WrapRow{"between_han", "产业链长", 6, {"产业链", "长"}},
                                           WrapRow{"at_spaces", "one two three", 8, {"one two", "three"}},
                                           WrapRow{"word_kept_whole", "目标 T013", 6, {"目标", "T013"}},
                                           WrapRow{"no_closing_first", "产业链。", 6, {"产业", "链。"}},
                                           WrapRow{"no_opening_last", "产业（链）", 6, {"产业", "（链）"}},
                                           WrapRow{"number_and_unit", "截至6月30日", 8, {"截至6月", "30日"}},
                                           WrapRow{
                                               "number_and_comparison", "目标 ≥ 1100 元", 8, {"目标", "≥ 1100", "元"}},
                                           WrapRow{"long_word", "abcdefgh", 3, {"abc", "def", "gh"}}),
                         [](const auto& row) { return row.param.name; });

struct CleanRow {
  std::string name;
  std::string dirty;
  std::string clean;
};

class CleanTextStrips : public ::testing::TestWithParam<CleanRow> {};

TEST_P(CleanTextStrips, ByTable) { EXPECT_EQ(CleanText(GetParam().dirty), GetParam().clean); }

INSTANTIATE_TEST_SUITE_P(
    Table, CleanTextStrips,
    ::testing::Values(
        CleanRow{"nothing", "目标 T013", "目标 T013"}, CleanRow{"colour", "\x1B[31m红\x1B[0m", "红"},
        CleanRow{"window_title", "a\x1B]0;owned\ab", "ab"}, CleanRow{"window_title_st", "a\x1B]0;owned\x1B\\b", "ab"},
        CleanRow{"reset",
                 "a\x1B"
                 "cb",
                 "ab"},
        CleanRow{"lone_escape", "a\x1B", "a"}, CleanRow{"bell", "a\ab", "ab"}, CleanRow{"c1", "a\u009B31mb", "a31mb"},
        CleanRow{"line_end", "a\nb\tc", "a b c"}, CleanRow{"carriage_return", "a\rb", "ab"},
        CleanRow{"bidi", "a\u202Eb", "ab"}, CleanRow{"malformed", "a\xE4\xB8", "a\uFFFD\uFFFD"},
        CleanRow{"overlong", "\xC0\xAF", "\uFFFD\uFFFD"}, CleanRow{"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}),
    [](const auto& row) { return row.param.name; });

Table SampleTable() {
  Table table({{"灯"}, {"名称", Align::kLeft, true}, {"空"}, {"滞后", Align::kRight}});
  table.AddRow({{"●", Colour::kRed}, "青岛港集装箱吞吐量", "", "39.7"});
  table.AddRow({{"●", Colour::kGrey}, "T\x1B[2J", "", "8"});
  return table;
}

TEST(Table, AlignsByDisplayWidth) {
  EXPECT_EQ(SampleTable().Render({}),
            "灯  名称                滞后\n"
            "────────────────────────────\n"
            "●   青岛港集装箱吞吐量  39.7\n"
            "●   T                      8\n");
}

TEST(Table, WrapsFlexibleColumnsOnNarrowScreens) {
  EXPECT_EQ(SampleTable().Render({.terminal = true, .colour = false, .width = 26}),
            "灯  名称              滞后\n"
            "──────────────────────────\n"
            "●   青岛港集装箱吞吐  39.7\n"
            "    量\n"
            "●   T                    8\n");
}

Table AlertLikeTable() {
  Table table({{"级别"}, {"责任单位", Align::kLeft, true}, {"期限"}, {"说明", Align::kLeft, true, true}});
  table.AddRow({{"● 红", Colour::kRed}, "市服务业发展领导小组办公室", "2024-12-31", "责任单位的联络员接收"});
  table.AddNote({"截至 6月30日 完成 10 场次，应达 49.7，滞后 39.7 个百分点"});
  table.AddNote({"target:an-id-that-is-wider-than-the-whole-screen:behind:2024", Colour::kDim}, true);
  table.AddNote({""});
  return table;
}

TEST(Table, KeepsYieldingColumnsWhileThereIsRoom) {
  EXPECT_THAT(AlertLikeTable().Render({.terminal = true, .colour = false, .width = 80}),
              ::testing::StartsWith("级别  责任单位                    期限        说明\n"));
}

TEST(Table, MovesYieldingColumnsBeneathAndWrapsNotesButNotIds) {
  EXPECT_EQ(AlertLikeTable().Render({.terminal = true, .colour = false, .width = 40}),
            "级别  责任单位                期限\n"
            "────────────────────────────────────────\n"
            "● 红  市服务业发展领导小组办  2024-12-31\n"
            "      公室\n"
            "      说明 责任单位的联络员接收\n"
            "      截至 6月30日 完成 10 场次，应达\n"
            "      49.7，滞后 39.7 个百分点\n"
            "      target:an-id-that-is-wider-than-the-whole-screen:behind:2024\n");
}

TEST(Paragraph, HangsBeneathItsFirstLine) {
  const Screen screen{.terminal = true, .colour = false, .width = 32};
  EXPECT_EQ(Paragraph("内容", "截至 6月30日 完成 10 场次，\n应达 49.7 场次，滞后", 10, screen),
            "内容      截至 6月30日 完成 10\n"
            "          场次，\n"
            "          应达 49.7 场次，滞后\n");
  EXPECT_EQ(Paragraph("内容", "不限宽度就不折行，哪怕它比一般的屏幕还要宽一点", 6, {}),
            "内容  不限宽度就不折行，哪怕它比一般的屏幕还要宽一点\n");
  EXPECT_EQ(Paragraph("", "", 4, screen), "\n");
}

TEST(Table, ColoursOnlyTextAndOnlyIfWanted) {
  Table table({{"灯"}, {"名"}});
  table.AddRow({{"●", Colour::kRed}, "a"});
  EXPECT_EQ(table.Render({.terminal = true, .colour = true, .width = 0}),
            "\x1B[1m灯\x1B[0m  \x1B[1m名\x1B[0m\n\x1B[2m──────\x1B[0m\n\x1B[31m●\x1B[0m   a\n");
}

struct CsvRowCase {
  std::string name;
  std::string text;
  /// Each row as "line:field|field" or "line!problem".
  std::vector<std::string> rows;
};

class CsvReaderReads : public ::testing::TestWithParam<CsvRowCase> {};

TEST_P(CsvReaderReads, ByTable) {
  std::vector<std::string> rows;
  CsvReader reader(GetParam().text);
  CsvRow row;
  while (reader.Next(row)) {
    std::string told = std::to_string(row.line);
    if (!row.problem.empty()) {
      rows.push_back(told + "!" + row.problem);
      continue;
    }
    for (size_t i = 0; i < row.fields.size(); ++i) told += (i == 0 ? ":" : "|") + row.fields[i];
    rows.push_back(told);
  }
  EXPECT_EQ(rows, GetParam().rows);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CsvReaderReads,
    ::testing::Values(
        CsvRowCase{"empty", "", {}}, CsvRowCase{"plain", "a,b\nc,d\n", {"1:a|b", "2:c|d"}},
        CsvRowCase{"no_last_line_end", "a,b", {"1:a|b"}}, CsvRowCase{"crlf", "a,b\r\nc\r\n", {"1:a|b", "2:c"}},
        CsvRowCase{"byte_order_mark",
                   "\xEF\xBB\xBF"
                   "a,b\n",
                   {"1:a|b"}},
        CsvRowCase{"empty_fields", ",,\n", {"1:||"}}, CsvRowCase{"empty_lines", "a\n\n\r\nb\n", {"1:a", "4:b"}},
        CsvRowCase{"quoted", "\"a,b\",c\n", {"1:a,b|c"}}, CsvRowCase{"doubled", "\"a\"\"b\"\n", {"1:a\"b"}},
        CsvRowCase{"line_end_inside", "\"a\nb\",c\nd\n", {"1:a\nb|c", "3:d"}},
        CsvRowCase{"unclosed", "x\n\"a\nb\n", {"1:x", "2!引号没有配对", "3:b"}},
        CsvRowCase{"behind_quote", "\"a\"b,c\nd\n", {"1!引号之后只能是逗号", "2:d"}},
        CsvRowCase{"quote_inside", "a\"b\nc\n", {"1!引号只能在一格的开头和结尾", "2:c"}},
        CsvRowCase{"not_utf8", "\xFF\nc\n", {"1!不是 UTF-8 文字，请用 UTF-8 编码保存", "2:c"}},
        CsvRowCase{"too_long", std::string(kMaxCsvFieldBytes + 1, 'x') + "\nc\n", {"1!有一格太长", "2:c"}},
        CsvRowCase{"too_many", std::string(200, ',') + "\nc\n", {"1!列太多", "2:c"}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace liandu::cli
