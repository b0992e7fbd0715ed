#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/container/btree_map.h"
#include "evaluator/domain/turn.h"
#include "evaluator/domain/views.h"
#include "model/alert.h"
#include "model/event.h"

namespace liandu::evaluator {

/// A condition that holds for a subject now.
struct WantedAlert {
  model::Condition condition = model::Condition::kBehind;
  std::string window;
  model::Severity severity = model::Severity::kNone;
  /// Said with the transition; where `speaks_again`, another note is a transition by itself.
  std::string note;
  bool speaks_again = false;
  /// The members of a joint alert, ascending.
  std::vector<std::string> members;
  /// Fills in what people read: display name, evidence, chains, units, due date. Called only when the alert moves.
  std::function<void(model::Alert&)> describe;
  /// One sentence of how it stands now, said when the severity changes; none: `note`.
  std::function<std::string()> state = {};
};

/// One sentence of what holds now that an alert clears. Called only for one that does.
using ClearedNote = std::function<std::string(const model::Alert&)>;

/// All alerts of a jurisdiction, open and cleared. An alert's trail keeps the last kMaxTrail transitions; their numbers
/// have no gaps.
class AlertBook {
 public:
  static constexpr size_t kMaxTrail = 100;

  explicit AlertBook(std::string jurisdiction) : jurisdiction_(std::move(jurisdiction)) {}

  /// Brings the alerts of one subject in line with what holds: raises, changes, clears. Before supervision begins none
  /// is open. Returns whether any is.
  bool Reconcile(const model::Subject& subject, const std::vector<WantedAlert>& wanted, const ClearedNote& cleared_note,
                 Turn& turn);
  /// A person takes a step on what they saw (alert_loop.h). What does not fit is refused, in the trail; an unknown
  /// alert changes nothing.
  void Act(const model::AlertActed& acted, Turn& turn);
  /// Marks every alert that a circular lists; those that are open are to be answered until its reply date.
  void Circulate(const model::Circular& circular, Turn& turn);
  /// Importing has ended: from now on people owe what the deadlines say.
  void BeginOwing(Turn& turn);
  /// Alerts whose people may owe something else since this was asked last, ascending.
  std::vector<std::string> TakeMoved();

  void Restore(model::Alert alert);

  const model::Alert* Find(const std::string& id) const;
  const absl::btree_map<std::string, model::Alert>& alerts() const { return alerts_; }
  const std::map<std::tuple<model::Condition, model::Severity, std::string>, int>& open_counts() const {
    return open_counts_;
  }
  int open_of(model::Severity severity) const { return open_by_severity_[static_cast<size_t>(severity)]; }

 private:
  void Bring(const std::string& id, const model::Subject& subject, const WantedAlert& wanted, Turn& turn);
  /// Verified: it speaks again only if it worsens.
  void StayClosed(model::Alert& alert, const WantedAlert& wanted, Turn& turn);
  void Clear(model::Alert& alert, const std::string& note, Turn& turn);
  void Move(model::Alert& alert, model::TransitionKind kind, const std::string& note, Turn& turn,
            const std::optional<model::AlertAction>& action = {});
  void NoteOwing(const model::Alert& alert);
  void Write(const model::Alert& alert, Turn& turn) const;
  void Count(const model::Alert& alert, int by);

  std::string jurisdiction_;
  absl::btree_map<std::string, model::Alert> alerts_;
  std::map<std::tuple<model::Condition, model::Severity, std::string>, int> open_counts_;
  int open_by_severity_[4] = {};
  std::vector<std::string> moved_;
};

}  // namespace liandu::evaluator
