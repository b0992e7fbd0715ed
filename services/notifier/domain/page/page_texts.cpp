#include "notifier/domain/page/page_texts.h"

#include <map>

#include "notifier/domain/compose.h"

namespace liandu::notifier {
namespace {

/// Together with what stands between them they stay below the 200 characters of an event's actor.
constexpr int kMaxPostCharacters = 120;
constexpr int kMaxHolderCharacters = 60;

}  // namespace

using model::TransitionKind;

const char* TransitionText(TransitionKind kind) {
  switch (kind) {
    case TransitionKind::kRaised:
      return "发出预警";
    case TransitionKind::kSeverityChanged:
      return "级别变化";
    case TransitionKind::kAcknowledged:
      return "签收";
    case TransitionKind::kRefused:
      return "未予受理";
    case TransitionKind::kCleared:
      return "解除";
    case TransitionKind::kAnswered:
      return "反馈";
    case TransitionKind::kReturned:
      return "退回";
    case TransitionKind::kVerified:
      return "核验销号";
    case TransitionKind::kCommented:
      return "备注";
    case TransitionKind::kExtensionRequested:
      return "申请延期或免予";
    case TransitionKind::kExtensionGranted:
      return "批准申请";
    case TransitionKind::kExtensionDenied:
      return "不批准申请";
    case TransitionKind::kCirculated:
      return "列入通报";
  }
  return "变化";
}

const char* InputKindText(const std::string& kind) {
  static const std::map<std::string, const char*> texts = {
      {"report", "填报"},    {"base", "基期"},     {"target", "目标"},
      {"milestone", "节点"}, {"calendar", "日历"}, {"decision", "决定"},
      {"dispute", "分歧"},   {"forecast", "预测"}, {"indicator", "指标"},
      {"issue", "督办事项"}, {"member", "成员"},   {"missing", "缺少"},
      {"parts", "构成"},     {"stage", "阶段"},    {"printed_elsewhere", "另有表述"}};
  const auto found = texts.find(kind);
  return found == texts.end() ? "依据" : found->second;
}

const char* SeverityClass(model::Severity severity) {
  switch (severity) {
    case model::Severity::kRed:
      return "red";
    case model::Severity::kYellow:
      return "yellow";
    case model::Severity::kBlue:
      return "blue";
    case model::Severity::kNone:
      return "none";
  }
  return "none";
}

const char* LightClass(model::Light light) {
  switch (light) {
    case model::Light::kRed:
      return "red";
    case model::Light::kYellow:
      return "yellow";
    case model::Light::kGreen:
      return "green";
    case model::Light::kGrey:
      return "grey";
  }
  return "grey";
}

std::string SeverityTitle(model::Severity severity) {
  switch (severity) {
    case model::Severity::kRed:
      return "红色预警";
    case model::Severity::kYellow:
      return "黄色预警";
    case model::Severity::kBlue:
      return "蓝色提示";
    case model::Severity::kNone:
      return "预警";
  }
  return "预警";
}

const char* ExtensionKindText(model::ExtensionKind kind) {
  return kind == model::ExtensionKind::kExcusal ? "免予督办" : "延期";
}

std::string PersonText(const std::string& post, const std::string& holder) {
  return holder.empty() || holder == post ? post : post + "（" + holder + "）";
}

std::string ActorText(const std::string& post, const std::string& holder) {
  return PersonText(OneLine(post, kMaxPostCharacters), OneLine(holder, kMaxHolderCharacters));
}

}  // namespace liandu::notifier
