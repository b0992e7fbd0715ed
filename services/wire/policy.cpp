#include <algorithm>

#include "absl/strings/str_format.h"
#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxDigestTimes = 24;
constexpr int kMaxRoutes = 500;
constexpr int kMaxRouteDepth = 5;
constexpr int kMaxReceivers = 500;
constexpr int kMaxAddresses = 50;
constexpr size_t kMaxAddressLength = 200;
constexpr int kMaxLadders = 50;
constexpr int kMaxSteps = 20;
constexpr int kMaxInhibitions = 50;
constexpr int kMaxSeverities = 3;
constexpr int kMaxGroupWaitSeconds = 3600;
constexpr int kSecondsOfDay = 86'400;
constexpr int kMaxDays = 250;
constexpr int kMaxDailyMessages = 1000;
constexpr int kMaxLinkDays = 365;

std::string ClockText(int minutes) { return absl::StrFormat("%02d:%02d", minutes / 60, minutes % 60); }

template <typename Model, typename Known>
std::vector<Model> ReadEnums(std::string_view field, const google::protobuf::RepeatedField<int>& values, Known known,
                             Model first, const char* missing, const Form& form) {
  std::vector<Model> result;
  for (int i = 0; i < values.size(); ++i) {
    if (values[i] == 0) form.Refuse(field, missing, i);
    result.push_back(form.Enum(field, values[i], known(values[i]), first, 0, i));
  }
  return result;
}

template <typename Proto>
std::vector<model::RecipientRole> ReadRecipients(const Proto& proto, const Form& form) {
  return ReadEnums("recipients", proto.recipients(), v1::RecipientRole_IsValid, model::RecipientRole::kResponsibleUnit,
                   "没有写明通知谁；请选一种接收人", form);
}

template <typename Proto>
void WriteRecipients(const std::vector<model::RecipientRole>& recipients, Proto& proto) {
  for (model::RecipientRole role : recipients) proto.add_recipients(ToEnum<v1::RecipientRole>(role));
}

std::vector<model::GroupingKey> ReadKeys(std::string_view field, const google::protobuf::RepeatedField<int>& values,
                                         const Form& form) {
  return ReadEnums(field, values, v1::GroupingKey_IsValid, model::GroupingKey::kChain, "没有写明按什么分组；请选一种",
                   form);
}

model::Route ReadRoute(const v1::Route& proto, const Form& form, int depth) {
  model::Route route;
  route.id = form.Id("id", proto.id());
  route.match = ReadMatcher(proto.match(), form.In("match"));
  route.recipients = ReadRecipients(proto, form);
  route.posts = form.Ids("posts", proto.posts());
  route.groups = form.Ids("groups", proto.groups());
  route.receivers = form.Ids("receivers", proto.receivers());
  route.group_by = ReadKeys("group_by", proto.group_by(), form);
  route.group_wait_seconds = form.Number("group_wait_seconds", proto.group_wait_seconds(), 0, kMaxGroupWaitSeconds);
  const int interval = form.Number("group_interval_seconds", proto.group_interval_seconds(), 0, kSecondsOfDay);
  if (interval > 0) route.group_interval_seconds = interval;
  route.repeat_days = form.Number("repeat_days", proto.repeat_days(), 0, kMaxDays);
  route.ends = proto.ends();
  form.Count("routes", proto.routes_size(), kMaxRoutes);
  if (depth == kMaxRouteDepth && proto.routes_size() > 0) {
    form.Refuse("routes", absl::StrFormat("路由最多 %d 层；请合并", kMaxRouteDepth));
    return route;
  }
  for (int i = 0; i < proto.routes_size(); ++i) {
    route.routes.push_back(ReadRoute(proto.routes(i), form.In("routes", i), depth + 1));
  }
  return route;
}

void WriteRoute(const model::Route& route, v1::Route& proto) {
  proto.set_id(route.id);
  if (route.match != model::AlertMatcher{}) WriteMatcher(route.match, *proto.mutable_match());
  WriteRecipients(route.recipients, proto);
  WriteStrings(route.posts, proto.mutable_posts());
  WriteStrings(route.groups, proto.mutable_groups());
  WriteStrings(route.receivers, proto.mutable_receivers());
  for (model::GroupingKey key : route.group_by) proto.add_group_by(ToEnum<v1::GroupingKey>(key));
  proto.set_group_wait_seconds(route.group_wait_seconds);
  proto.set_group_interval_seconds(route.group_interval_seconds);
  proto.set_repeat_days(route.repeat_days);
  for (const model::Route& child : route.routes) WriteRoute(child, *proto.add_routes());
  proto.set_ends(route.ends);
}

