#include <set>
#include <string>

#include "ingest/domain/resource_check.h"

namespace liandu::ingest {
namespace {

/// What a matcher names must exist; subjects and labels are free.
void RequireMatch(const std::string& field, const model::AlertMatcher& match, const ResourceCheck& check) {
  check.RequireAll<model::Chain>(field + ".chains", match.chains);
  check.RequireAll<model::Unit>(field + ".units", match.units);
  check.RequireAll<model::Programme>(field + ".programmes", match.programmes);
}

}  // namespace

void CheckResource(const model::NotificationPolicy& policy, const ResourceCheck& check) {
  if (policy.working_hours_end <= policy.working_hours_start) {
    check.Refuse("working_hours_end", "不晚于 working_hours_start；请改正其中一个");
  }
  for (size_t i = 0; i < policy.digest_times.size(); ++i) {
    if (i > 0 && policy.digest_times[i] == policy.digest_times[i - 1]) {
      check.Refuse("digest_times", "有重复的时刻；请删去一个");
    }
    if (policy.digest_times[i] < policy.working_hours_start || policy.digest_times[i] > policy.working_hours_end) {
      check.Warn("通知策略", "有汇总发送时刻不在工作时间内");
    }
  }
  std::set<std::string> routes;
  for (size_t i = 0; i < policy.routes.size(); ++i) {
    const model::Route& route = policy.routes[i];
    const std::string place = ResourceCheck::At("routes", i);
    if (!routes.insert(route.id).second) check.Refuse(place + ".id", "路由编号重复；请给每条路由各自的编号");
    const bool tells = !route.recipients.empty() || !route.posts.empty() || !route.groups.empty() ||
                       !route.receivers.empty() || !route.routes.empty() || route.ends;
    if (!tells) check.Refuse(place + ".recipients", "没有接收人；请填写 recipients 或 posts");
    RequireMatch(place + ".match", route.match, check);
    check.RequireAll<model::Post>(place + ".posts", route.posts);
  }
  std::set<std::string> receivers;
  for (size_t i = 0; i < policy.receivers.size(); ++i) {
    const model::Receiver& receiver = policy.receivers[i];
    const std::string place = ResourceCheck::At("receivers", i);
    if (!receivers.insert(receiver.id).second) check.Refuse(place + ".id", "接收编号重复；请给每个接收各自的编号");
    check.RequireAll<model::Post>(place + ".posts", receiver.posts);
    check.RequireAll<model::Unit>(place + ".units", receiver.units);
  }
  if (policy.receivers.empty()) check.Warn("通知策略", "没有接收渠道，提醒无处送达");
}

void CheckResource(const model::Silence& silence, const ResourceCheck& check) {
  RequireMatch("match", silence.match, check);
}

}  // namespace liandu::ingest
