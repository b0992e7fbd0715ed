#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/show/enum_text.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/csv.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// What every row of an export begins with: which form, which results, of which day.
std::vector<std::string> BasisFields(const v1::ScoreBasis& basis, const model::CivilTime& civil_time) {
  return {absl::StrCat(basis.format_version()),
          EnumSlug(*v1::ScoreKind_descriptor(), basis.kind()),
          basis.assessment().id(),
          EnumSlug(*v1::AssessmentState_descriptor(), basis.state()),
          basis.has_frozen_time() ? ShowDate(basis.frozen_time(), civil_time) : "",
          ShowDate(basis.clock_time(), civil_time)};
}

void Append(std::vector<std::string>& fields, std::vector<std::string> more) {
  for (std::string& field : more) fields.push_back(std::move(field));
}

const std::vector<std::string> kBasisHeader = {"format_version", "kind",        "assessment",
                                               "state",          "frozen_date", "clock_date"};

void ExportTable(const v1::GetLeagueTableResponse& table, const model::CivilTime& civil_time, Output& output) {
  std::vector<std::string> header = kBasisHeader;
  Append(header, {"rank", "id", "display_name", "score", "red", "yellow", "green", "grey", "reason", "current_score"});
  output.Text(CsvLine(header));
  for (const v1::ScoreRow& row : table.rows()) {
    std::vector<std::string> fields = BasisFields(table.basis(), civil_time);
    Append(fields, {row.rank() == 0 ? "" : absl::StrCat(row.rank()), row.id(), row.display_name(), row.score(),
                    absl::StrCat(row.red()), absl::StrCat(row.yellow()), absl::StrCat(row.green()),
                    absl::StrCat(row.grey()), row.reason(), row.current_score()});
    output.Text(CsvLine(fields));
  }
}

void ExportLines(const v1::GetScoreResponse& score, const model::CivilTime& civil_time, Output& output) {
  std::vector<std::string> header = kBasisHeader;
  Append(header, {"id", "score", "outcome", "display_name", "window", "core", "light", "reason", "weight", "points",
                  "contribution"});
  output.Text(CsvLine(header));
  for (const v1::ScoreLine& line : score.lines()) {
    std::vector<std::string> fields = BasisFields(score.basis(), civil_time);
    Append(fields, {score.row().id(), score.row().score(), line.id(), line.display_name(), line.window(),
                    line.core() ? "1" : "0", EnumSlug(*v1::Light_descriptor(), line.light()), line.reason(),
                    absl::StrCat(line.weight()), line.points(), line.contribution()});
    output.Text(CsvLine(fields));
  }
}

void ShowBasis(const v1::ScoreBasis& basis, const model::CivilTime& civil_time, Output& output) {
  const v1::Assessment& assessment = basis.assessment();
  if (!assessment.id().empty()) {
    const std::string name = assessment.display_name().empty() ? assessment.id() : assessment.display_name();
    output.Fact("考核期", absl::StrCat(CleanText(name), "（", CleanText(assessment.start_date()), " 至 ",
                                       CleanText(assessment.end_date()), "）"));
  }
  std::string state = NameOf(basis.state());
  if (basis.has_frozen_time()) {
    absl::StrAppend(&state, "，冻结于 ", ShowMomentWithOffset(basis.frozen_time(), civil_time));
  } else if (!assessment.id().empty()) {
    absl::StrAppend(&state, "，", CleanText(assessment.freeze_date()), " 冻结");
  }
  output.Fact("结果", state);
  output.Fact("注意", CleanText(basis.note()));
  const v1::ScorePolicy& policy = basis.policy();
  output.Fact("办法", absl::StrCat("绿 ", CleanText(policy.green_points()), " 分，黄 ",
                                   CleanText(policy.yellow_points()), " 分，红 ", CleanText(policy.red_points()),
                                   " 分，灰灯不计；核心的权重 ", policy.core_weight(), "，其余 1；可评不足 ",
                                   policy.min_evaluable(), " 项的不排名；同分同名次，其后名次空出"));
}

Cell ScoreCell(const std::string& score) { return score.empty() ? Cell("·", Colour::kDim) : Cell(score); }
Cell CountCell(int count, Colour colour) {
  return count == 0 ? Cell("·", Colour::kDim) : Cell(absl::StrCat(count), colour);
}

