#include "evaluator/inbound/scenario_report.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "yaml/json_text.h"

namespace liandu::evaluator {
namespace {

using scenarios::Failure;
using scenarios::ScenarioResult;

constexpr size_t kMaxFailuresTold = 5;

/// The line stands above what is said of it, once.
std::string FailureText(const Failure& failure, bool same_line) {
  std::string text = same_line ? "" : absl::StrCat("      ", failure.file, ":", failure.line, "  ", failure.text, "\n");
  absl::StrAppend(&text, "        ", absl::StrReplaceAll(failure.what, {{"\n", "\n        "}}));
  if (!failure.unreadable) absl::StrAppend(&text, "：应为 ", failure.expected, "，实为 ", failure.actual);
  return text + "\n";
}

std::string FailureJson(const Failure& failure) {
  return absl::StrCat(
      "{\"line\": ", failure.line, ", \"text\": ", yaml::QuoteJson(failure.text),
      ", \"unreadable\": ", failure.unreadable ? "true" : "false", ", \"what\": ", yaml::QuoteJson(failure.what),
      ", \"expected\": ", yaml::QuoteJson(failure.expected), ", \"actual\": ", yaml::QuoteJson(failure.actual), "}");
}

size_t CountPassed(const std::vector<ScenarioResult>& results) {
  return static_cast<size_t>(
      std::count_if(results.begin(), results.end(), [](const ScenarioResult& result) { return result.passed(); }));
}

}  // namespace

std::string ReportText(const std::vector<ScenarioResult>& results) {
  std::string text;
  for (const ScenarioResult& result : results) {
    const char* mark = result.passed() ? "通过" : result.unreadable() ? "读不懂" : "不符";
    absl::StrAppend(&text, mark, "  ", result.file, "（", result.expectations, " 项期望）\n");
    for (size_t i = 0; i < std::min(result.failures.size(), kMaxFailuresTold); ++i) {
      text += FailureText(result.failures[i], i > 0 && result.failures[i - 1].line == result.failures[i].line);
    }
    if (result.failures.size() > kMaxFailuresTold) {
      absl::StrAppend(&text, "      还有 ", result.failures.size() - kMaxFailuresTold, " 处（--json 看全部）\n");
    }
  }
  const size_t passed = CountPassed(results);
  absl::StrAppend(&text, "\n", results.size(), " 个场景：", passed, " 个通过，", results.size() - passed, " 个不符\n");
  return text;
}

std::string ReportJson(const std::vector<ScenarioResult>& results) {
  const size_t passed = CountPassed(results);
  std::string json =
      absl::StrCat("{\"passed\": ", passed, ", \"failed\": ", results.size() - passed, ", \"scenarios\": [");
  for (size_t i = 0; i < results.size(); ++i) {
    const ScenarioResult& result = results[i];
    absl::StrAppend(&json, i == 0 ? "\n" : ",\n", "  {\"file\": ", yaml::QuoteJson(result.file),
                    ", \"passed\": ", result.passed() ? "true" : "false", ", \"expectations\": ", result.expectations,
                    ", \"failures\": [");
    for (size_t k = 0; k < result.failures.size(); ++k) {
      absl::StrAppend(&json, k == 0 ? "\n    " : ",\n    ", FailureJson(result.failures[k]));
    }
    json += "]}";
  }
  return json + "\n]}\n";
}

}  // namespace liandu::evaluator
