#include "ingest/domain/test_catalogue.h"

namespace liandu::ingest {
namespace {

using model::Date;

model::Jurisdiction City() {
  model::Jurisdiction city;
  city.id = kCity;
  city.display_name = "青岛市";
  city.utc_offsets = {{std::nullopt, 480}};
  city.supervised_since = Date(2024, 1, 1);
  city.work_calendar = "china";
  return city;
}

model::WorkCalendar Calendar() {
  model::WorkCalendar calendar;
  calendar.id = "china";
  calendar.days_off = {{Date(2024, 2, 10), Date(2024, 2, 17)}};
  calendar.working_days = {{Date(2024, 2, 4), Date(2024, 2, 4)}};
  calendar.horizon = Date(2024, 12, 31);
  return calendar;
}

model::Unit SomeUnit(const std::string& id, const std::string& parent, model::UnitKind kind) {
  model::Unit unit;
  unit.id = id;
  unit.display_name = id;
  unit.kind = kind;
  unit.parent = parent;
  return unit;
}

model::Programme SomeProgramme() {
  model::Programme programme;
  programme.id = "P1";
  programme.display_name = "要点";
  programme.start_date = Date(2024, 1, 1);
  programme.end_date = Date(2024, 12, 31);
  programme.issuer = "gov";
  return programme;
}

model::Chain SomeChain() {
  model::Chain chain;
  chain.id = "C1";
  chain.display_name = "智能家电";
  chain.kind = model::ChainKind::kIndustryChain;
  chain.group = "优势";
  chain.leader_post = "leader";
  chain.lead_unit = "bureau";
  return chain;
}

model::Indicator SomeIndicator(const std::string& id, model::Cadence cadence) {
  model::Indicator indicator;
  indicator.id = id;
  indicator.display_name = id;
  indicator.unit_of_measure = "亿元";
  indicator.cadence = cadence;
  return indicator;
}

model::Target SomeTarget(const std::string& id) {
  model::Target target;
  target.id = id;
  target.programme = "P1";
  target.indicator = "I1";
  target.chains = {"C1"};
  target.measure = model::Measure::kFlow;
  target.comparator = model::Comparator::kGe;
  target.value = model::Decimal{100, 0};
  target.start_date = Date(2024, 1, 1);
  target.due_date = Date(2024, 12, 31);
  target.lead_unit = "bureau";
  return target;
}

model::Item SomeItem(const std::string& id) {
  model::Item item;
  item.id = id;
  item.display_name = id;
  item.kind = model::ItemKind::kDeliver;
  item.programme = "P1";
  item.stages = {"立项", "开工", "竣工"};
  item.milestones = {{"m1", "开工", Date(2024, 3, 31)}, {"m2", "竣工", Date(2024, 9, 30), false, {"m1"}}};
  return item;
}

model::Obligation SomeObligation() {
  model::Obligation obligation;
  obligation.id = "O1";
  obligation.display_name = "季报";
  obligation.programme = "P1";
  obligation.cadence = model::Cadence::kQuarterly;
  return obligation;
}

model::NotificationPolicy SomePolicy() {
  model::NotificationPolicy policy;
  model::Route red;
  red.id = "red";
  red.match.min_severity = model::Severity::kRed;
  red.match.chains = {"C1"};
  red.match.units = {"bureau"};
  red.recipients = {model::RecipientRole::kChainLeader};
  policy.routes = {red};
  policy.receivers = {{"all", "journal", {"leader"}, {"bureau"}, {}, {}, false}};
  return policy;
}

}  // namespace

std::vector<model::Resource> GoodCatalogue() {
  model::Post leader;
  leader.id = "leader";
  leader.display_name = "链长";
  leader.role = model::PostRole::kChainLeader;
  leader.unit = "gov";
  leader.holders = {{"甲", std::nullopt, Date(2023, 12, 31)}, {"乙", Date(2024, 1, 1), std::nullopt}};
  model::Requirement requirement;
  requirement.id = "R1";
  requirement.display_name = "一链一长";
  requirement.programme = "P1";
  requirement.rule = model::RequirementRule::kChainLeaderPostFilled;
  requirement.chain_groups = {"优势"};
  return {City(),
          Calendar(),
          model::UnitOfMeasure{"亿元", "money", {1, 0}},
          model::UnitOfMeasure{"万亿元", "money", {10000, 0}},
          model::UnitOfMeasure{"家", "count", {1, 0}},
          model::UnitOfMeasure{"%", "percent", {1, 0}},
          SomeUnit("gov", "", model::UnitKind::kGovernment),
          SomeUnit("bureau", "gov", model::UnitKind::kDepartment),
          leader,
          SomeProgramme(),
          SomeChain(),
          SomeIndicator("I1", model::Cadence::kQuarterly),
          SomeIndicator("I2", model::Cadence::kUnspecified),
          SomeTarget("T1"),
          SomeTarget("T2"),
          SomeItem("IT1"),
          SomeItem("IT2"),
          SomeObligation(),
          requirement,
          SomePolicy(),
          model::Conflict{"X1", "value", {"T1", "T2"}, "s", "差异"}};
}

model::Catalogue AppliedCatalogue() {
  model::Catalogue catalogue;
  std::vector<model::Resource> resources = GoodCatalogue();
  for (model::Resource& resource : resources) catalogue.Put(std::move(resource));
  return catalogue;
}

}  // namespace liandu::ingest
