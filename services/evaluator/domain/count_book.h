#pragma once

#include <deque>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "evaluator/domain/rows.h"
#include "model/catalogue.h"
#include "model/formula.h"

namespace liandu::evaluator {

/// Whose count it is: everybody's, or that of what belongs to one chain, park or district.
struct CountedFor {
  model::ForEach by = model::ForEach::kNone;
  Symbol member = 0;
  auto operator<=>(const CountedFor&) const = default;
};

/// By how much a count changes on a day.
using Timeline = absl::btree_map<model::Date, int>;

/// Counts over items and members of registers as they stand on every day, kept by what changes (rule R10): one item
/// costs the counts that it enters, whatever the number of items.
class CountBook {
 public:
  explicit CountBook(Symbols& symbols) : symbols_(symbols) {}

  /// Keeps a count from now on; what is there already is counted by who calls Recount for it.
  void Open(const model::FormulaNode& count);
  /// Forgets everything.
  void Clear();
  /// Every count that items, or a register, may enter.
  bool CountsItems() const;
  bool CountsRegister(const std::string& id) const;

  /// An item or a member is as it is now: null where it is gone.
  void Recount(const std::string& id, const model::Item* item, const ItemRecord& record,
               const model::StageMachine* machine);
  void Recount(const MemberRecord& member);
  void ForgetItem(const std::string& id);

  /// nullptr: it is not kept, or nothing was ever counted.
  const Timeline* Find(const model::FormulaNode& count, CountedFor whom) const;
  /// Whether a formula's node was touched by a Recount since the last call of Settled().
  bool IsTouched(const model::FormulaNode& count) const;
  bool HasTouched() const { return touched_; }
  void Settled();

 private:
  struct Count {
    model::FormulaNode node;
    bool touched = false;
    absl::btree_map<CountedFor, Timeline> timelines;
  };
  /// One thing's part in one count.
  struct Entry {
    size_t count = 0;
    CountedFor whom;
    model::Date day;
    int by = 0;
    bool operator==(const Entry&) const = default;
  };
  using Entries = std::vector<Entry>;

  const Count* CountOf(const model::FormulaNode& node) const;
  void Bring(const std::string& key, Entries entries);
  void Apply(const Entries& entries, int sign);
  std::vector<CountedFor> ReachOf(const model::Item& item) const;
  void AddItem(size_t count, const model::Item& item, const ItemRecord& record, const model::StageMachine* machine,
               Entries& entries) const;
  void AddMember(size_t count, const MemberRecord& member, Entries& entries) const;

  Symbols& symbols_;
  std::deque<Count> counts_;
  /// What every item and member has entered, by "i/<item>" or "m/<register>/<member>".
  absl::btree_map<std::string, Entries> entered_;
  bool touched_ = false;
};

}  // namespace liandu::evaluator
