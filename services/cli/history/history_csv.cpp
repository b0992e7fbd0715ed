#include "cli/history/history_csv.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "cli/show/enum_text.h"
#include "cli/text/csv.h"
#include "model/decimal.h"
#include "model/period.h"

namespace liandu::cli {
namespace {

/// Takes one column's text into a row; returns what is wrong with it, or "".
using Take = std::function<std::string(const std::string&, HistoryRow&)>;

std::string TakeIndicator(const std::string& text, HistoryRow& row) {
  row.report.mutable_indicator_report()->set_indicator(text);
  return text.empty() ? "缺指标" : "";
}

std::string TakePeriod(const std::string& text, HistoryRow& row) {
  row.report.mutable_indicator_report()->set_period(text);
  const auto period = model::Period::Parse(text);
  return period.ok() ? "" : absl::StrCat("“", text, "”不是期间，请写成 2024、2024H1、2024Q2、2024-06 或 2024-06-30");
}

std::string TakeValue(const std::string& text, HistoryRow& row) {
  row.report.mutable_indicator_report()->set_value(text);
  return model::Decimal::Parse(text).ok() ? "" : absl::StrCat("“", text, "”不是数，请写成 1100 或 -0.25");
}

std::string TakeGrowthRate(const std::string& text, HistoryRow& row) {
  row.report.mutable_indicator_report()->set_growth_rate(text);
  return text.empty() || model::Decimal::Parse(text).ok() ? "" : absl::StrCat("“", text, "”不是数");
}

std::string TakeBound(const std::string& text, HistoryRow& row) {
  if (text.empty()) return "";
  const auto number = ParseEnum(*v1::Bound_descriptor(), text);
  if (!number.has_value()) {
    return absl::StrCat("没有“", text, "”；可用的有 ", EnumChoices(*v1::Bound_descriptor()));
  }
  row.report.mutable_indicator_report()->set_bound(static_cast<v1::Bound>(*number));
  return "";
}

std::string TakePreliminary(const std::string& text, HistoryRow& row) {
  const std::string lower = absl::AsciiStrToLower(text);
  const bool yes = lower == "true" || lower == "1" || lower == "是";
  if (!yes && !lower.empty() && lower != "false" && lower != "0" && lower != "否") return "应为 true 或 false";
  row.report.mutable_indicator_report()->set_preliminary(yes);
  return "";
}

std::string TakeRevision(const std::string& text, HistoryRow& row) {
  int revision = 0;
  if (!text.empty() && (!absl::SimpleAtoi(text, &revision) || revision < 0)) return "应为 0 或正整数";
  row.report.mutable_indicator_report()->set_revision(revision);
  return "";
}

std::string TakePublishedDate(const std::string& text, HistoryRow& row) {
  row.report.set_published_date(text);
  return text.empty() || model::Date::Parse(text).ok() ? "" : absl::StrCat("“", text, "”不是日期，请写成 2024-06-30");
}

std::string TakeBaselineOf(const std::string& text, HistoryRow& row) {
  const std::string halfwidth = absl::StrReplaceAll(text, {{"；", ";"}});
  for (absl::string_view id : absl::StrSplit(halfwidth, ';', absl::SkipWhitespace())) {
    row.report.mutable_indicator_report()->add_baseline_of(std::string(absl::StripAsciiWhitespace(id)));
  }
  return "";
}

Take TakeText(void (*set)(v1::IndicatorReport&, const std::string&)) {
  return [set](const std::string& text, HistoryRow& row) {
    set(*row.report.mutable_indicator_report(), text);
    return std::string();
  };
}

const std::map<std::string, Take>& KnownColumns() {
  static const std::map<std::string, Take> columns = {
      {"indicator", TakeIndicator},
      {"period", TakePeriod},
      {"value", TakeValue},
      {"unitOfMeasure", TakeText([](v1::IndicatorReport& r, const std::string& t) { r.set_unit_of_measure(t); })},
      {"bound", TakeBound},
      {"source", TakeText([](v1::IndicatorReport& r, const std::string& t) { r.set_source(t); })},
      {"growthRate", TakeGrowthRate},
      {"growthBasePeriod", TakeText([](v1::IndicatorReport& r, const std::string& t) { r.set_growth_base_period(t); })},
      {"statisticalScope", TakeText([](v1::IndicatorReport& r, const std::string& t) { r.set_statistical_scope(t); })},
      {"preliminary", TakePreliminary},
      {"revision", TakeRevision},
      {"publishedDate", TakePublishedDate},
      {"baselineOf", TakeBaselineOf},
      {"note", TakeText([](v1::IndicatorReport& r, const std::string& t) { r.set_note(t); })}};
  return columns;
}

/// What is wrong with the heading, or "".
std::string WrongHeading(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (!KnownColumns().contains(name)) return absl::StrCat("不认识列“", name, "”");
    if (std::count(names.begin(), names.end(), name) > 1) return absl::StrCat("列“", name, "”重复");
  }
  for (const char* needed : {"indicator", "period", "value"}) {
    if (std::find(names.begin(), names.end(), needed) == names.end()) return absl::StrCat("缺列“", needed, "”");
  }
  return "";
}

/// Takes every column of a row; appends what is wrong.
HistoryRow TakeRow(const std::string& file, const CsvRow& csv, const std::vector<std::string>& names,
                   std::vector<yaml::Problem>& problems) {
  HistoryRow row;
  row.line = csv.line;
  if (csv.fields.size() != names.size()) {
    problems.push_back(
        {{file, csv.line, 1}, "", absl::StrCat("有 ", csv.fields.size(), " 格，应有 ", names.size(), " 格")});
    return row;
  }
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string text(absl::StripAsciiWhitespace(csv.fields[i]));
    if (std::string wrong = KnownColumns().at(names[i])(text, row); !wrong.empty()) {
      problems.push_back({{file, csv.line, 1}, names[i], std::move(wrong)});
    }
  }
  return row;
}

