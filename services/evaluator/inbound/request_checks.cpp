// What requests must look like before they are asked of anybody.
#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "evaluator/inbound/alert_page.h"
#include "evaluator/inbound/answers.h"
#include "wire/wire.h"

namespace liandu::evaluator {
namespace {

using Violations = std::vector<wire::Violation>;

constexpr size_t kMaxIdLength = 64;
/// "<subject kind>:<item>/<milestone>:<condition>:<window>".
constexpr size_t kMaxAlertIdLength = 256;
/// 128 characters of Chinese.
constexpr size_t kMaxScoreIdBytes = 512;
constexpr int kMaxTargets = 1000;
constexpr int kMaxAlerts = 500;
constexpr size_t kMaxSuppositions = 1000;

bool IsIdCharacter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool IsId(const std::string& text) {
  if (text.empty() || text.size() > kMaxIdLength) return false;
  for (const char c : text) {
    if (!IsIdCharacter(c)) return false;
  }
  return true;
}

void CheckId(const char* field, const std::string& text, Violations& violations) {
  if (IsId(text)) return;
  violations.push_back({field, "不是编号；请填 1 至 64 个字符，只用 A-Z a-z 0-9 . _ -"});
}

void CheckOptionalId(const char* field, const std::string& text, Violations& violations) {
  if (!text.empty()) CheckId(field, text, violations);
}

void CheckPosition(const char* field, const std::string& entry, Violations& violations) {
  if (entry.empty() || eventlog::EntryId::Parse(entry).ok()) return;
  violations.push_back({field, "不是日志位置；请原样填写以前答复给出的位置"});
}

void CheckPageSize(int size, int max, Violations& violations) {
  if (size >= 0 && size <= max) return;
  violations.push_back({"page_size", absl::StrCat("超出范围；请填 0 至 ", max)});
}

void CheckScoreKind(v1::ScoreKind kind, Violations& violations) {
  if (kind != v1::SCORE_KIND_UNSPECIFIED && v1::ScoreKind_IsValid(kind)) return;
  violations.push_back({"kind", "没有说明是哪张表；请填 SCORE_KIND_CHAIN、_UNIT、_DISTRICT 或 _GROUP"});
}

template <typename Request>
void CheckCommon(const Request& request, Violations& violations) {
  CheckId("jurisdiction", request.jurisdiction(), violations);
  CheckPosition("min_position.entry", request.min_position().entry(), violations);
}

}  // namespace

void Check(const v1::GetBoardRequest& request, Violations& violations) { CheckCommon(request, violations); }

void Check(const v1::ListTargetsRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  CheckOptionalId("chain", request.chain(), violations);
  CheckOptionalId("programme", request.programme(), violations);
  CheckOptionalId("unit", request.unit(), violations);
  CheckPageSize(request.page_size(), kMaxTargets, violations);
  if (!request.page_token().empty() && !IsId(request.page_token())) {
    violations.push_back({"page_token", "不是翻页标记；请原样填写上一页的 next_page_token，或留空从头开始"});
  }
}

void Check(const v1::ListAlertsRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  CheckOptionalId("chain", request.chain(), violations);
  CheckOptionalId("unit", request.unit(), violations);
  CheckPageSize(request.page_size(), kMaxAlerts, violations);
  if (!v1::Severity_IsValid(request.min_severity()))
    violations.push_back({"min_severity", "不是预警级别；请从这个字段的取值中选一个"});
  if (!v1::Condition_IsValid(request.condition()))
    violations.push_back({"condition", "不是预警情形；请从这个字段的取值中选一个"});
  if (!request.page_token().empty() && !AlertPlace::Parse(request.page_token())) {
    violations.push_back({"page_token", "不是翻页标记；请原样填写上一页的 next_page_token，或留空从头开始"});
  }
}

void Check(const v1::GetAlertRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  if (request.alert().empty() || request.alert().size() > kMaxAlertIdLength) {
    violations.push_back({"alert", "不是预警编号；请填 target:T013:behind:2024 的样子"});
  }
}

void Check(const v1::ExplainTargetRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  CheckId("target", request.target(), violations);
}

void Check(const v1::ExplainSubjectRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  constexpr std::array kKinds = {v1::SUBJECT_KIND_MILESTONE, v1::SUBJECT_KIND_ITEM, v1::SUBJECT_KIND_ISSUE,
                                 v1::SUBJECT_KIND_OBLIGATION};
  if (std::find(kKinds.begin(), kKinds.end(), request.kind()) == kKinds.end()) {
    violations.push_back({"kind", "只能说明 MILESTONE、ITEM、ISSUE 或 OBLIGATION；目标请用 ExplainTarget"});
  }
  const size_t slash = request.kind() == v1::SUBJECT_KIND_MILESTONE ? request.id().find('/') : std::string::npos;
  if (request.kind() != v1::SUBJECT_KIND_MILESTONE) {
    CheckId("id", request.id(), violations);
  } else if (slash == std::string::npos || !IsId(request.id().substr(0, slash)) ||
             !IsId(request.id().substr(slash + 1))) {
    violations.push_back({"id", "不是节点的编号；请写成 事项/节点"});
  }
}

void Check(const v1::ExplainLightRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  CheckOptionalId("chain", request.chain(), violations);
  CheckOptionalId("unit", request.unit(), violations);
  if (!request.chain().empty() && !request.unit().empty()) {
    violations.push_back({"unit", "chain 和 unit 只能给一个；都不给则为全辖区"});
  }
}

void Check(const v1::WhatIfRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  const std::vector<model::Resource> put = wire::ResourcesFromProto(request.put(), violations);
  for (int i = 0; i < request.remove_size(); ++i) {
    const std::string path = absl::StrCat("remove[", i, "]");
    if (!v1::ResourceKind_IsValid(request.remove(i).kind()) ||
        request.remove(i).kind() == v1::RESOURCE_KIND_UNSPECIFIED) {
      violations.push_back({path + ".kind", "不是资源的种类；请从这个字段的取值中选一个"});
    }
    CheckId((path + ".id").c_str(), request.remove(i).id(), violations);
  }
  for (int i = 0; i < request.reports_size(); ++i) {
    wire::ReportFromProto(request.reports(i), absl::StrCat("reports[", i, "]"), violations);
  }
  const size_t size = put.size() + static_cast<size_t>(request.remove_size() + request.reports_size());
  if (size > kMaxSuppositions) violations.push_back({"reports", "填报和资源合计最多 1000 条；请分几次试"});
}

void Check(const v1::GetLeagueTableRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  CheckScoreKind(request.kind(), violations);
  CheckOptionalId("assessment", request.assessment(), violations);
}

void Check(const v1::GetScoreRequest& request, Violations& violations) {
  CheckCommon(request, violations);
  CheckScoreKind(request.kind(), violations);
  CheckOptionalId("assessment", request.assessment(), violations);
  // A group of chains has a name for its id.
  if (request.id().empty() || request.id().size() > kMaxScoreIdBytes) {
    violations.push_back({"id", "不是编号；请填产业链、单位或分组的编号"});
  }
}

void Check(const v1::WatchTransitionsRequest& request, Violations& violations) {
  CheckId("jurisdiction", request.jurisdiction(), violations);
  CheckPosition("resume_token", request.resume_token(), violations);
}

void Check(const v1::ReplayRequest& request, Violations& violations) {
  CheckId("jurisdiction", request.jurisdiction(), violations);
}

std::optional<eventlog::EntryId> PositionOf(const v1::LogPosition& position) {
  if (position.entry().empty()) return std::nullopt;
  const absl::StatusOr<eventlog::EntryId> entry = eventlog::EntryId::Parse(position.entry());
  return entry.ok() ? std::optional(*entry) : std::nullopt;
}

}  // namespace liandu::evaluator
