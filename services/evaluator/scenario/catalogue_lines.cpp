#include "evaluator/scenario/catalogue_lines.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "evaluator/scenario/loop_lines.h"
#include "evaluator/scenario/oversight_lines.h"

namespace liandu::scenarios {
namespace {

using model::Comparator;
using model::Measure;

template <typename Value>
Value Pick(const Words& words, const std::map<std::string, Value>& choices, Value otherwise) {
  for (const auto& [word, value] : choices) {
    if (words.Has(word)) return value;
  }
  return otherwise;
}

const std::map<std::string, model::Cadence> kCadences = {
    {"monthly", model::Cadence::kMonthly},        {"quarterly", model::Cadence::kQuarterly},
    {"half_yearly", model::Cadence::kHalfYearly}, {"yearly", model::Cadence::kYearly},
    {"mid_term", model::Cadence::kMidTerm},       {"final", model::Cadence::kFinal}};

model::Jurisdiction JurisdictionOf(const Words& words) {
  model::Jurisdiction jurisdiction;
  jurisdiction.id = words.plain[1];
  jurisdiction.display_name = words.plain[1];
  jurisdiction.utc_offsets = {{std::nullopt, 480}};
  jurisdiction.supervised_since = DateOf(words, "since");
  jurisdiction.work_calendar = words.Get("calendar");
  return jurisdiction;
}

model::WorkCalendar CalendarOf(const Words& words) {
  model::WorkCalendar calendar;
  calendar.id = words.plain[1];
  const auto ranges = [](const std::vector<std::string>& texts) {
    std::vector<model::CalendarDays> days;
    for (const std::string& text : texts) {
      const std::vector<std::string> ends = absl::StrSplit(text, "..");
      days.push_back({ReadDate(ends.front()), ReadDate(ends.back())});
    }
    return days;
  };
  calendar.days_off = ranges(words.List("off"));
  calendar.working_days = ranges(words.List("work"));
  return calendar;
}

model::Programme ProgrammeOf(const Words& words) {
  model::Programme programme;
  programme.id = programme.display_name = words.plain[1];
  programme.issuer = words.Get("issuer");
  programme.start_date = DateOf(words, "from");
  programme.end_date = DateOf(words, "to");
  programme.parent = words.Get("parent");
  programme.supersedes = words.List("supersedes");
  programme.standing = words.Has("draft") ? model::ProgrammeStanding::kDraft : model::ProgrammeStanding::kInForce;
  return programme;
}

model::Chain ChainOf(const Words& words) {
  model::Chain chain;
  chain.id = chain.display_name = words.plain[1];
  chain.kind = words.Has("service") ? model::ChainKind::kServiceIndustry : model::ChainKind::kIndustryChain;
  chain.leader_post = words.Get("leader");
  chain.lead_unit = words.Get("lead");
  chain.main_parks = words.List("parks");
  chain.anchor_enterprises = words.List("anchors");
  chain.task_group = words.Get("task_group");
  chain.group = words.Get("group");
  return chain;
}

model::Indicator IndicatorOf(const Words& words) {
  model::Indicator indicator;
  indicator.id = words.plain[1];
  indicator.display_name = words.Get("name").empty() ? words.plain[1] : words.Get("name");
  indicator.unit_of_measure = words.Get("unit");
  indicator.reporter = words.Get("reporter");
  indicator.cadence = Pick(words, kCadences, model::Cadence::kUnspecified);
  indicator.direction = Pick<model::Direction>(
      words, {{"down", model::Direction::kDown}, {"both", model::Direction::kBoth}}, model::Direction::kUp);
  indicator.continuous = words.Has("continuous");
  indicator.once_only = words.Has("once_only");
  indicator.statistical_scope = words.Get("scope");
  indicator.formula = words.Get("formula");
  indicator.part_of = words.Get("part_of");
  indicator.member = words.Get("member");
  return indicator;
}

const std::map<std::string, Comparator> kComparators = {
    {"ge", Comparator::kGe},        {"gt", Comparator::kGt},       {"le", Comparator::kLe},
    {"lt", Comparator::kLt},        {"about", Comparator::kAbout}, {"between", Comparator::kBetween},
    {"double", Comparator::kDouble}};
const std::map<std::string, Measure> kMeasures = {{"level", Measure::kLevel},
                                                  {"flow", Measure::kFlow},
                                                  {"rate", Measure::kRate},
                                                  {"derived", Measure::kDerived},
                                                  {"growth", Measure::kGrowth}};

/// "158@2023-12-31", ">1000@2020-12-31".
std::optional<model::Base> BaseOf(const Words& words) {
  std::string text = words.Get("base");
  if (text.empty()) return std::nullopt;
  model::Base base;
  base.bound = text[0] == '>' ? model::Bound::kMoreThan : model::Bound::kExact;
  if (text[0] == '>') text.erase(0, 1);
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, '@');
  base.value = ReadDecimal(parts.first);
  base.date = ReadDate(parts.second);
  base.inferred = words.Has("inferred_base");
  return base;
}

model::Target TargetOf(const Words& words) {
  model::Target target;
  target.id = words.plain[1];
  target.display_name = words.Get("name");
  target.indicator = words.Get("indicator");
  target.programme = words.Get("programme");
  target.measure = Pick(words, kMeasures, Measure::kUnspecified);
  for (const auto& [word, comparator] : kComparators) {
    if (!words.Has(word)) continue;
    target.comparator = comparator;
    const auto value = words.plain.After(word);
    if (value && *value != "redacted") target.value = ReadDecimal(*value);
  }
  target.upper_value = DecimalOf(words, "upper");
  target.unit_of_measure = words.Get("unit");
  target.chains = words.List("chains");
  target.lead_unit = words.Get("lead");
  target.start_date = DateOf(words, "from");
  target.due_date = DateOf(words, "due");
  target.base = BaseOf(words);
  target.redacted = words.Has("redacted");
  target.ambiguity = words.Get("ambiguity");
  target.due_date_inferred = words.Has("inferred");
  target.each_year = words.Has("each_year");
  target.standing = words.Has("standing");
  target.core = words.Has("core");
  const std::map<std::string, model::ForEach> members = {{"for_each=chain", model::ForEach::kChain},
                                                         {"for_each=park", model::ForEach::kPark},
                                                         {"for_each=district", model::ForEach::kDistrict}};
  if (const auto by = members.find("for_each=" + words.Get("for_each")); by != members.end()) {
    target.for_each = by->second;
  }
  if (!words.Get("divisor").empty()) target.value_divisor = static_cast<int>(ReadWhole(words.Get("divisor")));
  target.labels = LabelsOf(words);
  target.wording = words.Has("stretch") ? model::Wording::kStretch : model::Wording::kFirm;
  return target;
}

/// "draft@2024-05-31", "final@2024-09-30<draft<other/step+20", "final<draft+20c": due date, dependencies, duration in
/// working days (or calendar days, "c").
model::Milestone MilestoneOf(std::string text) {
  model::Milestone milestone;
  if (const size_t plus = text.find('+'); plus != std::string::npos) {
    if (text.back() == 'c') milestone.duration_kind = model::DayKind::kCalendar;
    const bool calendar = milestone.duration_kind == model::DayKind::kCalendar;
    milestone.duration_days =
        static_cast<int>(ReadWhole(text.substr(plus + 1, text.size() - plus - 1 - (calendar ? 1 : 0))));
    text.resize(plus);
  }
  std::vector<std::string> parts = absl::StrSplit(text, '<');
  const std::vector<std::string> named = absl::StrSplit(parts.front(), '@');
  milestone.id = milestone.display_name = named.front();
  if (named.size() > 1) milestone.due_date = ReadDate(named[1]);
  milestone.depends_on.assign(parts.begin() + 1, parts.end());
  return milestone;
}

/// Milestones read "milestones=draft@2024-05-31,final@2024-09-30<draft+20", attributes
/// "attributes=investment:25,leading:true".
model::Item ItemOf(const Words& words) {
  model::Item item;
  item.id = words.plain[1];
  item.display_name = words.Get("name").empty() ? words.plain[1] : words.Get("name");
  item.programme = words.Get("programme");
  item.lead_unit = words.Get("lead");
  item.chains = words.List("chains");
  item.list = words.Get("list") == "key_projects" ? model::ItemList::kKeyProjects : model::ItemList::kUnspecified;
  item.stage_machine = words.Get("machine");
  item.park = words.Get("park");
  item.district = words.Get("district");
  item.attributes = AttributesOf(words);
  for (const std::string& text : words.List("milestones")) {
    model::Milestone milestone = MilestoneOf(text);
    milestone.due_date_inferred = words.Has("inferred");
    milestone.core = words.Has("core");
    item.milestones.push_back(std::move(milestone));
  }
  item.stages = words.List("stages");
  item.labels = LabelsOf(words);
  return item;
}

model::Obligation ObligationOf(const Words& words) {
  model::Obligation obligation;
  obligation.id = obligation.display_name = words.plain[1];
  obligation.programme = words.Get("programme");
  obligation.lead_unit = words.Get("lead");
  obligation.cadence = Pick(words, kCadences, model::Cadence::kUnspecified);
  obligation.start_date = DateOf(words, "from");
  obligation.end_date = DateOf(words, "to");
  obligation.labels = LabelsOf(words);
  if (!words.Get("days").empty()) obligation.due_working_days = static_cast<int>(ReadWhole(words.Get("days")));
  return obligation;
}

/// Stages read "stages=储备@90,签约@60,开工,运营": with the days that an item may stay.
model::StageMachine StageMachineOf(const Words& words) {
  model::StageMachine machine;
  machine.id = machine.display_name = words.plain[1];
  for (const std::string& text : words.List("stages")) {
    const std::vector<std::string> parts = absl::StrSplit(text, '@');
    machine.stages.push_back({parts.front(), parts.size() > 1 ? static_cast<int>(ReadWhole(parts[1])) : 0});
  }
  return machine;
}

/// Holders read "from=2024-01-01 to=2024-12-31"; "vacant" has none.
model::Post PostOf(const Words& words) {
  model::Post post;
  post.id = post.display_name = words.plain[1];
  post.unit = words.Get("unit");
  if (!words.Has("vacant")) post.holders.push_back({"市级领导", DateOf(words, "from"), DateOf(words, "to")});
  return post;
}

model::Register RegisterOf(const Words& words) {
  model::Register kept;
  kept.id = kept.display_name = words.plain[1];
  kept.kept_since = DateOf(words, "kept");
  kept.tiers = words.List("tiers");
  return kept;
}

/// "score_policy green=100 yellow=60 red=0 core_weight=2 min_evaluable=1 [disabled]"
model::ScorePolicy ScorePolicyOf(const Words& words) {
  model::ScorePolicy policy;
  policy.disabled = words.Has("disabled");
  if (!words.Get("green").empty()) policy.green_points = ReadDecimal(words.Get("green"));
  if (!words.Get("yellow").empty()) policy.yellow_points = ReadDecimal(words.Get("yellow"));
  if (!words.Get("red").empty()) policy.red_points = ReadDecimal(words.Get("red"));
  if (!words.Get("core_weight").empty()) policy.core_weight = static_cast<int>(ReadWhole(words.Get("core_weight")));
  if (!words.Get("min_evaluable").empty()) {
    policy.min_evaluable = static_cast<int>(ReadWhole(words.Get("min_evaluable")));
  }
  return policy;
}

model::Assessment AssessmentOf(const Words& words) {
  return {words.plain.at(1),   words.plain.at(1),       DateOf(words, "from"),
          DateOf(words, "to"), DateOf(words, "freeze"), words.Get("note")};
}

constexpr const char* kKinds =
    "jurisdiction calendar measure unit post programme chain indicator target item obligation requirement register "
    "stage_machine decision issue watch score_policy assessment policy circular";

model::Resource ResourceOfWords(const Words& words) {
  const std::string& kind = words.plain.at(0);
  if (kind == "jurisdiction") return JurisdictionOf(words);
  if (kind == "calendar") return CalendarOf(words);
  if (kind == "measure") {
    return model::UnitOfMeasure{words.plain.at(1), words.plain.at(2), ReadDecimal(words.plain.at(3))};
  }
  if (kind == "unit") {
    const auto unit_kind =
        Pick<model::UnitKind>(words, {{"district", model::UnitKind::kDistrict}, {"park", model::UnitKind::kPark}},
                              model::UnitKind::kDepartment);
    return model::Unit{words.plain.at(1), words.plain.at(1), unit_kind, words.Get("parent"), {}, "", ""};
  }
  if (kind == "register") return RegisterOf(words);
  if (kind == "score_policy") return ScorePolicyOf(words);
  if (kind == "assessment") return AssessmentOf(words);
  if (kind == "stage_machine") return StageMachineOf(words);
  if (kind == "post") return PostOf(words);
  if (kind == "programme") return ProgrammeOf(words);
  if (kind == "chain") return ChainOf(words);
  if (kind == "indicator") return IndicatorOf(words);
  if (kind == "target") return TargetOf(words);
  if (kind == "item") return ItemOf(words);
  if (kind == "obligation") return ObligationOf(words);
  if (auto resource = OversightOfWords(words)) return *std::move(resource);
  if (auto resource = LoopOfWords(words)) return *std::move(resource);
  throw BadLine(absl::StrCat("目录里没有“", kind, "”这一类；能写：", kKinds));
}

}  // namespace

model::Resource ResourceOfLine(const std::string& line) {
  const Words words(line);
  model::Resource resource = ResourceOfWords(words);
  words.CheckAllAsked();
  return resource;
}

}  // namespace liandu::scenarios