/// The row's published date, worked out from its period if it has none.
model::Date PublishedDateOf(const HistoryRow& row, const model::WorkDays& work_days, int working_days) {
  const auto stated = model::Date::Parse(row.report.published_date());
  if (stated.ok()) return *stated;
  const auto period = model::Period::Parse(row.report.indicator_report().period());
  return work_days.Add(period.ok() ? period->last : model::Date(), working_days);
}

}  // namespace

HistoryFile ReadHistory(const std::string& file, std::string_view text, const model::WorkDays& work_days,
                        int publication_working_days) {
  HistoryFile history;
  CsvReader reader(text);
  CsvRow csv;
  if (!reader.Next(csv)) {
    history.problems.push_back({{file, 1, 1}, "", "文件是空的，首行应为列名"});
    return history;
  }
  std::vector<std::string> names;
  for (const std::string& name : csv.fields) names.emplace_back(absl::StripAsciiWhitespace(name));
  const std::string wrong = csv.problem.empty() ? WrongHeading(names) : csv.problem;
  if (!wrong.empty()) {
    history.problems.push_back({{file, csv.line, 1}, "", wrong});
    return history;
  }
  while (reader.Next(csv)) {
    ++history.rows_read;
    const size_t problems_before = history.problems.size();
    if (!csv.problem.empty()) {
      history.problems.push_back({{file, csv.line, 1}, "", csv.problem});
      continue;
    }
    HistoryRow row = TakeRow(file, csv, names, history.problems);
    if (history.problems.size() > problems_before) continue;
    row.published = PublishedDateOf(row, work_days, publication_working_days);
    row.report.set_published_date(row.published.ToString());
    history.rows.push_back(std::move(row));
  }
  std::stable_sort(history.rows.begin(), history.rows.end(),
                   [](const HistoryRow& a, const HistoryRow& b) { return a.published < b.published; });
  return history;
}

}  // namespace liandu::cli
