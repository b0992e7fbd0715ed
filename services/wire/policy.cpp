#include <algorithm>

#include "absl/strings/str_format.h"
#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxDigestTimes = 24;
constexpr int kMaxRoutes = 500;
constexpr int kMaxReceivers = 500;

std::string ClockText(int minutes) { return absl::StrFormat("%02d:%02d", minutes / 60, minutes % 60); }

model::Route ReadRoute(const v1::Route& proto, const Form& form) {
  model::Route route;
  route.id = form.Id("id", proto.id());
  for (int i = 0; i < proto.conditions_size(); ++i) {
    int value = proto.conditions(i);
    if (value == 0) form.Refuse("conditions", "没有写明情形；请选一种，或把列表留空表示全部", i);
    route.conditions.push_back(
        form.Enum("conditions", value, v1::Condition_IsValid(value), model::Condition::kBehind, 0, i));
  }
  route.min_severity = form.Enum("min_severity", proto.min_severity(), v1::Severity_IsValid(proto.min_severity()),
                                 model::Severity::kNone);
  route.chains = form.Ids("chains", proto.chains());
  route.units = form.Ids("units", proto.units());
  for (int i = 0; i < proto.recipients_size(); ++i) {
    int value = proto.recipients(i);
    if (value == 0) form.Refuse("recipients", "没有写明通知谁；请选一种接收人", i);
    route.recipients.push_back(
        form.Enum("recipients", value, v1::RecipientRole_IsValid(value), model::RecipientRole::kResponsibleUnit, 0, i));
  }
  route.posts = form.Ids("posts", proto.posts());
  return route;
}

void WriteRoute(const model::Route& route, v1::Route& proto) {
  proto.set_id(route.id);
  for (model::Condition condition : route.conditions) proto.add_conditions(ToEnum<v1::Condition>(condition));
  proto.set_min_severity(ToEnum<v1::Severity>(route.min_severity));
  WriteStrings(route.chains, proto.mutable_chains());
  WriteStrings(route.units, proto.mutable_units());
  for (model::RecipientRole role : route.recipients) proto.add_recipients(ToEnum<v1::RecipientRole>(role));
  WriteStrings(route.posts, proto.mutable_posts());
}

}  // namespace

model::NotificationPolicy Read(const v1::NotificationPolicy& proto, const Form& form) {
  model::NotificationPolicy policy;
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
  form.Count("routes", proto.routes_size(), kMaxRoutes);
  for (int i = 0; i < proto.routes_size(); ++i)
    policy.routes.push_back(ReadRoute(proto.routes(i), form.In("routes", i)));
  form.Count("receivers", proto.receivers_size(), kMaxReceivers);
  for (int i = 0; i < proto.receivers_size(); ++i) {
    Form place = form.In("receivers", i);
    const v1::Receiver& receiver = proto.receivers(i);
    policy.receivers.push_back({place.Id("id", receiver.id()), place.Id("channel", receiver.channel()),
                                place.Ids("posts", receiver.posts()), place.Ids("units", receiver.units())});
  }
  return policy;
}

void Write(const model::NotificationPolicy& policy, v1::NotificationPolicy& proto) {
  proto.set_working_hours_start(ClockText(policy.working_hours_start));
  proto.set_working_hours_end(ClockText(policy.working_hours_end));
  for (int minutes : policy.digest_times) proto.add_digest_times(ClockText(minutes));
  for (const model::Route& route : policy.routes) WriteRoute(route, *proto.add_routes());
  for (const model::Receiver& receiver : policy.receivers) {
    v1::Receiver* out = proto.add_receivers();
    out->set_id(receiver.id);
    out->set_channel(receiver.channel);
    WriteStrings(receiver.posts, out->mutable_posts());
    WriteStrings(receiver.units, out->mutable_units());
  }
}

}  // namespace liandu::wire
