#include "cli/show/names.h"

#include <cstdint>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/show/enum_text.h"
#include "model/alert.h"
#include "model/catalogue.h"

namespace liandu::cli {
namespace {

using Names = std::map<int, const char*>;

std::string Lookup(const Names& names, int number, const google::protobuf::EnumDescriptor* type) {
  const auto found = names.find(number);
  return found == names.end() ? EnumSlug(*type, number) : found->second;
}

std::string Lookup(const std::map<std::string, const char*>& names, const std::string& key) {
  const auto found = names.find(key);
  return found == names.end() ? key : found->second;
}

}  // namespace

std::string NameOf(v1::Light light) {
  static const Names names = {{v1::LIGHT_UNSPECIFIED, "无"},
                              {v1::LIGHT_GREY, "灰"},
                              {v1::LIGHT_GREEN, "绿"},
                              {v1::LIGHT_YELLOW, "黄"},
                              {v1::LIGHT_RED, "红"}};
  return Lookup(names, light, v1::Light_descriptor());
}

std::string NameOf(v1::Severity severity) {
  static const Names names = {{v1::SEVERITY_UNSPECIFIED, "无"},
                              {v1::SEVERITY_BLUE, "蓝"},
                              {v1::SEVERITY_YELLOW, "黄"},
                              {v1::SEVERITY_RED, "红"}};
  return Lookup(names, severity, v1::Severity_descriptor());
}

std::string NameOf(v1::Condition condition) {
  static const Names names = {{v1::CONDITION_BEHIND, "进度滞后"},
                              {v1::CONDITION_AT_RISK, "预计不达标"},
                              {v1::CONDITION_MISSED, "到期未达标"},
                              {v1::CONDITION_CONFLICT, "数值冲突"},
                              {v1::CONDITION_ORDER, "先后倒挂"},
                              {v1::CONDITION_DATA_GAP, "数据缺口"},
                              {v1::CONDITION_REPORT_OVERDUE, "填报逾期"},
                              {v1::CONDITION_DUE_SOON, "即将到期"},
                              {v1::CONDITION_OVERDUE, "逾期未完成"},
                              {v1::CONDITION_SET_ASIDE, "事件搁置"},
                              {v1::CONDITION_WATCH, "监测异常"},
                              {v1::CONDITION_STALLED, "阶段停滞"},
                              {v1::CONDITION_SLIP, "工期顺延"},
                              {v1::CONDITION_TOP_LEVEL, "顶格协调"},
                              {v1::CONDITION_ACKNOWLEDGEMENT_OVERDUE, "签收逾期"},
                              {v1::CONDITION_FEEDBACK_OVERDUE, "反馈逾期"},
                              {v1::CONDITION_PROMISE_BROKEN, "承诺未兑现"}};
  return Lookup(names, condition, v1::Condition_descriptor());
}

std::string NameOf(v1::TransitionKind kind) {
  static const Names names = {{v1::TRANSITION_KIND_RAISED, "发出"},
                              {v1::TRANSITION_KIND_SEVERITY_CHANGED, "改级"},
                              {v1::TRANSITION_KIND_ACKNOWLEDGED, "签收"},
                              {v1::TRANSITION_KIND_REFUSED, "未受理"},
                              {v1::TRANSITION_KIND_CLEARED, "解除"},
                              {v1::TRANSITION_KIND_ANSWERED, "反馈"},
                              {v1::TRANSITION_KIND_RETURNED, "退回"},
                              {v1::TRANSITION_KIND_VERIFIED, "核验销号"},
                              {v1::TRANSITION_KIND_COMMENTED, "备注"},
                              {v1::TRANSITION_KIND_EXTENSION_REQUESTED, "申请"},
                              {v1::TRANSITION_KIND_EXTENSION_GRANTED, "批准"},
                              {v1::TRANSITION_KIND_EXTENSION_DENIED, "不批准"},
                              {v1::TRANSITION_KIND_CIRCULATED, "列入通报"}};
  return Lookup(names, kind, v1::TransitionKind_descriptor());
}

std::string NameOf(v1::AlertState state) {
  const std::string name = model::AlertStateText(static_cast<model::AlertState>(state));
  return name.empty() ? Lookup(Names{}, state, v1::AlertState_descriptor()) : name;
}

std::string NameOf(v1::ClockMode mode) {
  static const Names names = {
      {v1::CLOCK_MODE_LIVE, "实时"}, {v1::CLOCK_MODE_IMPORTING, "导入中"}, {v1::CLOCK_MODE_SANDBOX, "沙箱"}};
  return Lookup(names, mode, v1::ClockMode_descriptor());
}

std::string NameOf(v1::DeliveryState state) {
  static const Names names = {{v1::DELIVERY_STATE_SCHEDULED, "待发"},   {v1::DELIVERY_STATE_SENDING, "发送中"},
                              {v1::DELIVERY_STATE_DELIVERED, "已送达"}, {v1::DELIVERY_STATE_DEAD, "未能送达"},
                              {v1::DELIVERY_STATE_CANCELLED, "已取消"}, {v1::DELIVERY_STATE_SUPPRESSED, "未提醒"},
                              {v1::DELIVERY_STATE_MERGED, "已并入"}};
  return Lookup(names, state, v1::DeliveryState_descriptor());
}

std::string NameOf(v1::DeliveryKind kind) {
  static const Names names = {{v1::DELIVERY_KIND_DIGEST, "汇总"},
                              {v1::DELIVERY_KIND_IMMEDIATE, "即时"},
                              {v1::DELIVERY_KIND_WEEKLY, "每周"},
                              {v1::DELIVERY_KIND_CIRCULAR, "通报"},
                              {v1::DELIVERY_KIND_TEST, "测试"}};
  return Lookup(names, kind, v1::DeliveryKind_descriptor());
}

std::string NameOf(v1::ScoreKind kind) {
  static const Names names = {{v1::SCORE_KIND_CHAIN, "产业链"},
                              {v1::SCORE_KIND_UNIT, "单位"},
                              {v1::SCORE_KIND_DISTRICT, "区市"},
                              {v1::SCORE_KIND_GROUP, "分组"}};
  return Lookup(names, kind, v1::ScoreKind_descriptor());
}

std::string NameOf(v1::AssessmentState state) {
  static const Names names = {{v1::ASSESSMENT_STATE_LIVE, "目前"},
                              {v1::ASSESSMENT_STATE_PROVISIONAL, "暂定"},
                              {v1::ASSESSMENT_STATE_FROZEN, "已冻结"}};
  return Lookup(names, state, v1::AssessmentState_descriptor());
}

std::string NameOf(v1::ResourceKind kind) {
  const std::string name = model::KindText(static_cast<model::ResourceKind>(kind));
  return name.empty() ? Lookup(Names{}, kind, v1::ResourceKind_descriptor()) : name;
}

std::string NameOf(v1::ChangeAction action) {
  static const Names names = {
      {v1::CHANGE_ACTION_CREATE, "新增"}, {v1::CHANGE_ACTION_UPDATE, "修改"}, {v1::CHANGE_ACTION_DELETE, "删除"}};
  return Lookup(names, action, v1::ChangeAction_descriptor());
}

std::string NameOfReason(const std::string& reason) {
  static const std::map<std::string, const char*> names = {{"redacted", "原文数值被遮盖"},
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
                                                           {"stalled", "阶段停滞"}};
  return Lookup(names, reason);
}

std::string NameOfRole(const std::string& role) {
  static const std::map<std::string, const char*> names = {{"used", "采用"},
                                                           {"baseline", "仅作背景"},
                                                           {"before_base", "早于基期"},
                                                           {"superseded", "已被修订"},
                                                           {"set_aside", "搁置"},
                                                           {"other_scope", "口径不同"},
                                                           {"mismatched_period", "期间不符"},
                                                           {"outside_window", "不在期内"}};
  return Lookup(names, role);
}

std::string NameOfInput(const std::string& kind) {
  static const std::map<std::string, const char*> names = {
      {"report", "填报"},         {"base", "基期"},      {"target", "目标"},
      {"milestone", "节点"},      {"indicator", "指标"}, {"calendar", "工作日历"},
      {"obligation", "定期义务"}, {"unit", "单位"},      {"chain", "产业链"},
      {"decision", "决定"},       {"watch", "监测"},     {"requirement", "齐备要求"},
      {"missing", "缺项"},        {"dispute", "分歧"},   {"printed_elsewhere", "他处印有"},
      {"forecast", "预测依据"},   {"issue", "协调事项"}, {"stage", "阶段"},
      {"alert", "预警"}};
  return Lookup(names, kind);
}

Cell LightCell(v1::Light light) {
  static const std::map<int, Colour> colours = {{v1::LIGHT_GREY, Colour::kGrey},
                                                {v1::LIGHT_GREEN, Colour::kGreen},
                                                {v1::LIGHT_YELLOW, Colour::kYellow},
                                                {v1::LIGHT_RED, Colour::kRed}};
  const auto found = colours.find(light);
  return {absl::StrCat("● ", NameOf(light)), found == colours.end() ? Colour::kNone : found->second};
}

Cell SeverityCell(v1::Severity severity) {
  static const std::map<int, Colour> colours = {
      {v1::SEVERITY_BLUE, Colour::kBlue}, {v1::SEVERITY_YELLOW, Colour::kYellow}, {v1::SEVERITY_RED, Colour::kRed}};
  const auto found = colours.find(severity);
  return {absl::StrCat("● ", NameOf(severity)), found == colours.end() ? Colour::kNone : found->second};
}

std::string ShowPeriod(const std::string& period) { return absl::StrReplaceAll(period, {{"/", " 至 "}}); }

std::string AsPercent(const std::string& fraction) {
  const bool negative = !fraction.empty() && fraction.front() == '-';
  const std::string magnitude = fraction.substr(negative ? 1 : 0);
  const size_t point = magnitude.find('.');
  const std::string whole = magnitude.substr(0, point);
  std::string places = point == std::string::npos ? "" : magnitude.substr(point + 1);
  if (magnitude.empty() || whole.empty() || whole.size() > 9 || places.size() > 9 ||
      (whole + places).find_first_not_of("0123456789") != std::string::npos) {
    return fraction;
  }
  places.resize(9, '0');
  int64_t tenths = 0;
  int64_t rest = 0;
  if (!absl::SimpleAtoi(whole + places.substr(0, 3), &tenths) || !absl::SimpleAtoi(places.substr(3), &rest)) {
    return fraction;
  }
  if (rest >= 500'000) ++tenths;
  return absl::StrCat(negative && tenths > 0 ? "-" : "", tenths / 10, ".", tenths % 10, "%");
}

}  // namespace liandu::cli
