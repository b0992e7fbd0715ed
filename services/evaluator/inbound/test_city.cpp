#include "evaluator/inbound/test_city.h"

#include <chrono>
#include <cstdlib>

#include "model/civil_time.h"
#include "wire/wire.h"

namespace liandu::evaluator {

int64_t AtMs(const std::string& text) {
  const model::Date date = *model::Date::Parse(text.substr(0, 10));
  const int minutes = std::atoi(text.substr(11, 2).c_str()) * 60 + std::atoi(text.substr(14, 2).c_str());
  return model::CivilTime().At(date, minutes).time_since_epoch().count();
}

eventlog::Entry TestLog::Put(const std::string& jurisdiction, const std::string& at, model::EventBody body) {
  model::Event event;
  event.jurisdiction = jurisdiction;
  event.actor = "test";
  event.catalogue_version = 1;
  event.body = std::move(body);
  eventlog::Entry entry;
  entry.id = {1'000 + entries_.size(), 0};
  entry.at_ms = AtMs(at);
  entry.jurisdiction = jurisdiction;
  entry.payload = wire::EncodeEvent(event);
  entries_.push_back(entry);
  return entry;
}

model::CatalogueApplied TestCatalogue() {
  model::Jurisdiction city;
  city.id = "jurisdiction";
  city.display_name = "测试市";
  city.time_zone = "Asia/Shanghai";
  city.utc_offsets = {{std::nullopt, 480}};
  city.supervised_since = model::Date(2024, 1, 1);
  model::UnitOfMeasure events{"场次", "count", {1, 0}};
  model::Unit government{"U01", "市政府", model::UnitKind::kGovernment, "", {}, "", ""};
  model::Unit bureau{"U02", "市会展局", model::UnitKind::kDepartment, "U01", {}, "", ""};
  model::Post leader{"P01", "会展业链长", model::PostRole::kChainLeader, "U01", {{"市级领导", {}, {}}}};
  model::Programme plan;
  plan.id = "G01";
  plan.display_name = "会展业行动计划";
  plan.start_date = model::Date(2024, 1, 1);
  plan.end_date = model::Date(2024, 12, 31);
  plan.issuer = "U01";
  model::Chain chain;
  chain.id = "C01";
  chain.display_name = "会展业";
  chain.kind = model::ChainKind::kServiceIndustry;
  chain.leader_post = "P01";
  chain.lead_unit = "U02";
  model::Indicator indicator;
  indicator.id = "I01";
  indicator.display_name = "举办会展场次";
  indicator.unit_of_measure = "场次";
  model::Target target;
  target.id = "T013";
  target.programme = "G01";
  target.indicator = "I01";
  target.chains = {"C01"};
  target.measure = model::Measure::kFlow;
  target.comparator = model::Comparator::kGe;
  target.value = model::Decimal{100, 0};
  target.start_date = model::Date(2024, 1, 1);
  target.due_date = model::Date(2024, 12, 31);
  target.core = true;
  target.lead_unit = "U02";
  model::Target redacted = target;
  redacted.id = "T014";
  redacted.value.reset();
  redacted.redacted = true;
  return {{city, events, government, bureau, leader, plan, chain, indicator, target, redacted}, {}};
}

model::ReportsReceived TestReport(int64_t value, int revision) {
  model::IndicatorReport report;
  report.indicator = "I01";
  report.period = *model::Period::Parse("2024-06-30");
  report.value = {value, 0};
  report.source = "市会展局";
  report.revision = revision;
  return {"test", {{report, 0, std::nullopt}}};
}

TestLog RedCity(const std::string& jurisdiction) {
  TestLog log;
  const std::string now = "2024-07-01 09:30";
  model::JurisdictionOpened opened;
  opened.clock_mode = model::ClockMode::kSandbox;
  opened.clock_time = model::Instant(std::chrono::milliseconds(AtMs(now)));
  log.Put(jurisdiction, now, opened);
  log.Put(jurisdiction, now, TestCatalogue());
  log.Put(jurisdiction, now, TestReport(10, 0));
  return log;
}

}  // namespace liandu::evaluator
