#include <google/protobuf/repeated_field.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/list_alerts.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// Of more open alerts the board tells only how many there are.
constexpr int kMaxCountedAlerts = 5000;

using Summaries = google::protobuf::RepeatedPtrField<v1::LightSummary>;

/// A count in its colour; nothing for none, so that the eye finds what is there.
Cell CountCell(int count, Colour colour = Colour::kNone) {
  return count == 0 ? Cell("·", Colour::kDim) : Cell(absl::StrCat(count), colour);
}

void ShowSummaries(const std::string& title, const std::vector<const v1::LightSummary*>& summaries, Output& output) {
  if (summaries.empty()) return;
  Table table({{"灯"},
               {"名称", Align::kLeft, true},
               {"类别", Align::kLeft, true},
               {"红", Align::kRight},
               {"黄", Align::kRight},
               {"绿", Align::kRight},
               {"灰", Align::kRight},
               {"预警", Align::kRight},
               {"说明", Align::kLeft, true}});
  for (const v1::LightSummary* summary : summaries) {
    table.AddRow({LightCell(summary->light()),
                  summary->display_name().empty() ? summary->id() : summary->display_name(), summary->group(),
                  CountCell(summary->red(), Colour::kRed), CountCell(summary->yellow(), Colour::kYellow),
                  CountCell(summary->green(), Colour::kGreen), CountCell(summary->grey(), Colour::kGrey),
                  CountCell(summary->open_alerts()), summary->reason()});
  }
  output.Text(absl::StrCat(
      "\n", Paint(absl::StrCat(title, "（", summaries.size(), "）"), Colour::kBold, output.screen()), "\n"));
  output.Show(table);
}

std::vector<const v1::LightSummary*> OfKind(const Summaries& summaries, bool services) {
  std::vector<const v1::LightSummary*> chosen;
  for (const v1::LightSummary& summary : summaries) {
    if ((summary.chain_kind() == v1::CHAIN_KIND_SERVICE_INDUSTRY) == services) chosen.push_back(&summary);
  }
  return chosen;
}

void ShowHeadline(const v1::GetBoardResponse& board, const std::string& id, const model::CivilTime& civil_time,
                  Output& output) {
  const v1::LightSummary& city = board.jurisdiction();
  const Screen& screen = output.screen();
  const Cell light = LightCell(city.light());
  const std::string name = CleanText(city.display_name().empty() ? id : city.display_name());
  output.Text(absl::StrCat(Paint(name, Colour::kBold, screen), "  ", Paint(light.text, light.colour, screen),
                           city.reason().empty() ? "" : absl::StrCat("  ", CleanText(city.reason())), "\n"));
  output.Text(absl::StrCat("时钟  ", ShowMomentWithOffset(board.clock_time(), civil_time), "（",
                           NameOf(board.clock_mode()), "）\n"));
  const int lights = city.red() + city.yellow() + city.green() + city.grey();
  output.Text(absl::StrCat("灯    ", Paint(absl::StrCat("红 ", city.red()), Colour::kRed, screen), "  ",
                           Paint(absl::StrCat("黄 ", city.yellow()), Colour::kYellow, screen), "  ",
                           Paint(absl::StrCat("绿 ", city.green()), Colour::kGreen, screen), "  ",
                           Paint(absl::StrCat("灰 ", city.grey()), Colour::kGrey, screen), "，共 ", lights, " 盏\n"));
  const std::string counted =
      absl::StrCat("每个目标、每个节点一盏灯，同一组目标合为一盏（目标 ", board.target_count(), " 个，节点 ",
                   board.milestone_count(), " 个；已有填报 ", board.report_count(), " 条）");
  output.Text(Paragraph("", counted, 6, screen));
  output.Text(absl::StrCat("预警  ", board.open_red() + board.open_yellow() + board.open_blue(), " 条未解除：",
                           Paint(absl::StrCat("红 ", board.open_red()), Colour::kRed, screen), "  ",
                           Paint(absl::StrCat("黄 ", board.open_yellow()), Colour::kYellow, screen), "  ",
                           Paint(absl::StrCat("蓝 ", board.open_blue()), Colour::kBlue, screen), "\n"));
}

