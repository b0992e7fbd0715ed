#include "wire/readers.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

std::optional<model::Date> DateOrNone(const std::string& text) {
  absl::StatusOr<model::Date> date = model::Date::Parse(text);
  if (!date.ok()) return std::nullopt;
  return *date;
}

model::Evidence EvidenceFromProto(const v1::Evidence& proto) {
  model::Evidence evidence;
  evidence.rule = proto.rule();
  evidence.summary = proto.summary();
  for (const v1::EvidenceInput& input : proto.inputs()) {
    evidence.inputs.push_back({input.kind(), input.id(), input.value(), input.date(), input.source()});
  }
  evidence.expected = proto.expected();
  evidence.actual = proto.actual();
  evidence.progress = proto.progress();
  evidence.elapsed = proto.elapsed();
  evidence.lag_points = proto.lag_points();
  evidence.forecast = proto.forecast();
  evidence.forecast_method = proto.forecast_method();
  evidence.needed = proto.needed();
  return evidence;
}

/// What was written by ourselves, and checked when it came in.
model::AlertAction ReadStored(const v1::AlertAction& proto) {
  std::vector<Violation> violations;
  Findings findings{&violations, /*stored=*/true};
  return Read(proto, Form("", findings));
}

/// Alerts written before they had a state say it otherwise.
model::AlertState StateOf(const v1::Alert& proto) {
  if (proto.state() != v1::ALERT_STATE_UNSPECIFIED) return static_cast<model::AlertState>(proto.state());
  if (!proto.open()) return model::AlertState::kCleared;
  return proto.acknowledged() ? model::AlertState::kAcknowledged : model::AlertState::kRaised;
}

void ReadSteps(const v1::Alert& proto, model::Alert& alert) {
  std::vector<Violation> violations;
  Findings findings{&violations, /*stored=*/true};
  const Form form("", findings);
  if (proto.has_feedback()) alert.feedback = ReadFeedback(proto.feedback(), form);
  if (proto.has_extension_request()) {
    alert.extension_request = ReadExtensionRequest(proto.extension_request(), form);
  }
}

}  // namespace

google::protobuf::Timestamp ToTimestamp(model::Instant moment) {
  int64_t ms = moment.time_since_epoch().count();
  int64_t seconds = ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>((ms - seconds * 1000) * 1'000'000));
  return timestamp;
}

model::Instant FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return model::Instant(std::chrono::milliseconds(timestamp.seconds() * 1000 + timestamp.nanos() / 1'000'000));
}

v1::Transition ToProto(const model::Transition& transition) {
  v1::Transition proto;
  proto.set_sequence(transition.sequence);
  proto.set_kind(ToEnum<v1::TransitionKind>(transition.kind));
  proto.set_severity(ToEnum<v1::Severity>(transition.severity));
  *proto.mutable_time() = ToTimestamp(transition.time);
  proto.set_cause(transition.cause);
  proto.set_actor(transition.actor);
  proto.set_note(transition.note);
  proto.set_suppressed(transition.suppressed);
  if (transition.action) Write(*transition.action, *proto.mutable_action());
  return proto;
}

model::Transition TransitionFromProto(const v1::Transition& proto) {
  model::Transition transition;
  transition.sequence = proto.sequence();
  transition.kind = static_cast<model::TransitionKind>(proto.kind());
  transition.severity = static_cast<model::Severity>(proto.severity());
  transition.time = FromTimestamp(proto.time());
  transition.cause = proto.cause();
  transition.actor = proto.actor();
  transition.note = proto.note();
  transition.suppressed = proto.suppressed();
  if (proto.has_action()) transition.action = ReadStored(proto.action());
  return transition;
}

v1::Evidence ToProto(const model::Evidence& evidence) {
  v1::Evidence proto;
  proto.set_rule(evidence.rule);
  proto.set_summary(evidence.summary);
  for (const model::EvidenceInput& input : evidence.inputs) {
    v1::EvidenceInput* out = proto.add_inputs();
    out->set_kind(input.kind);
    out->set_id(input.id);
    out->set_value(input.value);
    out->set_date(input.date);
    out->set_source(input.source);
  }
  proto.set_expected(evidence.expected);
  proto.set_actual(evidence.actual);
  proto.set_progress(evidence.progress);
  proto.set_elapsed(evidence.elapsed);
  proto.set_lag_points(evidence.lag_points);
  proto.set_forecast(evidence.forecast);
  proto.set_forecast_method(evidence.forecast_method);
  proto.set_needed(evidence.needed);
  return proto;
}

