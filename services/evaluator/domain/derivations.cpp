#include "evaluator/domain/derivations.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "evaluator/domain/derivation.h"
#include "evaluator/domain/periods.h"

namespace liandu::evaluator {
namespace {

using Op = model::FormulaNode::Op;
using model::FormulaNode;

bool IsCount(Op op) {
  return op == Op::kEntered || op == Op::kMembers || op == Op::kReached || op == Op::kPast || op == Op::kDone;
}

template <typename Visit>
void Walk(const FormulaNode& node, int years_before, const Visit& visit) {
  visit(node, years_before);
  for (const FormulaNode& operand : node.operands) {
    Walk(operand, years_before + (node.op == Op::kYearBefore ? 1 : 0), visit);
  }
}

/// [a] - at([a], date).
std::optional<model::Date> ZeroOn(const FormulaNode& formula) {
  if (formula.op != Op::kSubtract) return std::nullopt;
  const FormulaNode& now = formula.operands[0];
  const FormulaNode& then = formula.operands[1];
  const bool same = now.op == Op::kIndicator && then.op == Op::kAt && now.name == then.name;
  return same ? std::optional(then.date) : std::nullopt;
}

/// What an indicator reads, as its formula says it.
void Summarise(Derivation& derivation) {
  Walk(derivation.formula, 0, [&](const FormulaNode& node, int years_before) {
    derivation.years_back = std::max(derivation.years_back, years_before);
    if (node.op == Op::kAt) derivation.at_days.push_back(node.date);
    if (IsCount(node.op)) derivation.counts = true;
    if (node.op == Op::kSumParts || node.op == Op::kCountParts) {
      derivation.parts.push_back({node.op, node.comparison, node.number, node.name, {}});
    }
  });
  derivation.indicators = model::IndicatorsOf(derivation.formula);
  derivation.zero_on = ZeroOn(derivation.formula);
}

void Join(absl::btree_map<std::string, Derivations::Parts>& index, const std::string& id, IndicatorRow& row,
          bool link) {
  if (link) {
    index[id].insert(&row);
    return;
  }
  const auto at = index.find(id);
  if (at == index.end()) return;
  at->second.erase(&row);
  if (at->second.empty()) index.erase(at);
}

}  // namespace

const Derivations::Parts* Derivations::ReadersOf(const std::string& id) const {
  const auto found = readers_.find(id);
  return found == readers_.end() ? nullptr : &found->second;
}

const Derivations::Parts* Derivations::PartsOf(const std::string& owner) const {
  const auto at = parts_.find(owner);
  return at == parts_.end() ? nullptr : &at->second;
}

const IndicatorRow* Derivations::PartOf(const std::string& owner, Symbol member) const {
  const Parts* parts = PartsOf(owner);
  if (!parts) return nullptr;
  const auto at =
      std::find_if(parts->begin(), parts->end(), [&](const IndicatorRow* part) { return part->member == member; });
  return at == parts->end() ? nullptr : *at;
}

void Derivations::Leave(IndicatorRow& row) {
  if (!row.defined) return;
  CountAllPeriods(row, -1);
  TellAll(row);
  if (row.part_of != 0) Join(parts_, registry_.symbols.Text(row.part_of), row, false);
  if (row.derivation) Link(row, false);
  if (row.derivation) ranks_stale_ = true;
  row.derivation.reset();
  pending_.erase(row.id);
}

void Derivations::Enter(IndicatorRow& row) {
  ReadFormula(row);
  const std::string& owner = registry_.symbols.Text(row.part_of);
  if (row.part_of != 0) Join(parts_, owner, row, true);
  row.is_read = row.part_of != 0 || readers_.contains(row.id);
  if (row.derivation) {
    Link(row, true);
    BuildTallies(row);
    ranks_stale_ = true;
    Touch(row);
  }
  CountAllPeriods(row, 1);
  TellAll(row);
}

void Derivations::ReadFormula(IndicatorRow& row) {
  const std::string text = Unpack(row, registry_.symbols).formula;
  if (text.empty()) return;
  row.derivation = std::make_unique<Derivation>();
  auto formula = model::ParseFormula(text);
  // What was refused at the door gives nothing.
  row.derivation->refused = !formula.ok();
  if (!formula.ok()) return;
  row.derivation->formula = *std::move(formula);
  Summarise(*row.derivation);
  for (PartsNode& node : row.derivation->parts) {
    if (node.owner.empty()) node.owner = row.id;
  }
}

void Derivations::Link(IndicatorRow& row, bool link) {
  const Derivation& derivation = *row.derivation;
  if (link) {
    derived_.insert(&row);
  } else {
    derived_.erase(&row);
    counting_.erase(&row);
  }
  for (const std::string& id : derivation.indicators) {
    Join(readers_, id, row, link);
    IndicatorRow* operand = Registry::FindRow(registry_.indicators, id);
    if (operand && link) operand->is_read = true;
  }
  for (const PartsNode& node : derivation.parts) Join(part_readers_, node.owner, row, link);
  if (row.part_of != 0) Join(derived_parts_, registry_.symbols.Text(row.part_of), row, link);
  if (!link) return;
  Walk(derivation.formula, 0, [&](const FormulaNode& node, int) {
    if (!IsCount(node.op)) return;
    counts_.Open(node);
    recount_items_ = true;
    recount_members_ = true;
  });
}

void Derivations::BuildTallies(IndicatorRow& row) {
  for (PartsNode& node : row.derivation->parts) {
    const Parts* parts = PartsOf(node.owner);
    if (!parts) continue;
    for (const IndicatorRow* part : *parts) {
      if (part == &row) continue;
      std::set<model::Period> periods;
      for (const HeldReport& figure : part->figures()) periods.insert(figure.period);
      for (const model::Period& period : periods) {
        if (const auto figure = PartFigureOf(registry_, *part, period)) {
          CountPart(node, *figure, 1, node.tallies[period]);
        }
      }
    }
  }
}

void Derivations::CountPeriod(const IndicatorRow& row, const model::Period& period, int by) {
  if (row.part_of == 0) return;
  const auto readers = part_readers_.find(registry_.symbols.Text(row.part_of));
  if (readers == part_readers_.end()) return;
  const auto figure = PartFigureOf(registry_, row, period);
  if (!figure) return;
  for (IndicatorRow* reader : readers->second) {
    if (reader == &row) continue;
    for (PartsNode& node : reader->derivation->parts) {
      if (node.owner != readers->first) continue;
      PartsTally& tally = node.tallies[period];
      CountPart(node, *figure, by, tally);
      if (tally.present == 0) node.tallies.erase(period);
    }
  }
}

void Derivations::CountAllPeriods(const IndicatorRow& row, int by) {
  std::set<model::Period> periods;
  for (const HeldReport& figure : row.figures()) periods.insert(figure.period);
  for (const model::Period& period : periods) CountPeriod(row, period, by);
}

void Derivations::EnterPeriod(const IndicatorRow& row, const model::Period& period) {
  CountPeriod(row, period, 1);
  Tell(row, period);
}

void Derivations::Tell(const IndicatorRow& row, const model::Period& period) {
  const auto readers = readers_.find(row.id);
  if (readers != readers_.end()) {
    for (IndicatorRow* reader : readers->second) {
      const Derivation& derivation = *reader->derivation;
      Pending& pending = Note(reader->id);
      for (int years = 0; years <= derivation.years_back; ++years) pending.periods.insert(YearsLater(period, years));
      const auto& days = derivation.at_days;
      if (std::find(days.begin(), days.end(), period.last) != days.end()) pending.all = true;
    }
  }
  if (row.part_of == 0) return;
  const auto part_readers = part_readers_.find(registry_.symbols.Text(row.part_of));
  if (part_readers != part_readers_.end()) {
    for (IndicatorRow* reader : part_readers->second) {
      Pending& pending = Note(reader->id);
      const int years_back = reader->derivation->years_back;
      for (int years = 0; years <= years_back; ++years) pending.periods.insert(YearsLater(period, years));
    }
  }
  TellMembers(row);
}

void Derivations::TellAll(const IndicatorRow& row) {
  const auto touch_all = [&](const auto& index, const std::string& id) {
    const auto at = index.find(id);
    if (at == index.end()) return;
    for (IndicatorRow* reader : at->second) Touch(*reader);
  };
  touch_all(readers_, row.id);
  if (row.part_of == 0) return;
  touch_all(part_readers_, registry_.symbols.Text(row.part_of));
  TellMembers(row);
}

void Derivations::TellMembers(const IndicatorRow& row) {
  const std::string& owner = registry_.symbols.Text(row.part_of);
  const IndicatorRow* whole = Registry::FindRow(registry_.indicators, owner);
  if (!whole) return;
  const auto judges_members = [](const TargetRow* target) { return target->for_each != model::ForEach::kNone; };
  if (std::any_of(whole->targets.begin(), whole->targets.end(), judges_members)) members_changed_.insert(owner);
}

void Derivations::Recount(const ItemRow& row) {
  if (!counts_.CountsItems()) return;
  const model::Item* item = model::Find(registry_.catalogue.items, row.id);
  const model::StageMachine* machine =
      item ? model::Find(registry_.catalogue.stage_machines, item->stage_machine) : nullptr;
  counts_.Recount(row.id, item, row.record, machine);
}

void Derivations::TouchRegister(const std::string& id) {
  for (IndicatorRow* row : counting_) {
    const auto registers = model::RegistersOf(row->derivation->formula);
    const bool counts_it = std::find(registers.begin(), registers.end(), id) != registers.end();
    if (counts_it || id == kItemsRegister) Touch(*row);
  }
}

std::optional<model::Date> Derivations::KeptSince(const FormulaNode& count) const {
  const bool of_members = count.op == Op::kEntered || count.op == Op::kMembers;
  const model::Register* kept =
      model::Find(registry_.catalogue.registers, of_members ? count.name : std::string(kItemsRegister));
  if (kept) return kept->kept_since;
  if (of_members) return std::nullopt;
  return registry_.supervised_since.value_or(model::Date(1, 1, 1));
}

Derivations::Pending& Derivations::Note(const std::string& id) {
  const auto [at, fresh] = pending_.try_emplace(id);
  if (fresh) noted_.push_back(id);
  return at->second;
}

void Derivations::Rebuild() {
  parts_.clear();
  derived_parts_.clear();
  derived_.clear();
  readers_.clear();
  part_readers_.clear();
  counting_.clear();
  counts_.Clear();
  pending_.clear();
  noted_.clear();
  for (const auto& [id, row] : registry_.indicators) row->derivation.reset();
  for (const auto& [id, row] : registry_.indicators) {
    if (row->defined) Enter(*row);
  }
  ranks_stale_ = true;
}

/// Kahn's order: whoever is never free reads itself, or somebody who does.
void Derivations::Rank() {
  ranks_stale_ = false;
  std::map<IndicatorRow*, int, ById> waits_for;
  std::deque<IndicatorRow*> free;
  for (IndicatorRow* row : derived_) {
    int operands = 0;
    for (const std::string& id : row->derivation->indicators) {
      const IndicatorRow* operand = Registry::FindRow(registry_.indicators, id);
      operands += operand && operand->derivation ? 1 : 0;
    }
    for (const PartsNode& node : row->derivation->parts) {
      const auto parts = derived_parts_.find(node.owner);
      if (parts != derived_parts_.end()) operands += static_cast<int>(parts->second.size());
    }
    waits_for[row] = operands;
    if (operands == 0) free.push_back(row);
  }
  std::set<std::string> ranked;
  while (!free.empty()) {
    IndicatorRow* row = free.front();
    free.pop_front();
    ranked.insert(row->id);
    RankOne(*row);
    const auto settle = [&](IndicatorRow* reader, int by) {
      if ((waits_for[reader] -= by) == 0) free.push_back(reader);
    };
    if (const auto readers = readers_.find(row->id); readers != readers_.end()) {
      for (IndicatorRow* reader : readers->second) settle(reader, 1);
    }
    if (row->part_of == 0) continue;
    const auto& owner = registry_.symbols.Text(row->part_of);
    if (const auto readers = part_readers_.find(owner); readers != part_readers_.end()) {
      for (IndicatorRow* reader : readers->second) {
        const auto& nodes = reader->derivation->parts;
        settle(reader, static_cast<int>(std::count_if(nodes.begin(), nodes.end(),
                                                      [&](const PartsNode& node) { return node.owner == owner; })));
      }
    }
  }
  for (IndicatorRow* row : derived_) {
    const bool circular = !ranked.contains(row->id);
    if (row->derivation->circular != circular) Touch(*row);
    row->derivation->circular = circular;
  }
}

void Derivations::RankOne(IndicatorRow& row) {
  Derivation& derivation = *row.derivation;
  const Derivation before = {.counts = derivation.counts, .accumulates = derivation.accumulates};
  derivation.rank = 1;
  derivation.counts = model::CountsItems(derivation.formula) || !model::RegistersOf(derivation.formula).empty();
  const auto above = [&](const IndicatorRow* operand) {
    if (!operand || !operand->derivation) return;
    derivation.rank = std::max(derivation.rank, operand->derivation->rank + 1);
    derivation.counts = derivation.counts || operand->derivation->counts;
  };
  for (const std::string& id : derivation.indicators) above(Registry::FindRow(registry_.indicators, id));
  for (const PartsNode& node : derivation.parts) {
    const auto parts = derived_parts_.find(node.owner);
    if (parts == derived_parts_.end()) continue;
    for (const IndicatorRow* part : parts->second) above(part);
  }
  derivation.accumulates = Accumulates(derivation.formula);
  if (derivation.counts) {
    counting_.insert(&row);
  } else {
    counting_.erase(&row);
  }
  if (derivation.counts != before.counts || derivation.accumulates != before.accumulates) Touch(row);
}

/// Whether nothing but counts that accumulate go in, and sums of them.
bool Derivations::Accumulates(const FormulaNode& node) const {
  const auto operand = [&](size_t i) { return Accumulates(node.operands[i]); };
  const auto positive = [&](size_t i) {
    return node.operands[i].op == Op::kNumber && node.operands[i].number.mantissa > 0;
  };
  switch (node.op) {
    case Op::kEntered:
    case Op::kReached:
      return true;
    case Op::kAdd:
      return operand(0) && operand(1);
    case Op::kMultiply:
      return (operand(0) && positive(1)) || (positive(0) && operand(1));
    case Op::kIndicator: {
      const IndicatorRow* row = Registry::FindRow(registry_.indicators, node.name);
      return row && row->derivation && row->derivation->accumulates;
    }
    default:
      return false;
  }
}

}  // namespace liandu::evaluator
