#include "qingdao_city.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cli/history/history_csv.h"
#include "model/civil_time.h"
#include "wire/wire.h"
#include "yaml/load_catalogue.h"
#include "yaml/read_folder.h"

namespace liandu {
namespace {

constexpr const char* kFolder = LIANDU_SOURCE_DIR "/deploy/catalogs/qingdao";
constexpr int kPublicationWorkingDays = 20;
/// Before the earliest figure was published.
constexpr model::Date kImportingSince(2012, 1, 1);

}  // namespace

QingdaoCity::QingdaoCity(model::Instant sandbox_time, Conflicts conflicts)
    : clock_(model::CivilTime().StartOf(kImportingSince)) {
  Take(model::JurisdictionOpened{model::ClockMode::kImporting, clock_});
  ApplyCatalogue(conflicts);
  ImportHistory(sandbox_time);
  clock_ = sandbox_time;
  Take(model::JurisdictionWentLive{model::ClockMode::kSandbox, sandbox_time});
}

void QingdaoCity::ApplyCatalogue(Conflicts conflicts) {
  const auto files = yaml::ReadCatalogueFolder(kFolder);
  ASSERT_TRUE(files.ok()) << files.status();
  const yaml::LoadedCatalogue loaded = yaml::LoadCatalogue(*files);
  for (const yaml::Problem& problem : loaded.problems) ADD_FAILURE() << problem.ToString();
  std::vector<wire::Violation> violations;
  std::vector<model::Resource> resources = wire::ResourcesFromProto(loaded.catalogue, violations);
  for (const wire::Violation& violation : violations) ADD_FAILURE() << violation.field << ": " << violation.description;
  for (const model::Resource& resource : resources) catalogue_.Put(resource);
  if (conflicts == Conflicts::kLeftOut) conflicts_left_out_.swap(catalogue_.conflicts);
  Take(model::CatalogueApplied{catalogue_.Resources(), {}});
}

void QingdaoCity::ImportHistory(model::Instant until) {
  const auto text = yaml::ReadTextFile(std::string(kFolder) + "/history.csv", 1 << 20);
  ASSERT_TRUE(text.ok()) << text.status();
  const model::WorkDays work_days(catalogue_.work_calendars.begin()->second);
  const cli::HistoryFile history = cli::ReadHistory("history.csv", *text, work_days, kPublicationWorkingDays);
  for (const yaml::Problem& problem : history.problems) ADD_FAILURE() << problem.ToString();
  for (const cli::HistoryRow& row : history.rows) {
    std::vector<wire::Violation> violations;
    const model::Report report = wire::ReportFromProto(row.report, "", violations);
    for (const wire::Violation& violation : violations) ADD_FAILURE() << violation.field << violation.description;
    clock_ = std::max(clock_, model::CivilTime().At(row.published, 9 * 60));
    ASSERT_LE(clock_, until) << "history.csv:" << row.line << " is published after the city goes live";
    Take(model::ReportsReceived{"history.csv", {report}});
    ++history_rows_;
  }
}

std::vector<evaluator::AlertMovement> QingdaoCity::Take(model::EventBody body) {
  evaluator::DomainEffects effects;
  model::Event event{.jurisdiction = kId, .actor = "test", .catalogue_version = 1, .body = std::move(body)};
  world_.Apply(event, clock_, std::to_string(++entries_) + "-0", effects);
  std::vector<evaluator::AlertMovement> movements;
  for (const evaluator::DomainEffect& effect : effects) {
    if (const auto* movement = std::get_if<evaluator::AlertMovement>(&effect)) movements.push_back(*movement);
  }
  return movements;
}

std::vector<evaluator::AlertMovement> QingdaoCity::AdvanceTo(model::Instant time) {
  clock_ = time;
  return Take(model::ClockAdvanced{time});
}

std::vector<evaluator::AlertMovement> QingdaoCity::Report(const std::string& indicator, const std::string& period,
                                                          const std::string& value, int revision) {
  model::IndicatorReport fact{.indicator = indicator,
                              .period = *model::Period::Parse(period),
                              .value = *model::Decimal::Parse(value),
                              .source = "newcomer",
                              .revision = revision};
  return Take(model::ReportsReceived{"newcomer", {model::Report{.fact = fact}}});
}

}  // namespace liandu
