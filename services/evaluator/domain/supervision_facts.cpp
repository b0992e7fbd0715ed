#include <algorithm>
#include <utility>

#include "evaluator/domain/item_stages.h"
#include "evaluator/domain/supervision.h"

namespace liandu::evaluator {

void Supervision::TakeReports(const model::ReportsReceived& received, Turn& turn) {
  for (const model::Report& report : received.reports) {
    std::visit(
        [&](const auto& fact) {
          using FactKind = std::decay_t<decltype(fact)>;
          if constexpr (std::is_same_v<FactKind, model::IndicatorReport>) {
            TakeFact(fact, report.published_date, turn);
          } else if constexpr (std::is_same_v<FactKind, model::MembershipReport> ||
                               std::is_same_v<FactKind, model::IssueReport>) {
            TakeFact(fact, turn);
          } else {
            TakeFact(fact);
          }
        },
        report.fact);
  }
}

void Supervision::TakeFact(const model::IndicatorReport& report, std::optional<model::Date> published, Turn& turn) {
  IndicatorRow* row = Registry::FindRow(registry_.indicators, report.indicator);
  if (!row || !row->defined) return;
  HeldReport held;
  held.period = report.period;
  held.value = report.value;
  held.bound = report.bound;
  held.preliminary = report.preliminary;
  held.revision = report.revision;
  held.published = published.value_or(turn.today);
  held.received = turn.now;
  // Scopes and units that are the indicator's own are written as "none", so that the same report is the same.
  const bool own_scope = report.statistical_scope == registry_.symbols.Text(row->statistical_scope);
  const bool own_unit = report.unit_of_measure == registry_.symbols.Text(row->unit_of_measure);
  held.detail = details_.Share({report.source, own_unit ? "" : report.unit_of_measure, report.growth_rate,
                                report.growth_base_period, own_scope ? "" : report.statistical_scope, report.note,
                                report.baseline_of});
  if (row->is_read) derivations_.LeavePeriod(*row, report.period);
  const Acceptance acceptance = TakeReport(std::move(held), row->reports);
  if (row->is_read) derivations_.EnterPeriod(*row, report.period);
  if (acceptance == Acceptance::kRepeated) return;
  ++record_.report_count;
  row->series_changed = true;
  // Without a beginning of supervision an indicator owes reports from its first one on.
  if (row->reports.size() == 1) row->judge_duties = true;
  Mark(*row);
  for (TargetRow* target : row->targets) Mark(*target);
  for (WatchRow* watch : row->watches) Mark(*watch);
}

void Supervision::TakeFact(const model::MilestoneReport& report) {
  ItemRow* row = Registry::FindRow(registry_.items, report.item);
  if (!row || !row->defined) return;
  auto& progress = row->record.milestones;
  const auto at = std::lower_bound(progress.begin(), progress.end(), report.milestone,
                                   [](const auto& known, const std::string& id) { return known.milestone < id; });
  const ItemRecord::MilestoneProgress now{report.milestone, report.state, report.date, report.note,
                                          report.expected_date};
  if (at != progress.end() && at->milestone == report.milestone) {
    if (*at == now) return;
    *at = now;
  } else {
    progress.insert(at, now);
  }
  row->record_changed = true;
  TouchItem(row->id);
}

void Supervision::TakeFact(const model::StageReport& report) {
  ItemRow* row = Registry::FindRow(registry_.items, report.item);
  if (!row || !row->defined) return;
  if (!FileStage(report, row->record)) return;
  row->record_changed = true;
  FollowItemStages(registry_, *row);
  Mark(*row);
}

void Supervision::TakeFact(const model::ObligationReport& report) {
  ObligationRow* row = Registry::FindRow(registry_.obligations, report.obligation);
  if (!row || !row->defined) return;
  auto& fulfilments = row->record.fulfilments;
  const auto at =
      std::lower_bound(fulfilments.begin(), fulfilments.end(), report.period,
                       [](const auto& known, const model::Period& period) { return known.period < period; });
  const ObligationRecord::Fulfilment now{report.period, report.date, report.note};
  if (at != fulfilments.end() && at->period == report.period) {
    if (*at == now) return;
    *at = now;
  } else {
    fulfilments.insert(at, now);
  }
  row->record_changed = true;
  Mark(*row);
}

void Supervision::TakeFact(const model::MembershipReport& report, Turn& turn) {
  if (!registry_.catalogue.registers.contains(report.register_id)) return;
  MemberRecord& record = registry_.registers[report.register_id].members[report.member];
  const MemberRecord before = record;
  record.register_id = report.register_id;
  record.member = report.member;
  if (!report.display_name.empty()) record.display_name = report.display_name;
  if (report.batch > 0) record.batch = report.batch;
  const MemberRecord::Membership now{report.change, report.date,     report.tier,       report.chain, report.unit,
                                     report.park,   report.district, report.attributes, report.reason};
  auto& memberships = record.memberships;
  const auto at = std::lower_bound(memberships.begin(), memberships.end(), report.date,
                                   [](const auto& known, model::Date date) { return known.date < date; });
  if (at != memberships.end() && at->date == report.date) {
    *at = now;
  } else {
    memberships.insert(at, now);
  }
  if (record == before) return;
  derivations_.Recount(record);
  MarkRequirementsOf(report.register_id);
  turn.effects.push_back(
      RecordChange{{id_, RecordKind::kMember, report.register_id + "/" + report.member}, Record(record)});
}

void Supervision::TakeFact(const model::IssueReport& report, Turn& turn) {
  const model::Issue* issue = model::Find(registry_.catalogue.issues, report.issue);
  if (!issue) return;
  IssueRecord& record = registry_.issues[report.issue];
  const IssueRecord now{report.issue, report.state, report.date, report.note};
  if (record == now) return;
  record = now;
  turn.effects.push_back(RecordChange{{id_, RecordKind::kIssue, report.issue}, Record(record)});
  Mark(Registry::RowOf(registry_.issue_rows, report.issue));
  TouchBlocked(*issue);
}

}  // namespace liandu::evaluator
