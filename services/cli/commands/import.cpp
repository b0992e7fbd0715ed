#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/commands/commands.h"
#include "cli/commands/progress.h"
#include "cli/history/history_csv.h"
#include "cli/history/stream_history.h"
#include "cli/servers/failure.h"
#include "cli/text/display_width.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "wire/wire.h"
#include "yaml/json_text.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

constexpr size_t kMaxHistoryBytes = 64u << 20;
/// More bad rows than this are only counted.
constexpr size_t kMaxToldProblems = 100;

/// What the jurisdiction says about how rows are to be read.
struct Conditions {
  model::WorkDays work_days;
  bool importing = false;
  int64_t catalogue_version = 0;
};

struct Summary {
  int rows = 0;
  int accepted = 0;
  int duplicate = 0;
  int later = 0;
  int refused = 0;
  std::vector<yaml::Problem> problems;
  v1::LogPosition position;
};

absl::StatusOr<Conditions> FetchConditions(const std::string& jurisdiction, Context& context) {
  v1::GetJurisdictionClockRequest clock_request;
  clock_request.set_jurisdiction(jurisdiction);
  const auto clock =
      context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::GetJurisdictionClock, clock_request);
  if (!clock.ok()) return clock.status();
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.add_kinds(v1::RESOURCE_KIND_JURISDICTION);
  request.add_kinds(v1::RESOURCE_KIND_WORK_CALENDAR);
  const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) return answer.status();
  Conditions conditions;
  conditions.importing = clock->clock_mode() == v1::CLOCK_MODE_IMPORTING;
  conditions.catalogue_version = clock->catalogue_version();
  for (const v1::WorkCalendar& calendar : answer->catalogue().work_calendars()) {
    if (calendar.id() != answer->catalogue().jurisdiction().work_calendar()) continue;
    v1::Resource resource;
    *resource.mutable_work_calendar() = calendar;
    std::vector<wire::Violation> violations;
    const model::Resource read = wire::ResourceFromProto(resource, "work_calendars", violations);
    const auto* work_calendar = std::get_if<model::WorkCalendar>(&read);
    if (violations.empty() && work_calendar != nullptr) conditions.work_days = model::WorkDays(*work_calendar);
  }
  return conditions;
}

/// A source that is the same for the same content under the same conditions: then nothing is taken twice, and after a
/// change of the catalogue everything is offered again.
std::string SourceOf(const std::string& text, const Conditions& conditions) {
  uint64_t hash = 14695981039346656037ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return absl::StrFormat("csv-%016x-v%d%s", hash, conditions.catalogue_version, conditions.importing ? "-history" : "");
}

/// Leaves out what was published after `until`, and published dates where they are not allowed.
absl::Status Choose(const ImportOptions& options, const Conditions& conditions, HistoryFile& history,
                    Summary& summary) {
  if (!options.until.empty()) {
    const auto until = model::Date::Parse(options.until);
    if (!until.ok()) return UsageError(absl::StrCat("“", options.until, "”不是日期，请写成 2024-06-30"));
    const size_t before = history.rows.size();
    std::erase_if(history.rows, [&until](const HistoryRow& row) { return row.published > *until; });
    summary.later = static_cast<int>(before - history.rows.size());
  }
  if (conditions.importing) return absl::OkStatus();
  for (HistoryRow& row : history.rows) row.report.clear_published_date();
  return absl::OkStatus();
}

void TellProblems(const Summary& summary, Output& output) {
  if (output.json()) return;
  const size_t told = std::min(summary.problems.size(), kMaxToldProblems);
  const auto first = summary.problems.begin();
  const Failure failure = FailureOf({first, first + static_cast<std::ptrdiff_t>(told)});
  output.Remark(RenderFields(failure.fields, output.screen()));
  if (summary.problems.size() > kMaxToldProblems) {
    output.Remark(absl::StrCat("……还有 ", summary.problems.size() - kMaxToldProblems, " 处问题没有列出\n"));
  }
}

