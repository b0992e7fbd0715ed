#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/functional/function_ref.h"
#include "evaluator/domain/count_book.h"
#include "evaluator/domain/formula_value.h"
#include "evaluator/domain/parts_tally.h"
#include "evaluator/domain/registry.h"

namespace liandu::evaluator {

/// The register whose kept_since says from when the list of items is complete.
inline constexpr const char* kItemsRegister = "items";

/// The derived indicators of a jurisdiction and what they read. Whoever changes a figure, an item or a member says so;
/// Settle() then works out what follows, in the order of dependence, and only that. What follows is never written down:
/// Rebuild() gives it again from the catalogue and the facts.
class Derivations {
 public:
  struct ById {
    bool operator()(const IndicatorRow* left, const IndicatorRow* right) const { return left->id < right->id; }
  };
  using Parts = absl::btree_set<IndicatorRow*, ById>;

  explicit Derivations(Registry& registry) : registry_(registry), counts_(registry.symbols) {}
  Derivations(const Derivations&) = delete;
  Derivations& operator=(const Derivations&) = delete;

  /// Around every change of what the catalogue says of an indicator; Leave() also before it goes.
  void Leave(IndicatorRow& row);
  void Enter(IndicatorRow& row);
  /// Around every change of what was reported of an indicator for a period.
  void LeavePeriod(const IndicatorRow& row, const model::Period& period) { CountPeriod(row, period, -1); }
  void EnterPeriod(const IndicatorRow& row, const model::Period& period);
  /// An item, its record or a member of a register is another than before.
  void Recount(const ItemRow& row);
  void Recount(const MemberRecord& member) { counts_.Recount(member); }
  void ForgetItem(const std::string& id) { counts_.ForgetItem(id); }
  /// What the catalogue says of a register is another (it is kept since another day).
  void TouchRegister(const std::string& id);
  /// Stages stand in another order.
  void RecountItems() { recount_items_ = true; }
  /// Everything anew, after the last record was restored and when units of measure change.
  void Rebuild();
  /// Works out what the changes since the last call lead to; names every indicator of which a target may be judged
  /// otherwise.
  void Settle(absl::FunctionRef<void(IndicatorRow&)> changed);

  /// Indicators that are part_of one, by id; nullptr: none.
  const Parts* PartsOf(const std::string& owner) const;
  /// The part of one member; nullptr: there is none.
  const IndicatorRow* PartOf(const std::string& owner, Symbol member) const;
  /// Derived indicators that read one, by id; nullptr: none.
  const Parts* ReadersOf(const std::string& id) const;
  const CountBook& counts() const { return counts_; }
  /// From when a count is complete (rule R10): a register's kept_since; for items that of the register "items" if there
  /// is one, else the begin of supervision. nullopt: it is not kept.
  std::optional<model::Date> KeptSince(const model::FormulaNode& count) const;
  /// Operands of a derived indicator that have no figure for any period inside of a window, by display name: at most
  /// `limit`, and how many there are.
  std::pair<std::vector<std::string>, size_t> MissingFor(const IndicatorRow& row, const Window& window,
                                                         size_t limit) const;

 private:
  struct Pending {
    bool all = false;
    std::set<model::Period> periods;
  };

  void Link(IndicatorRow& row, bool link);
  void ReadFormula(IndicatorRow& row);
  void BuildTallies(IndicatorRow& row);
  void CountPeriod(const IndicatorRow& row, const model::Period& period, int by);
  void CountAllPeriods(const IndicatorRow& row, int by);
  /// Says that a figure of `row` is another: those that read it are worked out again.
  void Tell(const IndicatorRow& row, const model::Period& period);
  void TellAll(const IndicatorRow& row);
  void TellMembers(const IndicatorRow& row);
  Pending& Note(const std::string& id);
  void Touch(const IndicatorRow& row) { Note(row.id).all = true; }
  void Rank();
  void RankOne(IndicatorRow& row);
  bool Accumulates(const model::FormulaNode& node) const;
  bool ReadsTouched(const model::FormulaNode& node) const;
  /// Works out what was noted of one indicator.
  void Work(IndicatorRow& row, const Pending& pending);
  std::set<model::Period> PeriodsOf(const IndicatorRow& row) const;
  void Recompute(IndicatorRow& row, const model::Period& period);
  void Replace(IndicatorRow& row, const model::Period& period, std::optional<HeldReport> fresh);
  std::optional<HeldReport> FigureOf(const IndicatorRow& row, const model::Period& period) const;
  Worth Read(const IndicatorRow& row, const model::FormulaNode& operand, const model::Period& period,
             std::vector<model::EvidenceInput>& inputs) const;

  Registry& registry_;
  CountBook counts_;
  absl::btree_map<std::string, Parts> parts_;
  /// Derived ones among them.
  absl::btree_map<std::string, Parts> derived_parts_;
  /// Derived indicators, and those that read an indicator, the parts of one, or count.
  Parts derived_;
  absl::btree_map<std::string, Parts> readers_;
  absl::btree_map<std::string, Parts> part_readers_;
  Parts counting_;
  std::map<std::string, Pending> pending_;
  /// Those among them that Settle() has not yet put in order.
  std::vector<std::string> noted_;
  /// Their targets are judged member by member, and a part said another thing.
  std::set<std::string> members_changed_;
  bool ranks_stale_ = false;
  bool recount_items_ = false;
  bool recount_members_ = false;
};

/// What one part brings to a sum for a period; nullopt: it has no figure.
std::optional<PartFigure> PartFigureOf(const Registry& registry, const IndicatorRow& part, const model::Period& period);
/// A figure of an indicator as an operand, in base units; absent (missing_part, or its own reason) without one.
Worth WorthOfFigure(const Registry& registry, const IndicatorRow& row, const HeldReport* figure,
                    std::vector<model::EvidenceInput>* inputs);
/// The stock on a day: reported as of it, else for the calendar year that ends then.
const HeldReport* FigureOn(const IndicatorRow& row, model::Date day);

}  // namespace liandu::evaluator