v1::Alert ToProto(const model::Alert& alert, std::string_view jurisdiction) {
  v1::Alert proto;
  proto.set_id(alert.id);
  proto.set_jurisdiction(std::string(jurisdiction));
  proto.mutable_subject()->set_kind(ToEnum<v1::SubjectKind>(alert.subject.kind));
  proto.mutable_subject()->set_id(alert.subject.id);
  proto.mutable_subject()->set_display_name(alert.subject.display_name);
  proto.set_condition(ToEnum<v1::Condition>(alert.condition));
  proto.set_window(alert.window);
  proto.set_severity(ToEnum<v1::Severity>(alert.severity));
  proto.set_open(alert.open);
  proto.set_acknowledged(alert.acknowledged);
  proto.set_sequence(alert.sequence);
  *proto.mutable_evidence() = ToProto(alert.evidence);
  for (const model::Transition& transition : alert.trail) *proto.add_trail() = ToProto(transition);
  *proto.mutable_raised_time() = ToTimestamp(alert.raised_time);
  if (alert.cleared_time) *proto.mutable_cleared_time() = ToTimestamp(*alert.cleared_time);
  for (const std::string& chain : alert.chains) proto.add_chains(chain);
  proto.set_responsible_unit(alert.responsible_unit);
  proto.set_programme(alert.programme);
  if (alert.due_date) proto.set_due_date(alert.due_date->ToString());
  for (const std::string& member : alert.members) proto.add_members(member);
  for (const std::string& post : alert.posts) proto.add_posts(post);
  proto.set_state(ToEnum<v1::AlertState>(alert.state));
  if (alert.acknowledge_due_date) proto.set_acknowledge_due_date(alert.acknowledge_due_date->ToString());
  if (alert.feedback_due_date) proto.set_feedback_due_date(alert.feedback_due_date->ToString());
  if (alert.feedback) WriteFeedback(*alert.feedback, *proto.mutable_feedback());
  if (alert.extension_request) WriteExtensionRequest(*alert.extension_request, *proto.mutable_extension_request());
  if (alert.excused_until) proto.set_excused_until(alert.excused_until->ToString());
  WriteLabels(alert.labels, *proto.mutable_labels());
  WriteStrings(alert.circulars, proto.mutable_circulars());
  WriteStrings(alert.indicators, proto.mutable_indicators());
  return proto;
}

model::Alert AlertFromProto(const v1::Alert& proto) {
  model::Alert alert;
  alert.id = proto.id();
  alert.subject = {static_cast<model::SubjectKind>(proto.subject().kind()), proto.subject().id(),
                   proto.subject().display_name()};
  alert.condition = static_cast<model::Condition>(proto.condition());
  alert.window = proto.window();
  alert.severity = static_cast<model::Severity>(proto.severity());
  alert.open = proto.open();
  alert.acknowledged = proto.acknowledged();
  alert.sequence = proto.sequence();
  alert.evidence = EvidenceFromProto(proto.evidence());
  for (const v1::Transition& transition : proto.trail()) alert.trail.push_back(TransitionFromProto(transition));
  alert.raised_time = FromTimestamp(proto.raised_time());
  if (proto.has_cleared_time()) alert.cleared_time = FromTimestamp(proto.cleared_time());
  alert.chains = {proto.chains().begin(), proto.chains().end()};
  alert.responsible_unit = proto.responsible_unit();
  alert.programme = proto.programme();
  alert.due_date = DateOrNone(proto.due_date());
  alert.members = {proto.members().begin(), proto.members().end()};
  alert.posts = {proto.posts().begin(), proto.posts().end()};
  alert.state = StateOf(proto);
  alert.acknowledge_due_date = DateOrNone(proto.acknowledge_due_date());
  alert.feedback_due_date = DateOrNone(proto.feedback_due_date());
  ReadSteps(proto, alert);
  alert.excused_until = DateOrNone(proto.excused_until());
  alert.labels = {proto.labels().begin(), proto.labels().end()};
  alert.circulars = {proto.circulars().begin(), proto.circulars().end()};
  alert.indicators = {proto.indicators().begin(), proto.indicators().end()};
  return alert;
}

}  // namespace liandu::wire