model::Receiver ReadReceiver(const v1::Receiver& proto, const Form& form) {
  return {form.Id("id", proto.id()),
          form.Id("channel", proto.channel()),
          form.Ids("posts", proto.posts()),
          form.Ids("units", proto.units()),
          form.Ids("groups", proto.groups()),
          form.Texts("addresses", proto.addresses(), kMaxAddresses, kMaxAddressLength),
          proto.shared()};
}

void WriteReceiver(const model::Receiver& receiver, v1::Receiver& proto) {
  proto.set_id(receiver.id);
  proto.set_channel(receiver.channel);
  WriteStrings(receiver.posts, proto.mutable_posts());
  WriteStrings(receiver.units, proto.mutable_units());
  WriteStrings(receiver.groups, proto.mutable_groups());
  WriteStrings(receiver.addresses, proto.mutable_addresses());
  proto.set_shared(receiver.shared);
}

model::RecipientGroup ReadGroup(const v1::RecipientGroup& proto, const Form& form) {
  return {form.Id("id", proto.id()), form.Text("display_name", proto.display_name()), form.Ids("posts", proto.posts()),
          form.Ids("units", proto.units())};
}

void WriteGroup(const model::RecipientGroup& group, v1::RecipientGroup& proto) {
  proto.set_id(group.id);
  proto.set_display_name(group.display_name);
  WriteStrings(group.posts, proto.mutable_posts());
  WriteStrings(group.units, proto.mutable_units());
}

model::EscalationStep ReadStep(const v1::EscalationStep& proto, const Form& form) {
  model::EscalationStep step;
  step.recipients = ReadRecipients(proto, form);
  step.posts = form.Ids("posts", proto.posts());
  step.groups = form.Ids("groups", proto.groups());
  step.delay_days = form.Number("delay_days", proto.delay_days(), 0, kMaxDays);
  step.calendar_days = proto.calendar_days();
  step.counted_from =
      form.RequiredEnum("counted_from", proto.counted_from(), v1::EscalationStart_IsValid(proto.counted_from()),
                        model::EscalationStart::kDelivery);
  return step;
}

model::EscalationLadder ReadLadder(const v1::EscalationLadder& proto, const Form& form) {
  model::EscalationLadder ladder;
  ladder.id = form.Id("id", proto.id());
  ladder.match = ReadMatcher(proto.match(), form.In("match"));
  form.Count("steps", proto.steps_size(), kMaxSteps);
  for (int i = 0; i < proto.steps_size(); ++i) ladder.steps.push_back(ReadStep(proto.steps(i), form.In("steps", i)));
  return ladder;
}

void WriteLadder(const model::EscalationLadder& ladder, v1::EscalationLadder& proto) {
  proto.set_id(ladder.id);
  if (ladder.match != model::AlertMatcher{}) WriteMatcher(ladder.match, *proto.mutable_match());
  for (const model::EscalationStep& step : ladder.steps) {
    v1::EscalationStep* out = proto.add_steps();
    WriteRecipients(step.recipients, *out);
    WriteStrings(step.posts, out->mutable_posts());
    WriteStrings(step.groups, out->mutable_groups());
    out->set_delay_days(step.delay_days);
    out->set_calendar_days(step.calendar_days);
    out->set_counted_from(ToEnum<v1::EscalationStart>(step.counted_from));
  }
}

model::Inhibition ReadInhibition(const v1::Inhibition& proto, const Form& form) {
  return {form.Id("id", proto.id()), ReadMatcher(proto.source(), form.In("source")),
          ReadMatcher(proto.target(), form.In("target")), ReadKeys("equal", proto.equal(), form), proto.listed()};
}

void WriteInhibition(const model::Inhibition& inhibition, v1::Inhibition& proto) {
  proto.set_id(inhibition.id);
  WriteMatcher(inhibition.source, *proto.mutable_source());
  WriteMatcher(inhibition.target, *proto.mutable_target());
  for (model::GroupingKey key : inhibition.equal) proto.add_equal(ToEnum<v1::GroupingKey>(key));
  proto.set_listed(inhibition.listed);
}

model::ResponseDeadline ReadDeadline(const v1::ResponseDeadline& proto, const Form& form) {
  return {
      form.RequiredEnum("severity", proto.severity(), v1::Severity_IsValid(proto.severity()), model::Severity::kYellow),
      form.Number("acknowledge_days", proto.acknowledge_days(), 0, kMaxDays),
      form.Number("feedback_days", proto.feedback_days(), 0, kMaxDays), proto.calendar_days()};
}

model::WeeklyDigest ReadWeekly(const v1::WeeklyDigest& proto, const Form& form) {
  model::WeeklyDigest weekly;
  weekly.weekday = form.Number("weekday", proto.weekday(), 1, 7);
  if (!proto.time().empty()) weekly.time = form.MinutesOfDay("time", proto.time(), 0);
  return weekly;
}

