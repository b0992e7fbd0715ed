#include "notifier/inbound/page/page_messages.h"

#include <google/protobuf/util/time_util.h>

#include <utility>
#include <vector>

#include "notifier/domain/page/page_texts.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

std::optional<model::Date> DateOf(const std::string& text) {
  const absl::StatusOr<model::Date> date = model::Date::Parse(text);
  return date.ok() ? std::optional(*date) : std::nullopt;
}

ActionSet ActionsOf(const google::protobuf::RepeatedField<int32_t>& numbers) {
  ActionSet actions;
  for (const int32_t number : numbers) {
    const bool known = number >= static_cast<int>(model::AlertActionKind::kAcknowledgement) &&
                       number <= static_cast<int>(model::AlertActionKind::kExtensionDecision);
    if (known) actions.Insert(static_cast<model::AlertActionKind>(number));
  }
  return actions;
}

const char* KindText(v1::DeliveryKind kind) {
  switch (kind) {
    case v1::DELIVERY_KIND_DIGEST:
      return "汇总";
    case v1::DELIVERY_KIND_IMMEDIATE:
      return "即时";
    case v1::DELIVERY_KIND_WEEKLY:
      return "每周";
    case v1::DELIVERY_KIND_CIRCULAR:
      return "通报";
    case v1::DELIVERY_KIND_TEST:
      return "测试";
    default:
      return "消息";
  }
}

model::Severity SeverityOfLight(v1::Light light) {
  if (light == v1::LIGHT_RED) return model::Severity::kRed;
  return light == v1::LIGHT_YELLOW ? model::Severity::kYellow : model::Severity::kBlue;
}

}  // namespace

model::CivilTime CivilTimeOf(const google::protobuf::RepeatedPtrField<v1::UtcOffset>& offsets) {
  std::vector<model::UtcOffset> read;
  for (const v1::UtcOffset& offset : offsets) read.push_back({DateOf(offset.from()), offset.offset_minutes()});
  return read.empty() ? model::CivilTime() : model::CivilTime(std::move(read));
}

PageContextAnswer ContextOf(const v1::GetPageContextResponse& message) {
  PageContextAnswer context;
  context.jurisdiction = message.jurisdiction_display_name();
  context.civil_time = CivilTimeOf(message.utc_offsets());
  context.now = wire::FromTimestamp(message.clock_time());
  context.post = message.post_display_name();
  context.holder = message.holder();
  if (message.has_delivery()) {
    SentMessage& sent = context.message.emplace();
    sent.title = message.delivery().title();
    sent.text = message.delivery().text();
    sent.number = message.delivery().number();
    for (const v1::DeliveryItem& item : message.delivery().items()) {
      sent.alerts.push_back({item.alert(), static_cast<model::Severity>(item.severity())});
    }
  }
  for (const v1::AlertStanding& standing : message.standings()) {
    context.names.push_back({standing.relation(),
                             ActionsOf(standing.actions()),
                             standing.responsible_unit_display_name(),
                             {standing.chain_display_names().begin(), standing.chain_display_names().end()},
                             standing.programme_display_name()});
  }
  return context;
}

PathView PathOf(const v1::ExplainTargetResponse& message) {
  PathView path;
  path.window = message.verdict().window();
  path.due = DateOf(message.verdict().due_date());
  path.target = message.verdict().threshold();
  path.expected = message.evidence().expected();
  const std::string& target = message.verdict().id();
  for (const v1::EvidenceInput& input : message.evidence().inputs()) {
    // The forecast also names figures of the target itself as its base; the base of the path comes first.
    if (input.kind() == "base" && input.id() == target && path.base.empty()) {
      path.base = input.value();
      path.base_date = DateOf(input.date());
    }
    if (input.kind() == "report" && !path.as_of) path.as_of = DateOf(input.date());
  }
  for (const v1::ConsideredReport& report : message.reports()) {
    path.figures.push_back({report.period(), report.value(), report.source(), report.role() == "used"});
  }
  return path;
}

LinkGrant GrantOf(const v1::LinkGrant& message, const std::string& jurisdiction) {
  LinkGrant grant;
  grant.jurisdiction = jurisdiction;
  grant.alert = message.alert();
  if (grant.alert.empty()) grant.delivery = message.delivery();
  grant.post = message.post();
  grant.holder_tag = message.holder_tag();
  grant.actions = ActionsOf(message.actions());
  grant.expires = wire::FromTimestamp(message.expire_time());
  return grant;
}

LightCount LightOf(const v1::LightSummary& message) {
  return {message.display_name().empty() ? message.id() : message.display_name(),
          static_cast<model::Light>(message.light()),
          message.reason(),
          message.red(),
          message.yellow(),
          message.green(),
          message.grey(),
          message.open_alerts()};
}

BoardLine LineOf(const model::Alert& alert, const std::string& unit) {
  const std::string& name = alert.subject.display_name.empty() ? alert.subject.id : alert.subject.display_name;
  return {name,           model::ConditionText(alert.condition), unit, alert.due_date,
          alert.severity, model::AlertStateText(alert.state)};
}

BoardLine LineOf(const v1::TargetVerdict& message, const std::string& unit) {
  return {message.display_name().empty() ? message.id() : message.display_name(),
          "目标到期",
          unit,
          DateOf(message.due_date()),
          SeverityOfLight(message.light()),
          message.latest_value().empty() ? "暂无填报" : "最新 " + message.latest_value()};
}

InboxMessage MessageOf(const v1::Delivery& message) {
  InboxMessage shown;
  shown.post = PersonText(message.post_display_name(), message.holder());
  shown.title = message.title();
  shown.text = message.text();
  shown.number = message.number();
  shown.kind = KindText(message.kind());
  shown.state = "已送达";
  shown.scheduled = wire::FromTimestamp(message.scheduled_time());
  return shown;
}

}  // namespace liandu::notifier