void TellSummary(const std::string& file, const ImportOptions& options, const Summary& summary, Output& output) {
  if (!output.json()) {
    std::string text =
        absl::StrCat(options.dry_run ? "只是检查：" : "导入完成：", CleanText(file), " 共 ", summary.rows, " 行，");
    absl::StrAppend(&text, options.dry_run ? "可用 " : "受理 ", summary.accepted, " 行");
    if (summary.duplicate > 0) absl::StrAppend(&text, "，以前已受理 ", summary.duplicate, " 行");
    if (summary.later > 0) absl::StrAppend(&text, "，", options.until, " 之后公布未导入 ", summary.later, " 行");
    if (summary.refused > 0) absl::StrAppend(&text, "，有误 ", summary.refused, " 行");
    output.Text(text + "\n");
    return;
  }
  std::string json = absl::StrCat("{\"file\": ", yaml::QuoteJson(file), ", \"rows\": ", summary.rows,
                                  ", \"accepted\": ", summary.accepted, ", \"duplicate\": ", summary.duplicate,
                                  ", \"later\": ", summary.later, ", \"refused\": ", summary.refused,
                                  ", \"position\": ", yaml::QuoteJson(summary.position.entry()), ", \"problems\": [");
  for (size_t i = 0; i < summary.problems.size(); ++i) {
    const yaml::Problem& problem = summary.problems[i];
    absl::StrAppend(&json, i == 0 ? "\n" : ",\n", "  {\"file\": ", yaml::QuoteJson(problem.place.file),
                    ", \"line\": ", problem.place.line, ", \"field\": ", yaml::QuoteJson(problem.field),
                    ", \"description\": ", yaml::QuoteJson(problem.message), "}");
  }
  output.Document(json + "]}");
}

/// Counts one answer, and keeps what was wrong with a refused row.
void Count(const std::string& file, const HistoryRow& row, const v1::ReportResult& result, Summary& summary) {
  if (result.outcome() == v1::REPORT_OUTCOME_ACCEPTED) {
    ++summary.accepted;
    return;
  }
  if (result.outcome() == v1::REPORT_OUTCOME_DUPLICATE) {
    ++summary.duplicate;
    return;
  }
  ++summary.refused;
  for (const v1::FieldViolation& violation : result.violations()) {
    summary.problems.push_back({{file, row.line, 1}, violation.field(), violation.description()});
  }
  if (result.violations().empty()) summary.problems.push_back({{file, row.line, 1}, "", "被拒绝，没有说明原因"});
}

absl::Status SendRows(const ImportOptions& options, const std::string& jurisdiction, const std::string& source,
                      const HistoryFile& history, Summary& summary, Context& context) {
  const StreamTarget target{jurisdiction, source, context.client.settings().actor, NewRequestId(),
                            static_cast<size_t>(options.batch_size)};
  int64_t done = 0;
  const auto total = static_cast<int64_t>(history.rows.size());
  Progress progress("导入", context.output);
  const auto position =
      StreamHistory(target, history.rows, context.client, [&](const HistoryRow& row, const v1::ReportResult& result) {
        Count(options.file, row, result, summary);
        progress.Show(++done, total);
      });
  if (!position.ok()) return position.status();
  summary.position = *position;
  NoteWritten(context, jurisdiction, *position);
  return absl::OkStatus();
}

}  // namespace

Outcome Run(const ImportOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto text = yaml::ReadTextFile(options.file, kMaxHistoryBytes);
  if (!text.ok()) return UsageError(std::string(text.status().message()));
  const auto conditions = FetchConditions(*jurisdiction, context);
  if (!conditions.ok()) return conditions.status();
  HistoryFile history = ReadHistory(options.file, *text, conditions->work_days, options.publication_working_days);
  Summary summary;
  if (const absl::Status chosen = Choose(options, *conditions, history, summary); !chosen.ok()) return chosen;
  summary.rows = history.rows_read;
  summary.refused = history.rows_read - summary.later - static_cast<int>(history.rows.size());
  summary.problems = history.problems;
  absl::Status sent;
  if (options.dry_run) {
    summary.accepted = static_cast<int>(history.rows.size());
  } else {
    const std::string source = options.source.empty() ? SourceOf(*text, *conditions) : options.source;
    sent = SendRows(options, *jurisdiction, source, history, summary, context);
  }
  TellProblems(summary, context.output);
  if (!sent.ok()) {
    context.output.Remark(absl::StrCat("导入中断：已受理 ", summary.accepted, " 行；再运行一次即可接着导入\n"));
    return sent;
  }
  TellSummary(options.file, options, summary, context.output);
  return summary.problems.empty() ? kOk : kRefused;
}

}  // namespace liandu::cli