void ShowTable(const v1::GetLeagueTableResponse& table, const model::CivilTime& civil_time, Output& output) {
  output.Text(Paint(absl::StrCat(NameOf(table.basis().kind()), "评分（", table.rows_size(), "）"), Colour::kBold,
                    output.screen()) +
              "\n");
  ShowBasis(table.basis(), civil_time, output);
  const bool frozen = table.basis().state() == v1::ASSESSMENT_STATE_FROZEN;
  std::vector<Column> columns = {{"名次", Align::kRight}, {"名称", Align::kLeft, true}, {"得分", Align::kRight}};
  if (frozen) columns.push_back({"目前", Align::kRight});
  for (const char* light : {"红", "黄", "绿", "灰"}) columns.push_back({light, Align::kRight});
  columns.push_back({"说明", Align::kLeft, true});
  Table shown(columns);
  for (const v1::ScoreRow& row : table.rows()) {
    std::vector<Cell> cells = {row.rank() == 0 ? Cell("·", Colour::kDim) : Cell(absl::StrCat(row.rank())),
                               row.display_name().empty() ? row.id() : row.display_name(), ScoreCell(row.score())};
    if (frozen) cells.push_back(ScoreCell(row.current_score()));
    cells.push_back(CountCell(row.red(), Colour::kRed));
    cells.push_back(CountCell(row.yellow(), Colour::kYellow));
    cells.push_back(CountCell(row.green(), Colour::kGreen));
    cells.push_back(CountCell(row.grey(), Colour::kGrey));
    cells.emplace_back(row.reason());
    shown.AddRow(cells);
  }
  if (!shown.empty()) output.Show(shown);
}

void ShowLines(const v1::GetScoreResponse& score, const model::CivilTime& civil_time, Output& output) {
  const v1::ScoreRow& row = score.row();
  const std::string name = row.display_name().empty() ? row.id() : row.display_name();
  output.Text(absl::StrCat(
      Paint(CleanText(name), Colour::kBold, output.screen()), "  ",
      row.score().empty() ? "没有得分" : absl::StrCat(CleanText(row.score()), " 分"),
      row.rank() == 0 ? absl::StrCat("，", CleanText(row.reason())) : absl::StrCat("，第 ", row.rank(), " 名"), "\n"));
  ShowBasis(score.basis(), civil_time, output);
  Table table({{"灯"},
               {"目标、节点"},
               {"名称", Align::kLeft, true},
               {"窗口"},
               {"判定", Align::kLeft, true},
               {"权重", Align::kRight},
               {"分值", Align::kRight},
               {"得分", Align::kRight}});
  for (const v1::ScoreLine& line : score.lines()) {
    table.AddRow({LightCell(line.light()), absl::StrCat(line.id(), line.core() ? "（核心）" : ""), line.display_name(),
                  ShowPeriod(line.window()), NameOfReason(line.reason()), absl::StrCat(line.weight()),
                  ScoreCell(line.points()), ScoreCell(line.contribution())});
  }
  if (!table.empty()) output.Show(table);
  if (score.outcomes_left_out() > 0) {
    output.Text(absl::StrCat("考核期另有 ", score.outcomes_left_out(), " 项计入得分，冻结时没有保留明细\n"));
  }
}

}  // namespace

Outcome Run(const ScoresOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto show = [&](const auto& answer, const auto& write, const auto& write_csv) -> Outcome {
    if (!answer.ok()) return answer.status();
    if (context.output.json()) {
      context.output.Document(*answer);
    } else if (options.csv) {
      write_csv(*answer, FetchCivilTime(context, *jurisdiction), context.output);
    } else {
      write(*answer, FetchCivilTime(context, *jurisdiction), context.output);
    }
    return kOk;
  };
  if (options.id.empty()) {
    v1::GetLeagueTableRequest request;
    request.set_jurisdiction(*jurisdiction);
    request.set_kind(options.kind);
    request.set_assessment(options.assessment);
    return show(Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetLeagueTable, request), ShowTable,
                ExportTable);
  }
  v1::GetScoreRequest request;
  request.set_jurisdiction(*jurisdiction);
  request.set_kind(options.kind);
  request.set_id(options.id);
  request.set_assessment(options.assessment);
  return show(Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetScore, request), ShowLines,
              ExportLines);
}

}  // namespace liandu::cli
