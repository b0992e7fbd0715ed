#include "notifier/domain/describe_item.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "notifier/domain/duties.h"

namespace liandu::notifier {
namespace {

using model::Severity;
using model::TransitionKind;

constexpr int kMaxMembers = 10;

const model::Transition* TransitionOf(const DeliveryItem& item) {
  const std::vector<model::Transition>& trail = item.alert.trail;
  return !trail.empty() && trail.back().sequence == item.sequence ? &trail.back() : nullptr;
}

std::string NoteOf(const DeliveryItem& item) {
  const model::Transition* transition = TransitionOf(item);
  return transition == nullptr ? "" : OneLine(transition->note);
}

std::string Chains(const Directory& directory, const model::Alert& alert) {
  return absl::StrJoin(alert.chains, "、", [&](std::string* out, const std::string& id) {
    absl::StrAppend(out, OneLine(directory.ChainName(id), 40));
  });
}

/// What the transition itself says: how it stands now, where that is another than what the evidence says.
std::string Note(const DeliveryItem& item) {
  const bool says = IsResolved(item) || (item.kind == TransitionKind::kSeverityChanged &&
                                         item.alert.condition != model::Condition::kDueSoon);
  return says ? NoteOf(item) : "";
}

std::string FeedbackText(const model::Alert& alert) {
  if (!alert.feedback) return "";
  std::string text =
      absl::StrCat("原因：", OneLine(alert.feedback->cause), "；措施：", OneLine(alert.feedback->measure));
  if (alert.feedback->promised_date) {
    absl::StrAppend(&text, "；承诺 ", alert.feedback->promised_date->ToString(), " 前完成");
  }
  return text;
}

/// "申请延期至 2024-12-31".
std::string RequestText(const DeliveryItem& item) {
  const model::Transition* transition = TransitionOf(item);
  if (transition == nullptr || !transition->action) return "申请延期或免予";
  const model::ExtensionRequest& request = transition->action->extension_request;
  const bool excusal = request.kind == model::ExtensionKind::kExcusal;
  if (!request.until) return excusal ? "申请免予督办" : "申请延期";
  return absl::StrCat(excusal ? "申请免予督办至 " : "申请延期至 ", request.until->ToString());
}

std::string WithReason(std::string text, const std::string& note) {
  if (!note.empty()) absl::StrAppend(&text, "：", note);
  return text;
}

/// What people did about it; empty for what is told for another reason.
std::string Progress(const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  switch (item.kind) {
    case TransitionKind::kAnswered:
      return absl::StrCat("已反馈，待核验。", FeedbackText(alert));
    case TransitionKind::kReturned: {
      std::string text = WithReason("反馈已退回", NoteOf(item));
      if (alert.feedback_due_date)
        absl::StrAppend(&text, "；请于 ", alert.feedback_due_date->ToString(), " 前重新反馈");
      return text;
    }
    case TransitionKind::kExtensionRequested:
      return WithReason(RequestText(item) + "，待批复", NoteOf(item));
    case TransitionKind::kExtensionGranted: {
      std::string text = "申请已批准";
      if (alert.excused_until) absl::StrAppend(&text, "，至 ", alert.excused_until->ToString());
      return WithReason(text, NoteOf(item));
    }
    case TransitionKind::kExtensionDenied:
      return WithReason("申请未获批准", NoteOf(item));
    default:
      return "";
  }
}

/// What and how far behind; what holds now when it is resolved. Without the names of the subject and of who is
/// responsible, which stand beside it.
std::string Situation(const Directory& directory, const DeliveryItem& item) {
  if (std::string progress = Progress(item); !progress.empty()) return progress;
  if (std::string note = Note(item); !note.empty() || IsResolved(item)) return note;
  const model::Alert& alert = item.alert;
  const model::Evidence& evidence = alert.evidence;
  if (!evidence.summary.empty()) {
    absl::string_view text = evidence.summary;
    absl::ConsumePrefix(&text, absl::StrCat(alert.subject.display_name, "："));
    absl::ConsumeSuffix(&text, absl::StrCat("；责任单位 ", ResponsibleFor(directory, alert)));
    return OneLine({text.data(), text.size()});
  }
  std::vector<std::string> parts;
  if (!evidence.expected.empty()) parts.push_back("应达 " + OneLine(evidence.expected, 60));
  if (!evidence.actual.empty()) parts.push_back("实际 " + OneLine(evidence.actual, 60));
  if (!evidence.lag_points.empty()) parts.push_back("落后 " + OneLine(evidence.lag_points, 20) + " 个百分点");
  return absl::StrJoin(parts, "，");
}

std::string DayOf(const Directory& directory, model::Instant moment) {
  return directory.civil_time().DateAt(moment).ToString();
}

std::string ClearedAt(const Directory& directory, const model::Alert& alert) {
  return alert.cleared_time ? directory.civil_time().ToText(*alert.cleared_time) : "";
}

std::string Members(const model::Alert& alert) {
  std::vector<std::string> shown;
  for (const std::string& member : alert.members) {
    if (shown.size() == kMaxMembers) break;
    shown.push_back(OneLine(member, 60));
  }
  std::string text = absl::StrJoin(shown, "、");
  if (alert.members.size() > shown.size()) absl::StrAppend(&text, " 等 ", alert.members.size(), " 项");
  return text;
}

void AppendLine(std::string& text, const char* label, const std::string& value) {
  if (value.empty()) return;
  absl::StrAppend(&text, "\n", label, "：", value);
}

/// "（级别变化）"; empty for what is told for the first time, or for the last.
std::string Change(const DeliveryItem& item) {
  if (item.step > 0) return absl::StrCat("（第 ", item.step, " 步提醒）");
  if (item.repeated) return "（再次提醒）";
  if (item.kind != TransitionKind::kSeverityChanged) return "";
  return item.alert.condition == model::Condition::kDueSoon ? "（再次提醒）" : "（级别变化）";
}

/// "待签收，2024-07-03 前".
std::string Duty(const model::Alert& alert) {
  const Duties duties = DutiesOf(alert);
  if (duties.responsible == nullptr) return duties.issuer == nullptr ? "" : duties.issuer;
  return duties.until ? absl::StrCat(duties.responsible, "，", duties.until->ToString(), " 前") : duties.responsible;
}

const char* Ended(const DeliveryItem& item) { return item.kind == TransitionKind::kVerified ? "已销号" : "已解除"; }

}  // namespace

ItemGroup GroupOf(TransitionKind kind, Severity severity) {
  if (kind == TransitionKind::kCleared) return ItemGroup::kCleared;
  if (kind == TransitionKind::kVerified) return ItemGroup::kVerified;
  if (kind != TransitionKind::kRaised && kind != TransitionKind::kSeverityChanged) return ItemGroup::kProgress;
  if (severity == Severity::kRed) return ItemGroup::kRed;
  return severity == Severity::kYellow ? ItemGroup::kYellow : ItemGroup::kBlue;
}

ItemGroup GroupOf(const DeliveryItem& item) { return GroupOf(item.kind, item.severity); }

const char* GroupText(ItemGroup group) {
  constexpr const char* kTexts[kItemGroups] = {"红", "黄", "蓝", "办理", "解除", "销号"};
  return kTexts[static_cast<size_t>(group)];
}

const char* GroupTitle(ItemGroup group) {
  constexpr const char* kTitles[kItemGroups] = {"红色预警", "黄色预警", "蓝色提示", "办理情况", "已解除", "已销号"};
  return kTitles[static_cast<size_t>(group)];
}

ReadingPlace ReadingPlaceOf(const Directory& directory, const model::Alert& alert, TransitionKind kind,
                            Severity severity) {
  const bool no_chain = alert.chains.empty();
  const model::Chain* chain = no_chain ? nullptr : model::Find(directory.catalogue().chains, alert.chains.front());
  return {GroupOf(kind, severity), no_chain, chain == nullptr ? 0 : chain->order,
          no_chain ? std::string() : alert.chains.front(), alert.id};
}

std::string NameOf(const model::Alert& alert) {
  std::string id = OneLine(alert.subject.id, 60);
  std::string name = OneLine(alert.subject.display_name, 60);
  if (name.empty() || name == id) return id;
  // The id of another alert says nothing to people.
  if (alert.subject.kind == model::SubjectKind::kAlert) return name;
  return absl::StrCat(name, "（", id, "）");
}

std::string ResponsibleFor(const Directory& directory, const model::Alert& alert) {
  if (!alert.responsible_unit.empty()) return OneLine(directory.UnitName(alert.responsible_unit), 60);
  const model::Programme* programme = model::Find(directory.catalogue().programmes, alert.programme);
  if (programme == nullptr || programme->issuer.empty()) return "";
  return OneLine(directory.UnitName(programme->issuer), 60) + "（方案印发单位）";
}

std::string HeadingOf(const DeliveryItem& item) {
  return absl::StrCat("【", GroupTitle(GroupOf(item)), Change(item), "】", NameOf(item.alert), "：",
                      model::ConditionText(item.alert.condition));
}

std::string SummaryOf(const Directory& directory, const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  std::string line = absl::StrCat(NameOf(alert), "：", model::ConditionText(alert.condition));
  if (IsResolved(item)) absl::StrAppend(&line, Ended(item));
  if (item.repeated) absl::StrAppend(&line, "（再次提醒）");
  const std::string situation = Situation(directory, item);
  if (!situation.empty()) absl::StrAppend(&line, "，", situation);
  // What the sentence has said already is not said again.
  const auto is_said = [&situation](const std::string& what) { return absl::StrContains(situation, what); };
  const bool reminds = GroupOf(item) < ItemGroup::kProgress;
  if (item.kind == TransitionKind::kCleared && alert.cleared_time) {
    absl::StrAppend(&line, "；", DayOf(directory, *alert.cleared_time), " 解除");
  }
  if (reminds) {
    absl::StrAppend(&line, "；", DayOf(directory, alert.raised_time), " 起");
    if (alert.acknowledged) absl::StrAppend(&line, "；已签收");
    if (item.step > 0) absl::StrAppend(&line, "；", OneLine(item.reason));
  }
  const std::string responsible = ResponsibleFor(directory, alert);
  if (!responsible.empty() && !is_said(responsible)) absl::StrAppend(&line, "；责任：", responsible);
  const std::string due = alert.due_date ? alert.due_date->ToString() : "";
  if (reminds && !due.empty() && !is_said(due)) absl::StrAppend(&line, "；时限：", due);
  return line;
}

std::string DescriptionOf(const Directory& directory, const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  std::string text = HeadingOf(item);
  AppendLine(text, "情况", Situation(directory, item));
  if (item.step > 0) AppendLine(text, "缘由", OneLine(item.reason));
  AppendLine(text, "起始", directory.civil_time().ToText(alert.raised_time));
  if (item.kind == TransitionKind::kCleared) AppendLine(text, "解除", ClearedAt(directory, alert));
  AppendLine(text, "责任单位", ResponsibleFor(directory, alert));
  AppendLine(text, "所属", Chains(directory, alert));
  AppendLine(text, "涉及", Members(alert));
  if (!IsResolved(item) && alert.due_date) AppendLine(text, "完成时限", alert.due_date->ToString());
  AppendLine(text, "办理", Duty(alert));
  return text;
}

}  // namespace liandu::notifier
