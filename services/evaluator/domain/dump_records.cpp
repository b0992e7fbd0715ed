#include "evaluator/domain/dump_records.h"

#include <functional>
#include <utility>

#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {
namespace {

using model::SubjectKind;

/// Which indicators and reporters are wanted; null: all.
struct Wanted {
  const std::set<std::string>* indicators = nullptr;
  const std::set<std::string>* reporters = nullptr;

  bool HasIndicator(const std::string& id) const { return !indicators || indicators->contains(id); }

  bool HasAlert(const Registry& registry, const model::Alert& alert) const {
    if (!indicators) return true;
    switch (alert.subject.kind) {
      case SubjectKind::kTarget: {
        const TargetRow* row = Registry::FindRow(registry.targets, alert.subject.id);
        return row && HasIndicator(registry.symbols.Text(row->indicator));
      }
      case SubjectKind::kIndicator:
        return HasIndicator(alert.subject.id);
      case SubjectKind::kReporter:
        return reporters->contains(alert.subject.id);
      default:
        return true;
    }
  }
};

void DumpCatalogue(const Registry& registry, const Wanted& wanted, std::vector<Record>& records) {
  for (model::Resource& resource : registry.catalogue.Resources()) records.emplace_back(std::move(resource));
  for (const auto& [id, row] : registry.indicators) {
    if (row->defined && wanted.HasIndicator(row->id)) {
      records.emplace_back(model::Resource(Unpack(*row, registry.symbols)));
    }
  }
  for (const auto& [id, row] : registry.targets) {
    if (!wanted.HasIndicator(registry.symbols.Text(row->indicator))) continue;
    records.emplace_back(model::Resource(Unpack(*row, registry.symbols)));
    if (!row->judged) continue;
    TargetRecord record{row->id, row->light, row->reason, row->final, std::nullopt};
    if (row->next_change != TargetRow::kNever) record.next_change = row->next_change;
    records.emplace_back(std::move(record));
  }
}

void DumpFacts(const Registry& registry, const Wanted& wanted, std::vector<Record>& records) {
  for (const auto& [id, row] : registry.indicators) {
    if (!row->reports.empty() && wanted.HasIndicator(row->id))
      records.emplace_back(SeriesRecord{row->id, row->reports});
  }
  for (const auto& [id, row] : registry.items) {
    if (row->defined) records.emplace_back(row->record);
  }
  for (const auto& [id, row] : registry.obligations) {
    if (!row->record.obligation.empty()) records.emplace_back(row->record);
  }
  for (const auto& [id, row] : registry.registers) {
    for (const auto& [name, member] : row.members) records.emplace_back(member);
  }
  for (const auto& [id, issue] : registry.issues) records.emplace_back(issue);
  for (const auto& [id, row] : registry.assessments) {
    if (row->record) records.emplace_back(*row->record);
  }
}

std::vector<Record> Dump(const Supervision& supervision, const Wanted& wanted) {
  std::vector<Record> records = {Record(supervision.record())};
  DumpCatalogue(supervision.registry(), wanted, records);
  DumpFacts(supervision.registry(), wanted, records);
  for (const auto& [id, alert] : supervision.alerts().alerts()) {
    if (wanted.HasAlert(supervision.registry(), alert)) records.emplace_back(alert);
  }
  return records;
}

}  // namespace

std::vector<Record> DumpRecords(const Supervision& supervision) { return Dump(supervision, {}); }

std::vector<Record> DumpRecords(const Supervision& supervision, const std::set<std::string>& indicators,
                                const std::set<std::string>& reporters) {
  return Dump(supervision, {&indicators, &reporters});
}

}  // namespace liandu::evaluator
