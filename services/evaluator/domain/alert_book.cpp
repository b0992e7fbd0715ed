#include "evaluator/domain/alert_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "evaluator/domain/alert_loop.h"

namespace liandu::evaluator {

using model::Alert;
using model::Severity;
using model::TransitionKind;

namespace {

/// The note with which an alert last spoke by itself.
const std::string& LastSpoken(const Alert& alert) {
  static const std::string kNothing;
  for (auto it = alert.trail.rbegin(); it != alert.trail.rend(); ++it) {
    if (it->kind == TransitionKind::kRaised || it->kind == TransitionKind::kSeverityChanged) return it->note;
  }
  return kNothing;
}

/// "由黄转红：截至 9月30日 完成 40 场次，应达 74.9，滞后 34.9 个百分点".
std::string ChangeNote(Severity before, const WantedAlert& now) {
  // It is compared with what is said next.
  if (now.speaks_again) return now.note;
  const std::string state = now.state ? now.state() : now.note;
  return absl::StrCat("由", model::SeverityText(before), "转", model::SeverityText(now.severity),
                      state.empty() ? "" : "：", state);
}

LoopContext LoopOf(const Turn& turn) { return {turn.today, turn.deadlines, !turn.suppressed}; }

}  // namespace

bool AlertBook::Reconcile(const model::Subject& subject, const std::vector<WantedAlert>& wanted,
                          const ClearedNote& cleared_note, Turn& turn) {
  if (!turn.supervising && !wanted.empty()) {
    return Reconcile(
        subject, {}, [](const Alert&) { return "督办尚未开始"; }, turn);
  }
  std::vector<std::string> ids;
  for (const WantedAlert& alert : wanted) ids.push_back(model::AlertId(subject, alert.condition, alert.window));
  const std::string prefix = absl::StrCat(model::SubjectKindName(subject.kind), ":", subject.id, ":");
  for (auto it = alerts_.lower_bound(prefix); it != alerts_.end() && absl::StartsWith(it->first, prefix); ++it) {
    const bool still = std::find(ids.begin(), ids.end(), it->first) != ids.end();
    if (Holds(it->second) && !still) Clear(it->second, cleared_note(it->second), turn);
  }
  for (size_t i = 0; i < wanted.size(); ++i) Bring(ids[i], subject, wanted[i], turn);
  return !wanted.empty();
}

void AlertBook::Bring(const std::string& id, const model::Subject& subject, const WantedAlert& wanted, Turn& turn) {
  const auto [it, fresh] = alerts_.try_emplace(id);
  Alert& alert = it->second;
  if (fresh) {
    alert.id = id;
    alert.subject = subject;
    alert.condition = wanted.condition;
    alert.window = wanted.window;
  }
  const bool closed = !alert.open && alert.state == model::AlertState::kClosed && !fresh;
  if (closed && wanted.severity <= alert.severity) return StayClosed(alert, wanted, turn);
  const bool raised = !alert.open;
  const bool changed = !raised && alert.severity != wanted.severity;
  const bool speaks = !raised && !changed && wanted.speaks_again && LastSpoken(alert) != wanted.note;
  if (!raised && !changed && !speaks) {
    if (alert.members == wanted.members) return;
    // Another chain may now be concerned.
    Count(alert, -1);
    alert.members = wanted.members;
    wanted.describe(alert);
    Count(alert, 1);
    return Write(alert, turn);
  }
  const Severity before = alert.severity;
  if (alert.open) Count(alert, -1);
  alert.open = true;
  alert.severity = wanted.severity;
  NoteOwing(alert);
  if (raised || wanted.severity > before) BeginLoop(LoopOf(turn), alert);
  alert.members = wanted.members;
  if (raised) {
    alert.raised_time = turn.now;
    alert.cleared_time.reset();
  }
  wanted.describe(alert);
  Count(alert, 1);
  if (raised) return Move(alert, TransitionKind::kRaised, closed ? ChangeNote(before, wanted) : wanted.note, turn);
  Move(alert, TransitionKind::kSeverityChanged, changed ? ChangeNote(before, wanted) : wanted.note, turn);
}

void AlertBook::StayClosed(Alert& alert, const WantedAlert& wanted, Turn& turn) {
  if (alert.members == wanted.members) return;
  alert.members = wanted.members;
  wanted.describe(alert);
  Write(alert, turn);
}

void AlertBook::Clear(Alert& alert, const std::string& note, Turn& turn) {
  if (alert.open) Count(alert, -1);
  alert.open = false;
  alert.cleared_time = turn.now;
  NoteOwing(alert);
  EndLoop(alert);
  Move(alert, TransitionKind::kCleared, note, turn);
}

void AlertBook::Act(const model::AlertActed& acted, Turn& turn) {
  const auto it = alerts_.find(acted.alert);
  if (it == alerts_.end()) return;
  Alert& alert = it->second;
  const model::AlertAction& action = acted.action;
  if (const auto refused = WhyRefused(alert, acted.sequence, action, turn.today)) {
    return Move(alert, TransitionKind::kRefused, *refused, turn, action);
  }
  NoteOwing(alert);
  const bool was_open = alert.open;
  const TransitionKind kind = TakeStep(action, LoopOf(turn), alert);
  if (was_open && !alert.open) Count(alert, -1);
  Move(alert, kind, action.note, turn, action);
  // What was passed over stays so; that somebody knows is all that can be mended.
  const bool known = alert.condition == model::Condition::kSetAside && alert.acknowledged && Holds(alert);
  if (known) Clear(alert, "已签收；该事件仍未计入", turn);
}

void AlertBook::Circulate(const model::Circular& circular, Turn& turn) {
  const std::string reply = circular.reply_due_date ? circular.reply_due_date->ToString() : "";
  for (const model::CircularEntry& entry : circular.entries) {
    const auto it = alerts_.find(entry.alert);
    if (it == alerts_.end() || !ListInCircular(circular, LoopOf(turn), it->second)) continue;
    const std::string note =
        absl::StrCat("列入通报 ", circular.id, reply.empty() ? "" : "，应于 ", reply, reply.empty() ? "" : " 前反馈");
    Move(it->second, TransitionKind::kCirculated, note, turn);
  }
}

void AlertBook::BeginOwing(Turn& turn) {
  for (auto& [id, alert] : alerts_) {
    if (!alert.open) continue;
    const Alert before = alert;
    evaluator::BeginOwing(LoopOf(turn), alert);
    // Nobody was told while importing: who is to answer hears of it now.
    if (!(before == alert)) Move(alert, TransitionKind::kRaised, "督办开始时尚未解除", turn);
    NoteOwing(alert);
  }
}

std::vector<std::string> AlertBook::TakeMoved() {
  std::vector<std::string> moved = std::exchange(moved_, {});
  std::sort(moved.begin(), moved.end());
  moved.erase(std::unique(moved.begin(), moved.end()), moved.end());
  return moved;
}

void AlertBook::NoteOwing(const Alert& alert) {
  const bool owing = alert.acknowledge_due_date || alert.feedback_due_date || alert.feedback;
  if (owing && IsAnswerable(alert)) moved_.push_back(alert.id);
}

void AlertBook::Move(Alert& alert, TransitionKind kind, const std::string& note, Turn& turn,
                     const std::optional<model::AlertAction>& action) {
  model::Transition transition;
  transition.sequence = ++alert.sequence;
  transition.kind = kind;
  transition.severity = alert.severity;
  transition.time = turn.now;
  transition.cause = turn.cause;
  if (action || kind == TransitionKind::kCirculated) transition.actor = turn.actor;
  transition.note = note;
  transition.suppressed = turn.suppressed;
  transition.action = action;
  NoteOwing(alert);
  alert.trail.push_back(transition);
  if (alert.trail.size() > kMaxTrail) alert.trail.erase(alert.trail.begin());
  Write(alert, turn);
  turn.effects.push_back(AlertMovement{jurisdiction_, alert, std::move(transition), turn.now});
}

void AlertBook::Write(const Alert& alert, Turn& turn) const {
  turn.effects.push_back(RecordChange{{jurisdiction_, RecordKind::kAlert, alert.id}, Record(alert)});
}

void AlertBook::Restore(Alert alert) {
  if (alert.open) Count(alert, 1);
  std::string id = alert.id;
  alerts_.insert_or_assign(std::move(id), std::move(alert));
}

const Alert* AlertBook::Find(const std::string& id) const {
  const auto it = alerts_.find(id);
  return it == alerts_.end() ? nullptr : &it->second;
}

void AlertBook::Count(const Alert& alert, int by) {
  open_by_severity_[static_cast<size_t>(alert.severity)] += by;
  const auto add = [&](const std::string& chain) {
    const auto it = open_counts_.try_emplace({alert.condition, alert.severity, chain}, 0).first;
    it->second += by;
    if (it->second == 0) open_counts_.erase(it);
  };
  for (const std::string& chain : alert.chains) add(chain);
  if (alert.chains.empty()) add("");
}

}  // namespace liandu::evaluator