/// Open alerts by condition; nothing when there are none, or too many to be fetched for a count.
absl::Status ShowConditions(const v1::GetBoardResponse& board, const std::string& jurisdiction, Context& context) {
  const int open = board.open_red() + board.open_yellow() + board.open_blue();
  if (open == 0 || open > kMaxCountedAlerts) return absl::OkStatus();
  v1::ListAlertsRequest request;
  request.set_jurisdiction(jurisdiction);
  const auto list = ListAllAlerts(request, context);
  if (!list.ok()) return list.status();
  std::map<v1::Condition, std::array<int, v1::Severity_ARRAYSIZE>> counts;
  for (const v1::Alert& alert : list->alerts()) {
    if (v1::Severity_IsValid(alert.severity())) ++counts[alert.condition()].at(alert.severity());
  }
  Table table({{"未解除的预警"}, {"红", Align::kRight}, {"黄", Align::kRight}, {"蓝", Align::kRight}});
  for (const auto& [condition, by_severity] : counts) {
    table.AddRow({NameOf(condition), CountCell(by_severity[v1::SEVERITY_RED], Colour::kRed),
                  CountCell(by_severity[v1::SEVERITY_YELLOW], Colour::kYellow),
                  CountCell(by_severity[v1::SEVERITY_BLUE], Colour::kBlue)});
  }
  context.output.Text("\n");
  context.output.Show(table);
  return absl::OkStatus();
}

/// How units deal with what they are responsible for; times in calendar days.
void ShowResponses(const v1::GetBoardResponse& board, Output& output) {
  Table table({{"单位办理预警", Align::kLeft, true},
               {"未解除", Align::kRight},
               {"待签收", Align::kRight},
               {"逾期", Align::kRight},
               {"平均签收(天)", Align::kRight},
               {"平均反馈(天)", Align::kRight},
               {"平均销号(天)", Align::kRight}});
  const auto mean = [](const v1::StepTimes& times) {
    return times.mean_days().empty() ? Cell("·", Colour::kDim) : Cell(times.mean_days());
  };
  for (const v1::UnitResponse& unit : board.responses()) {
    const std::string& name = unit.display_name().empty() ? unit.unit() : unit.display_name();
    table.AddRow({name.empty() ? "责任单位未明确" : name, CountCell(unit.open()), CountCell(unit.unacknowledged()),
                  CountCell(unit.overdue(), Colour::kRed), mean(unit.acknowledge()), mean(unit.answer()),
                  mean(unit.close())});
  }
  if (table.empty()) return;
  output.Text("\n");
  output.Show(table);
}

void ShowGreyReasons(const v1::GetBoardResponse& board, Output& output) {
  if (board.grey_reasons().empty()) return;
  Table table({{"灰灯的原因"}, {"目标", Align::kRight}});
  for (const v1::ReasonCount& reason : board.grey_reasons()) {
    table.AddRow({NameOfReason(reason.reason()), absl::StrCat(reason.count())});
  }
  output.Text("\n");
  output.Show(table);
}

}  // namespace

Outcome Run(const BoardOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::GetBoardRequest request;
  request.set_jurisdiction(*jurisdiction);
  const auto board = Query(context, Door::kEvaluator, &v1::SupervisionService::Stub::GetBoard, request);
  if (!board.ok()) return board.status();
  if (context.output.json()) {
    context.output.Document(*board);
    return kOk;
  }
  ShowHeadline(*board, *jurisdiction, FetchCivilTime(context, *jurisdiction), context.output);
  ShowSummaries("产业链", OfKind(board->chains(), false), context.output);
  ShowSummaries("现代服务业", OfKind(board->chains(), true), context.output);
  if (options.units) {
    std::vector<const v1::LightSummary*> units;
    for (const v1::LightSummary& unit : board->units()) units.push_back(&unit);
    ShowSummaries("单位", units, context.output);
    ShowResponses(*board, context.output);
  }
  ShowGreyReasons(*board, context.output);
  if (const absl::Status shown = ShowConditions(*board, *jurisdiction, context); !shown.ok()) return shown;
  return kOk;
}

}  // namespace liandu::cli
