// What the board is made of.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "notifier/inbound/page/grpc_page_source.h"
#include "notifier/inbound/page/page_messages.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

constexpr int kLines = 30;
constexpr int kDays = 30;
constexpr int kMaxTargetPages = 20;
constexpr int kTargetPage = 1000;
constexpr int kDueSoonPage = 200;

bool IsSettled(const v1::TargetVerdict& target) {
  return target.final() || target.reason() == "met" || target.reason() == "missed" || target.reason() == "reached";
}

void AddConcerns(const v1::ListAlertsResponse& alerts, ContextQuestion& question) {
  for (const v1::Alert& alert : alerts.alerts()) question.alerts.push_back({alert.responsible_unit(), {}, ""});
}

/// The alerts' lines; their names are those from `first` on.
std::vector<BoardLine> LinesOf(const v1::ListAlertsResponse& alerts, const PageContextAnswer& context, size_t first) {
  std::vector<BoardLine> lines;
  for (const v1::Alert& alert : alerts.alerts()) {
    lines.push_back(LineOf(wire::AlertFromProto(alert), context.names[first++].responsible_unit));
  }
  return lines;
}

void AddTargets(const std::vector<v1::TargetVerdict>& targets, const v1::GetBoardResponse& summary,
                std::vector<BoardLine>& lines) {
  std::map<std::string, std::string> units;
  for (const v1::LightSummary& unit : summary.units()) units[unit.id()] = unit.display_name();
  for (const v1::TargetVerdict& target : targets) {
    const auto unit = units.find(target.lead_unit());
    lines.push_back(LineOf(target, unit == units.end() ? target.lead_unit() : unit->second));
  }
  std::stable_sort(lines.begin(), lines.end(), [](const BoardLine& a, const BoardLine& b) { return a.due < b.due; });
}

void FillLights(const v1::GetBoardResponse& summary, BoardPage& page) {
  page.city = LightOf(summary.jurisdiction());
  page.open_red = summary.open_red();
  page.open_yellow = summary.open_yellow();
  page.open_blue = summary.open_blue();
  for (const v1::LightSummary& chain : summary.chains()) page.chains.push_back(LightOf(chain));
}

}  // namespace

absl::StatusOr<v1::ListAlertsResponse> GrpcPageSource::OpenAlerts(const std::string& jurisdiction,
                                                                  v1::Severity min_severity, v1::Condition condition,
                                                                  int page_size) const {
  v1::ListAlertsRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_min_severity(min_severity);
  request.set_condition(condition);
  request.set_page_size(page_size);
  return Call(*evaluator_, &v1::SupervisionService::StubInterface::ListAlerts, request);
}

absl::StatusOr<std::vector<v1::TargetVerdict>> GrpcPageSource::TargetsDue(const std::string& jurisdiction,
                                                                          model::Date from, model::Date until) const {
  std::vector<v1::TargetVerdict> due;
  v1::ListTargetsRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_page_size(kTargetPage);
  for (int page = 0; page < kMaxTargetPages; ++page) {
    const auto response = Call(*evaluator_, &v1::SupervisionService::StubInterface::ListTargets, request);
    if (!response.ok()) return response.status();
    for (const v1::TargetVerdict& target : response->targets()) {
      const auto date = model::Date::Parse(target.due_date());
      if (date.ok() && from <= *date && *date <= until && !IsSettled(target)) due.push_back(target);
    }
    if (response->next_page_token().empty()) break;
    request.set_page_token(response->next_page_token());
  }
  return due;
}

absl::StatusOr<BoardPage> GrpcPageSource::GetBoard(const std::string& jurisdiction) {
  v1::GetBoardRequest request;
  request.set_jurisdiction(jurisdiction);
  const auto summary = Call(*evaluator_, &v1::SupervisionService::StubInterface::GetBoard, request);
  if (!summary.ok()) return summary.status();
  const auto late = OpenAlerts(jurisdiction, v1::SEVERITY_YELLOW, v1::CONDITION_UNSPECIFIED, kLines);
  if (!late.ok()) return late.status();
  const auto soon = OpenAlerts(jurisdiction, v1::SEVERITY_UNSPECIFIED, v1::CONDITION_DUE_SOON, kDueSoonPage);
  if (!soon.ok()) return soon.status();
  ContextQuestion question{jurisdiction, "", "", {}};
  AddConcerns(*late, question);
  AddConcerns(*soon, question);
  const absl::StatusOr<PageContextAnswer> context = GetContext(question);
  if (!context.ok()) return context.status();

  BoardPage page;
  page.frame.jurisdiction = context->jurisdiction;
  page.frame.civil_time = context->civil_time;
  page.frame.now = wire::FromTimestamp(summary->clock_time());
  FillLights(*summary, page);
  page.late = LinesOf(*late, *context, 0);
  page.late_count = page.open_red + page.open_yellow;
  page.coming = LinesOf(*soon, *context, page.late.size());
  const model::Date today = page.frame.civil_time.DateAt(page.frame.now);
  page.coming_until = today + kDays;
  const auto targets = TargetsDue(jurisdiction, today, page.coming_until);
  if (!targets.ok()) return targets.status();
  AddTargets(*targets, *summary, page.coming);
  page.coming_count = static_cast<int>(page.coming.size());
  if (page.coming.size() > kLines) page.coming.resize(kLines);
  return page;
}

}  // namespace liandu::notifier
