#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/oversight.h"
#include "model/time.h"

/// What decisions say of a target, milestone or obligation on a day. The plan's own words stay as they are: a decision
/// lies over them from its date on, and both are shown. Of several about the same thing the latest date counts, then
/// the greatest id. Pure.
namespace liandu::evaluator {

enum class DecidedKind { kTarget, kMilestone, kObligation };

/// What a decision is about: a target's or obligation's id, or "item/milestone".
struct DecidedSubject {
  DecidedKind kind = DecidedKind::kTarget;
  std::string id;
  auto operator<=>(const DecidedSubject&) const = default;
};

/// The subjects that a decision touches: the one that it names, and the targets that give way.
std::vector<DecidedSubject> SubjectsOf(const model::Decision& decision);

/// All decisions of a jurisdiction by what they are about. Look-ups cost by the decisions about one thing.
class DecisionBook {
 public:
  /// Takes a decision in, in the place of an earlier one of its id.
  void Put(const model::Decision& decision);
  /// Without effect for what does not exist.
  void Remove(const std::string& id);
  const model::Decision* Find(const std::string& id) const;
  /// Every decision about a thing, whenever it counts, oldest first; valid until the next Put or Remove.
  std::vector<const model::Decision*> About(const DecidedSubject& subject) const;
  bool empty() const { return decisions_.empty(); }

 private:
  std::map<std::string, model::Decision> decisions_;
  /// (First day on which it counts, id), which is the order of precedence.
  std::map<DecidedSubject, std::set<std::pair<model::Date, std::string>>> about_;
};

/// What decisions say of a target on a day; nullptr: nothing of the kind.
struct DecidedTarget {
  const model::Decision* value = nullptr;
  const model::Decision* due_date = nullptr;
  const model::Decision* base = nullptr;
  const model::Decision* reading = nullptr;
  const model::Decision* redaction = nullptr;
  /// It stands against those that give way.
  const model::Decision* stands = nullptr;
  /// It gives way: it is no longer judged.
  const model::Decision* gives_way = nullptr;
  const model::Decision* excuse = nullptr;
  /// First later day on which another decision begins to count.
  std::optional<model::Date> next_change;
};

/// What decisions say of a milestone's or obligation's deadline on a day; nullptr: nothing of the kind.
struct DecidedDeadline {
  const model::Decision* due_date = nullptr;
  const model::Decision* excuse = nullptr;
  /// First later day on which another decision begins to count.
  std::optional<model::Date> next_change;
};

/// `window` is the target's window as its alerts have it ("2024"); decisions that name another window do not count.
DecidedTarget DecisionsOnTarget(const DecisionBook& book, const std::string& target, const std::string& window,
                                model::Date today);
/// `milestone` is "item/milestone".
DecidedDeadline DecisionsOnMilestone(const DecisionBook& book, const std::string& milestone, model::Date today);
/// `period` is the obligation's period ("2024Q1"); decisions that name another period do not count.
DecidedDeadline DecisionsOnObligation(const DecisionBook& book, const std::string& obligation,
                                      const std::string& period, model::Date today);

/// "依据 市政府 2024-03-01 决定（D7）：用地指标未落实".
std::string DecisionText(const model::Decision& decision);

}  // namespace liandu::evaluator
