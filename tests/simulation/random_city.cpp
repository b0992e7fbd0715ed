#include "random_city.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "evaluator/scenario/catalogue_lines.h"
#include "model/civil_time.h"
#include "wire/wire.h"

namespace liandu::simulation {

using eventlog::AppendItem;
using eventlog::ClockChange;
using eventlog::ClockMode;
using model::Date;
using model::Instant;

namespace {

constexpr int kTargets = 14;
constexpr int64_t kHourMs = 3'600'000;

Instant At(int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }
Date DayOf(int64_t ms) { return model::CivilTime().DateAt(At(ms)); }
model::ClockMode ModelOf(ClockMode mode) { return static_cast<model::ClockMode>(mode); }
static_assert(static_cast<int>(ClockMode::kSandbox) == static_cast<int>(model::ClockMode::kSandbox));
static_assert(static_cast<int>(ClockMode::kImporting) == static_cast<int>(model::ClockMode::kImporting));

/// With what a line leaves out and the contract asks for.
model::Resource ResourceOf(const std::string& line) {
  model::Resource resource = scenarios::ResourceOfLine(line);
  if (auto* item = std::get_if<model::Item>(&resource)) {
    item->kind = model::ItemKind::kPublish;
    item->list = model::ItemList::kKeyTasks;
  }
  return resource;
}

}  // namespace

RandomCity::RandomCity(Dice& dice, std::string id, ClockMode mode, int64_t clock_ms)
    : dice_(dice), id_(std::move(id)), mode_(mode), clock_ms_(clock_ms), year_(DayOf(clock_ms).year()) {}

std::string RandomCity::Day(int years_on, const char* month_and_day) const {
  return absl::StrCat(year_ + years_on, "-", month_and_day);
}

AppendItem RandomCity::Next(int64_t now_ms, const std::vector<SeenAlert>& seen) {
  if (!opened_) return Open();
  if (version_ == 0) return Apply(WholeCatalogue());
  if (importing() && dice_.Chance(3)) return GoLive(now_ms);
  if (importing()) clock_ms_ = std::min(now_ms, clock_ms_ + dice_.Roll(0, 15 * 24) * kHourMs);
  const int64_t today_ms = mode_ == ClockMode::kLive ? now_ms : clock_ms_;
  AppendItem item;
  if (mode_ == ClockMode::kSandbox && dice_.Chance(25)) {
    item = Advance();
  } else if (!seen.empty() && dice_.Chance(20)) {
    item = Act(seen, DayOf(today_ms));
  } else if (dice_.Chance(18)) {
    item = ChangeCatalogue();
  } else {
    item = Report(DayOf(today_ms));
  }
  if (importing()) item.own_at_ms = clock_ms_;
  return item;
}

AppendItem RandomCity::Open() {
  opened_ = true;
  AppendItem item = ItemOf(model::JurisdictionOpened{ModelOf(mode_), At(clock_ms_)});
  item.clock_change = ClockChange{ClockChange::Kind::kOpen, mode_, clock_ms_};
  return item;
}

AppendItem RandomCity::GoLive(int64_t now_ms) {
  mode_ = dice_.Chance(50) ? ClockMode::kLive : ClockMode::kSandbox;
  if (mode_ == ClockMode::kSandbox) clock_ms_ = std::min(now_ms, clock_ms_ + dice_.Roll(0, 60 * 24) * kHourMs);
  AppendItem item = ItemOf(model::JurisdictionWentLive{ModelOf(mode_), At(clock_ms_)});
  item.clock_change = ClockChange{ClockChange::Kind::kGoLive, mode_, clock_ms_};
  return item;
}

AppendItem RandomCity::Advance() {
  clock_ms_ += dice_.Roll(1, 40 * 24) * kHourMs;
  AppendItem item = ItemOf(model::ClockAdvanced{At(clock_ms_)});
  item.clock_change = ClockChange{ClockChange::Kind::kAdvance, mode_, clock_ms_};
  return item;
}

AppendItem RandomCity::Act(const std::vector<SeenAlert>& seen, Date today) {
  // Of another city's alert it makes a step on nothing.
  const SeenAlert& alert = seen[static_cast<size_t>(dice_.Roll(0, static_cast<int>(seen.size()) - 1))];
  if (dice_.Chance(15)) return Circulate(alert, today);
  return ItemOf(model::AlertActed{alert.id, alert.sequence, DrawAction(today)});
}

model::AlertAction RandomCity::DrawAction(Date today) {
  using Kind = model::AlertActionKind;
  const Kind kinds[] = {Kind::kAcknowledgement,   Kind::kAcknowledgement,  Kind::kFeedback,
                        Kind::kFeedback,          Kind::kFeedbackReturn,   Kind::kVerification,
                        Kind::kComment,           Kind::kExtensionRequest, Kind::kExtensionRequest,
                        Kind::kExtensionDecision, Kind::kExtensionDecision};
  model::AlertAction action;
  action.kind = kinds[dice_.Roll(0, static_cast<int>(std::size(kinds)) - 1)];
  action.note = dice_.Chance(50) ? "已安排" : "说明";
  if (action.kind == Kind::kFeedback) action.feedback = {"原因", "措施", today + dice_.Roll(-1, 20)};
  if (action.kind == Kind::kExtensionRequest) {
    action.extension_request.kind =
        dice_.Chance(70) ? model::ExtensionKind::kExtension : model::ExtensionKind::kExcusal;
    action.extension_request.until = today + dice_.Roll(0, 30);
  }
  if (action.kind == Kind::kExtensionDecision) {
    action.granted = dice_.Chance(60);
    if (dice_.Chance(30)) action.extension_request.until = today + dice_.Roll(0, 20);
  }
  return action;
}

AppendItem RandomCity::Circulate(const SeenAlert& alert, Date today) {
  model::Circular circular;
  circular.id = absl::StrCat(today.year(), "-", ++circulars_);
  circular.display_name = "通报";
  circular.date = circular.period_start = circular.period_end = today;
  circular.reply_due_date = today + dice_.Roll(0, 15);
  circular.entries.push_back({alert.id, "U0", model::Condition::kOverdue, model::Severity::kRed, "逾期", 1, {}});
  return Apply({{circular}, {}});
}

AppendItem RandomCity::Report(Date today) {
  if (!sent_.empty() && dice_.Chance(12)) {
    return ItemOf(sent_[static_cast<size_t>(dice_.Roll(0, static_cast<int>(sent_.size()) - 1))]);
  }
  model::ReportsReceived received{"sim", {}};
  for (int i = dice_.Roll(1, 4); i > 0; --i) received.reports.push_back(DrawReport(today));
  sent_.push_back(received);
  return ItemOf(std::move(received));
}

model::Report RandomCity::DrawReport(Date today) {
  if (dice_.Chance(10)) {
    const auto state = dice_.Chance(50) ? model::MilestoneState::kDone : model::MilestoneState::kStarted;
    return {model::MilestoneReport{"M", dice_.Chance(50) ? "a" : "b", state, today, ""}, 0, std::nullopt};
  }
  if (dice_.Chance(10)) {
    const auto period = model::Period::Parse(absl::StrCat(year_ + dice_.Roll(0, 1), "Q", dice_.Roll(1, 4))).value();
    return {model::ObligationReport{"O", period, today, ""}, 0, std::nullopt};
  }
  const auto published = dice_.Chance(30) ? std::optional(today - dice_.Roll(0, 9)) : std::nullopt;
  return {DrawIndicatorReport(today), 0, published};
}

model::IndicatorReport RandomCity::DrawIndicatorReport(Date today) {
  const Date month_end = Date(today.year(), static_cast<unsigned>(today.ymd().month()), 1) - 1;
  model::IndicatorReport report;
  report.indicator = absl::StrCat("I", dice_.Roll(0, 5));
  report.period = {month_end, month_end, true};
  if (dice_.Chance(25)) report.period = model::Period::Parse(std::to_string(today.year() - 1)).value();
  if (dice_.Chance(10)) report.period = model::Period::Parse(absl::StrCat(today.year() - 1, "H2")).value();
  report.value = model::Decimal{dice_.Roll(0, 1800), 1};
  if (dice_.Chance(15)) report.bound = static_cast<model::Bound>(dice_.Roll(0, 5));
  report.revision = dice_.Roll(0, 3);
  report.preliminary = dice_.Chance(10);
  report.source = dice_.Chance(80) ? "统计局" : "简报";
  return report;
}

std::string RandomCity::TargetLine(int number) {
  const char* flows[] = {"flow ge", "flow gt", "flow le", "flow about"};
  const char* levels[] = {"level ge", "level le", "level about"};
  const char* rates[] = {"rate ge", "rate lt", "rate about"};
  const int indicator = dice_.Roll(0, 5);
  const char* measure = indicator < 3 ? flows[dice_.Roll(0, 3)] : levels[dice_.Roll(0, 2)];
  if (indicator == 5) measure = rates[dice_.Roll(0, 2)];
  const std::string first = Day(0, "01-01");
  const std::string windows[] = {
      absl::StrCat("from=", first, " due=", Day(0, "12-31")), absl::StrCat("from=", first, " due=", Day(1, "12-31")),
      absl::StrCat("from=", Day(1, "01-01"), " due=", Day(1, "12-31")),
      absl::StrCat("from=", Day(-1, "01-01"), " due=", Day(1, "12-31"), " each_year"), std::string("standing")};
  return absl::StrCat("target T", number, " indicator=I", indicator, " programme=P", dice_.Roll(0, 1), " ", measure,
                      " ", dice_.Roll(1, 3) * 50, " ", windows[dice_.Chance(90) ? dice_.Roll(0, 3) : 4], " chains=C",
                      dice_.Roll(0, 1), dice_.Chance(60) ? absl::StrCat(" base=20@", Day(-2, "12-31")) : "",
                      dice_.Chance(30) ? " lead=U2" : "", dice_.Chance(15) ? " redacted" : "",
                      dice_.Chance(20) ? " stretch" : "", dice_.Chance(20) ? " core" : "",
                      dice_.Chance(20) ? " labels=a:1" : "");
}

model::CatalogueApplied RandomCity::WholeCatalogue() {
  const char* cadences[] = {"", "monthly", "quarterly", "continuous"};
  std::vector<std::string> lines = {
      "measure 家 count 1",
      "measure 亿元 money 1",
      "measure % percent 1",
      absl::StrCat("calendar cn off=", Day(0, "10-01"), "..", Day(0, "10-07"), " work=", Day(0, "09-29")),
      absl::StrCat("jurisdiction ", id_, " calendar=cn since=", Day(0, "01-01")),
      "unit U0",
      "unit U1 parent=U0",
      "unit U2 parent=U1",
      absl::StrCat("programme P0 issuer=U0 from=", Day(0, "01-01"), " to=", Day(1, "12-31")),
      absl::StrCat("programme P1 issuer=U2", dice_.Chance(50) ? " draft" : "", " from=", Day(0, "01-01")),
      absl::StrCat("post L0 unit=U0 to=", Day(0, "11-30")),
      "chain C0 leader=L0",
      "chain C1 lead=U1",
      absl::StrCat("item M programme=P0 chains=C0 milestones=a@", Day(0, "09-30"), ",b@", Day(1, "03-31")),
      absl::StrCat("obligation O programme=P0 quarterly lead=U1 from=", Day(0, "01-01"), " days=", dice_.Roll(5, 20)),
      "requirement R programme=P0",
      "requirement Q lead_unit programme=P0",
      "policy red=1/3 yellow=2/5 blue=4/0"};
  const char* units[] = {"家", "家", "亿元", "家", "亿元", "%"};
  for (int i = 0; i < 6; ++i) {
    lines.push_back(absl::StrCat("indicator I", i, " unit=", units[i], " ", cadences[dice_.Roll(0, 3)]));
  }
  for (int t = 0; t < kTargets; ++t) lines.push_back(TargetLine(t));
  model::CatalogueApplied applied;
  for (const std::string& line : lines) applied.put.push_back(ResourceOf(line));
  model::Conflict conflict;
  conflict.id = "X0";
  conflict.kind = "different_numbers";
  conflict.targets = {"T0", "T1"};
  conflict.description = "两份文件的数字不同";
  applied.put.push_back(conflict);
  return applied;
}

AppendItem RandomCity::ChangeCatalogue() {
  model::CatalogueApplied applied;
  if (dice_.Chance(60)) {
    for (int i = dice_.Roll(1, 3); i > 0; --i) {
      applied.put.push_back(ResourceOf(TargetLine(dice_.Roll(0, kTargets - 1))));
    }
  } else if (dice_.Chance(40)) {
    applied.removed.push_back({model::ResourceKind::kTarget, absl::StrCat("T", dice_.Roll(0, kTargets - 1))});
  } else if (dice_.Chance(50)) {
    const std::string line = absl::StrCat("post L0 unit=U0", dice_.Chance(50) ? " vacant" : "");
    applied.put.push_back(ResourceOf(line));
  } else {
    auto city = std::get<model::Jurisdiction>(
        ResourceOf(absl::StrCat("jurisdiction ", id_, " calendar=cn since=", Day(0, "01-01"))));
    city.settings.behind_yellow_lag_points = model::Decimal{dice_.Roll(5, 20), 0};
    applied.put.push_back(city);
  }
  return Apply(applied);
}

AppendItem RandomCity::Apply(const model::CatalogueApplied& applied) {
  AppendItem item;
  item.jurisdiction = id_;
  item.catalogue_version = version_;
  ++version_;
  // In pieces, as a large catalogue comes.
  model::CatalogueApplied piece{{}, applied.removed};
  for (const model::Resource& resource : applied.put) {
    item.catalogue_writes.push_back(
        {wire::RecordKey({model::KindOf(resource), model::IdOf(resource)}), wire::EncodeResource(resource)});
    piece.put.push_back(resource);
    if (dice_.Chance(10)) item.payloads.push_back(Encode(std::exchange(piece, {})));
  }
  for (const model::ResourceKey& key : applied.removed) {
    item.catalogue_writes.push_back({wire::RecordKey(key), std::nullopt});
  }
  item.payloads.push_back(Encode(std::move(piece)));
  return item;
}

std::string RandomCity::Encode(model::EventBody body) const {
  return wire::EncodeEvent({id_, "统计员", "", version_, std::move(body)});
}

AppendItem RandomCity::ItemOf(model::EventBody body) const {
  AppendItem item;
  item.jurisdiction = id_;
  item.payloads = {Encode(std::move(body))};
  return item;
}

}  // namespace liandu::simulation
