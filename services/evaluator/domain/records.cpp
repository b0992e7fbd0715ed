#include "evaluator/domain/records.h"

#include <array>
#include <utility>

namespace liandu::evaluator {
namespace {

struct ReasonWords {
  const char* name;
  const char* text;
};

/// In the order of Reason.
constexpr std::array<ReasonWords, 31> kReasonWords = {{
    {"redacted", "原文数值被遮盖"},
    {"ambiguous", "口径有歧义"},
    {"no_base", "缺少基期值"},
    {"no_due_date", "没有到期日"},
    {"not_started", "尚未开始"},
    {"not_recorded", "尚未记录"},
    {"no_denominator", "缺少分母"},
    {"missing_part", "数据不全"},
    {"mismatched_period", "填报期与目标期不符"},
    {"undecided_by_bound", "只有约数，无法判定"},
    {"stale", "数据过旧"},
    {"no_report", "暂无填报"},
    {"reached", "已达到（未到期）"},
    {"met", "完成"},
    {"missed", "到期未达标"},
    {"made_up_late", "逾期后补上"},
    {"behind", "进度滞后"},
    {"on_track", "进度正常"},
    {"held", "保持达标"},
    {"not_held", "未能保持"},
    {"pending", "到期待核"},
    {"done", "已完成"},
    {"done_late", "逾期完成"},
    {"started", "进行中"},
    {"overdue", "逾期未完成"},
    {"forecast", "预计可达标"},
    {"at_risk", "预计不达标"},
    {"superseded", "已被取代"},
    {"excused", "已容错免责"},
    {"slip", "受前序影响将延期"},
    {"stalled", "阶段停滞"},
}};

const ReasonWords& WordsOf(Reason reason) { return kReasonWords.at(static_cast<size_t>(reason) - 1); }

struct IdOfRecord {
  std::string operator()(const JurisdictionRecord&) const { return "clock"; }
  std::string operator()(const model::Resource& resource) const {
    return std::string(model::KindName(model::KindOf(resource))) + "/" + model::IdOf(resource);
  }
  std::string operator()(const SeriesRecord& record) const { return record.indicator; }
  std::string operator()(const TargetRecord& record) const { return record.target; }
  std::string operator()(const ItemRecord& record) const { return record.item; }
  std::string operator()(const ObligationRecord& record) const { return record.obligation; }
  std::string operator()(const model::Alert& alert) const { return alert.id; }
  std::string operator()(const MemberRecord& record) const { return record.register_id + "/" + record.member; }
  std::string operator()(const IssueRecord& record) const { return record.issue; }
  std::string operator()(const AssessmentRecord& record) const { return record.assessment.id; }
};

}  // namespace

const char* ReasonName(Reason reason) { return WordsOf(reason).name; }
const char* ReasonText(Reason reason) { return WordsOf(reason).text; }

bool HeldReport::operator==(const HeldReport& other) const {
  return period == other.period && value == other.value && bound == other.bound && preliminary == other.preliminary &&
         set_aside == other.set_aside && revision == other.revision && published == other.published &&
         received == other.received && *detail == *other.detail;
}

RecordKey KeyOf(const std::string& jurisdiction, const Record& record) {
  return {jurisdiction, static_cast<RecordKind>(record.index() + 1), std::visit(IdOfRecord{}, record)};
}

}  // namespace liandu::evaluator
