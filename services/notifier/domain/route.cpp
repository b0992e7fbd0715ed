#include "notifier/domain/route.h"

#include <algorithm>

#include "notifier/domain/recipients.h"

namespace liandu::notifier {
namespace {

using model::GroupingKey;
using model::RecipientRole;
using model::Severity;

/// Why a post is told that the alert itself names.
constexpr char kStraight[] = "顶格直报";

/// The built-in routes as one route, by severity.
model::Route DefaultRoute(Severity severity) {
  model::Route route;
  route.id = kDefaultRoute;
  route.recipients = {RecipientRole::kResponsibleUnit};
  if (severity == Severity::kYellow || severity == Severity::kRed) {
    route.recipients.push_back(RecipientRole::kChainLeadUnit);
  }
  if (severity == Severity::kRed) route.recipients.push_back(RecipientRole::kChainLeader);
  return route;
}

std::string ValueOf(GroupingKey key, const RouteQuestion& question) {
  switch (key) {
    case GroupingKey::kChain: {
      std::vector<std::string> chains = question.chains;
      std::sort(chains.begin(), chains.end());
      std::string text;
      for (const std::string& chain : chains) text += (text.empty() ? "" : "+") + chain;
      return "chain=" + text;
    }
    case GroupingKey::kUnit:
      return "unit=" + question.responsible_unit;
    case GroupingKey::kCondition:
      return std::string("condition=") + model::ConditionName(question.condition);
    case GroupingKey::kProgramme:
      return "programme=" + question.programme;
    case GroupingKey::kSubject:
      return "subject=" + question.subject;
    case GroupingKey::kAlert:
      return "alert=" + question.alert;
  }
  return "";
}

/// Walks the tree of routes and lets those that take the alert say who is told.
class Walk {
 public:
  Walk(const RouteQuestion& question, Recipients& recipients) : question_(question), recipients_(recipients) {}

  void Follow(const model::Route& route) {
    const Terms terms{route.id,
                      route.receivers,
                      GroupKey(route.group_by, question_),
                      route.group_wait_seconds,
                      route.group_interval_seconds,
                      route.repeat_days};
    for (RecipientRole role : route.recipients) recipients_.AddRole(role, terms);
    for (const std::string& post : route.posts) recipients_.AddPost(post, terms);
    for (const std::string& group : route.groups) recipients_.AddGroup(group, terms);
  }

  /// Whether one of the routes took it. `named`: a route above names its condition.
  bool FollowAll(const std::vector<model::Route>& routes, bool named) {
    bool taken = false;
    for (const model::Route& route : routes) {
      if (!Take(route, named)) continue;
      taken = true;
      if (route.ends) break;
    }
    return taken;
  }

 private:
  bool Take(const model::Route& route, bool named) {
    if (!Matches(route.match, question_)) return false;
    const bool names = named || !route.match.conditions.empty();
    if (FollowAll(route.routes, names)) return true;
    // What goes straight to a post skips the levels between: only a route of this very condition adds to it.
    if (!question_.posts.empty() && !names) return false;
    Follow(route);
    return true;
  }

  const RouteQuestion& question_;
  Recipients& recipients_;
};

}  // namespace

std::string GroupKey(const std::vector<GroupingKey>& group_by, const RouteQuestion& question) {
  std::string text;
  for (GroupingKey key : group_by) text += (text.empty() ? "" : ",") + ValueOf(key, question);
  return text;
}

std::vector<Addressee> Route(const Directory& directory, const RouteQuestion& question, model::Date date) {
  const model::NotificationPolicy& policy = directory.policy();
  Recipients recipients(directory, question, date);
  const bool direct = !question.posts.empty();
  if (direct) {
    const Terms terms{kDirectRoute};
    for (const std::string& post : question.posts) recipients.AddPost(post, terms, kStraight);
    recipients.AddRole(RecipientRole::kResponsibleUnit, terms);
  }
  Walk walk(question, recipients);
  if (policy.routes.empty() && !direct) walk.Follow(DefaultRoute(question.severity));
  walk.FollowAll(policy.routes, false);
  return recipients.Take();
}

}  // namespace liandu::notifier
