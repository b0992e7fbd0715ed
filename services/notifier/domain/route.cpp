#include "notifier/domain/route.h"

#include <algorithm>
#include <set>
#include <utility>

#include "notifier/domain/find_post.h"

namespace liandu::notifier {
namespace {

using model::RecipientRole;
using model::Severity;

struct Named {
  FoundPost found;
  std::string route;
};

template <typename T>
bool Holds(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool Takes(const model::Route& route, const RouteQuestion& question) {
  if (!Holds(route.conditions, question.condition)) return false;
  // What goes straight to a post skips the levels between: only a route of this very condition adds to it.
  if (!question.posts.empty() && route.conditions.empty()) return false;
  if (static_cast<int>(question.severity) < static_cast<int>(route.min_severity)) return false;
  if (!Holds(route.units, question.responsible_unit)) return false;
  return route.chains.empty() || std::any_of(question.chains.begin(), question.chains.end(),
                                             [&](const std::string& chain) { return Holds(route.chains, chain); });
}

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

/// Collects posts in order, each once. Holders' names are no identities ("市级领导"), so posts decide.
class Collector {
 public:
  void Add(FoundPost found, const std::string& route) {
    if (found.post.empty() || !posts_.insert(found.post).second) return;
    named_.push_back({std::move(found), route});
  }
  const std::vector<Named>& named() const { return named_; }

 private:
  std::set<std::string> posts_;
  std::vector<Named> named_;
};

void AddRole(const PostFinder& finder, const RouteQuestion& question, RecipientRole role, const std::string& route,
             const model::Catalogue& catalogue, Collector& collector) {
  switch (role) {
    case RecipientRole::kResponsibleUnit:
      collector.Add(finder.OfResponsibleUnit(question.responsible_unit), route);
      return;
    case RecipientRole::kProgrammeIssuer:
      collector.Add(finder.OfIssuer(), route);
      return;
    case RecipientRole::kChainLeadUnit:
    case RecipientRole::kChainLeader:
      for (const std::string& id : question.chains) {
        const model::Chain* chain = model::Find(catalogue.chains, id);
        if (chain == nullptr) continue;
        const bool leader = role == RecipientRole::kChainLeader;
        collector.Add(leader ? finder.OfChainLeader(*chain) : finder.OfLeadUnit(*chain), route);
      }
      return;
  }
}

bool TakesPost(const model::Receiver& receiver, const FoundPost& found) {
  if (receiver.posts.empty() && receiver.units.empty()) return true;
  return std::find(receiver.posts.begin(), receiver.posts.end(), found.post) != receiver.posts.end() ||
         std::find(receiver.units.begin(), receiver.units.end(), found.unit) != receiver.units.end();
}

std::vector<Addressee> OverReceivers(const model::NotificationPolicy& policy, const std::vector<Named>& named) {
  static const std::vector<model::Receiver> everybody{{kDefaultReceiver, kDefaultChannel, {}, {}}};
  const std::vector<model::Receiver>& receivers = policy.receivers.empty() ? everybody : policy.receivers;
  std::vector<Addressee> addressees;
  for (const Named& one : named) {
    for (const model::Receiver& receiver : receivers) {
      if (!TakesPost(receiver, one.found)) continue;
      addressees.push_back({receiver.id, receiver.channel, one.found.post, one.found.display_name, one.found.holder,
                            one.route, one.found.reason});
    }
  }
  return addressees;
}

}  // namespace

std::vector<Addressee> Route(const Directory& directory, const RouteQuestion& question, model::Date date) {
  const model::NotificationPolicy& policy = directory.policy();
  const PostFinder finder(directory, question.programme, date);
  Collector collector;
  const auto follow = [&](const model::Route& route) {
    for (RecipientRole role : route.recipients) {
      AddRole(finder, question, role, route.id, directory.catalogue(), collector);
    }
    for (const std::string& post : route.posts) collector.Add(finder.Named(post), route.id);
  };
  for (const std::string& post : question.posts) collector.Add(finder.Named(post), kDirectRoute);
  if (!question.posts.empty()) collector.Add(finder.OfResponsibleUnit(question.responsible_unit), kDirectRoute);
  if (policy.routes.empty() && question.posts.empty()) follow(DefaultRoute(question.severity));
  for (const model::Route& route : policy.routes) {
    if (Takes(route, question)) follow(route);
  }
  return OverReceivers(policy, collector.named());
}

}  // namespace liandu::notifier