/// Reads a list of messages, each at its place.
template <typename Proto, typename ReadOne>
auto ReadAll(std::string_view field, const google::protobuf::RepeatedPtrField<Proto>& protos, int max, ReadOne read,
             const Form& form) {
  form.Count(field, protos.size(), max);
  std::vector<decltype(read(protos[0], form))> result;
  for (int i = 0; i < protos.size(); ++i) result.push_back(read(protos[i], form.In(field, i)));
  return result;
}

void ReadTimes(const v1::NotificationPolicy& proto, const Form& form, model::NotificationPolicy& policy) {
  policy.working_hours_start =
      form.MinutesOfDay("working_hours_start", proto.working_hours_start(), policy.working_hours_start);
  policy.working_hours_end =
      form.MinutesOfDay("working_hours_end", proto.working_hours_end(), policy.working_hours_end);
  form.Count("digest_times", proto.digest_times_size(), kMaxDigestTimes);
  if (!proto.digest_times().empty()) policy.digest_times.clear();
  for (int i = 0; i < proto.digest_times_size(); ++i) {
    form.RequiredText("digest_times", proto.digest_times(i), 5, i);
    policy.digest_times.push_back(form.MinutesOfDay("digest_times", proto.digest_times(i), 0, i));
  }
  std::sort(policy.digest_times.begin(), policy.digest_times.end());
}

}  // namespace

model::NotificationPolicy Read(const v1::NotificationPolicy& proto, const Form& form) {
  model::NotificationPolicy policy;
  ReadTimes(proto, form, policy);
  const auto route = [](const v1::Route& one, const Form& place) { return ReadRoute(one, place, 1); };
  policy.routes = ReadAll("routes", proto.routes(), kMaxRoutes, route, form);
  policy.receivers = ReadAll("receivers", proto.receivers(), kMaxReceivers, ReadReceiver, form);
  policy.groups = ReadAll("groups", proto.groups(), kMaxReceivers, ReadGroup, form);
  policy.ladders = ReadAll("ladders", proto.ladders(), kMaxLadders, ReadLadder, form);
  policy.inhibitions = ReadAll("inhibitions", proto.inhibitions(), kMaxInhibitions, ReadInhibition, form);
  policy.response_deadlines =
      ReadAll("response_deadlines", proto.response_deadlines(), kMaxSeverities, ReadDeadline, form);
  const int limit = form.Number("daily_message_limit", proto.daily_message_limit(), 0, kMaxDailyMessages);
  if (limit > 0) policy.daily_message_limit = limit;
  if (proto.has_weekly_digest()) policy.weekly_digest = ReadWeekly(proto.weekly_digest(), form.In("weekly_digest"));
  policy.leading_group = form.OptionalId("leading_group", proto.leading_group());
  const int days = form.Number("link_valid_days", proto.link_valid_days(), 0, kMaxLinkDays);
  if (days > 0) policy.link_valid_days = days;
  return policy;
}

void Write(const model::NotificationPolicy& policy, v1::NotificationPolicy& proto) {
  proto.set_working_hours_start(ClockText(policy.working_hours_start));
  proto.set_working_hours_end(ClockText(policy.working_hours_end));
  for (int minutes : policy.digest_times) proto.add_digest_times(ClockText(minutes));
  for (const model::Route& route : policy.routes) WriteRoute(route, *proto.add_routes());
  for (const model::Receiver& receiver : policy.receivers) WriteReceiver(receiver, *proto.add_receivers());
  for (const model::RecipientGroup& group : policy.groups) WriteGroup(group, *proto.add_groups());
  for (const model::EscalationLadder& ladder : policy.ladders) WriteLadder(ladder, *proto.add_ladders());
  for (const model::Inhibition& inhibition : policy.inhibitions) WriteInhibition(inhibition, *proto.add_inhibitions());
  for (const model::ResponseDeadline& deadline : policy.response_deadlines) {
    v1::ResponseDeadline* out = proto.add_response_deadlines();
    out->set_severity(ToEnum<v1::Severity>(deadline.severity));
    out->set_acknowledge_days(deadline.acknowledge_days);
    out->set_feedback_days(deadline.feedback_days);
    out->set_calendar_days(deadline.calendar_days);
  }
  proto.set_daily_message_limit(policy.daily_message_limit);
  if (policy.weekly_digest) {
    proto.mutable_weekly_digest()->set_weekday(policy.weekly_digest->weekday);
    if (policy.weekly_digest->time) proto.mutable_weekly_digest()->set_time(ClockText(*policy.weekly_digest->time));
  }
  proto.set_leading_group(policy.leading_group);
  proto.set_link_valid_days(policy.link_valid_days);
}

}  // namespace liandu::wire
