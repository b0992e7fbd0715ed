#include "notifier/domain/page/permitted_actions.h"

#include <set>
#include <string_view>

namespace liandu::notifier {
namespace {

using model::AlertActionKind;
using model::AlertState;
using model::PostRole;

constexpr std::string_view kUnitPrefix = "unit:";
constexpr char kTold[] = "知会";
constexpr ActionSet kReader{AlertActionKind::kAcknowledgement, AlertActionKind::kComment};
constexpr ActionSet kResponsible{AlertActionKind::kAcknowledgement, AlertActionKind::kFeedback,
                                 AlertActionKind::kExtensionRequest, AlertActionKind::kComment};
constexpr ActionSet kOffice{AlertActionKind::kFeedbackReturn, AlertActionKind::kVerification,
                            AlertActionKind::kExtensionDecision, AlertActionKind::kComment};

/// The unit a post belongs to, and whether it does the unit's daily work: its liaison and its head, not its leaders.
struct Seat {
  std::string unit;
  bool works = false;
};

Seat SeatOf(const Directory& directory, const std::string& id) {
  if (id.starts_with(kUnitPrefix)) return {id.substr(kUnitPrefix.size()), true};
  const model::Post* post = model::Find(directory.catalogue().posts, id);
  if (post == nullptr) return {};
  return {post->unit, post->role != PostRole::kChainLeader && post->role != PostRole::kSupervisingLeader};
}

std::string IssuerOf(const Directory& directory, const AlertConcern& concern) {
  const model::Programme* programme = model::Find(directory.catalogue().programmes, concern.programme);
  return programme == nullptr ? "" : programme->issuer;
}

/// What is said of who neither answers for the alert nor decides about it.
std::string ReaderRelation(const Directory& directory, const std::string& post, const std::string& unit,
                           const AlertConcern& concern) {
  for (const std::string& id : concern.chains) {
    const model::Chain* chain = model::Find(directory.catalogue().chains, id);
    if (chain == nullptr) continue;
    if (chain->leader_post == post) return "链长";
    if (!unit.empty() && chain->lead_unit == unit) return "牵头单位";
  }
  return unit == concern.responsible_unit && !unit.empty() ? "责任单位领导" : kTold;
}

PostStanding OwnStanding(const Directory& directory, const std::string& post, const AlertConcern& concern) {
  const Seat seat = SeatOf(directory, post);
  const std::string issuer = IssuerOf(directory, concern);
  const std::string& responsible = concern.responsible_unit.empty() ? issuer : concern.responsible_unit;
  PostStanding standing;
  if (seat.works && !seat.unit.empty()) {
    if (seat.unit == responsible) standing = {"责任单位", kResponsible};
    if (seat.unit == issuer || seat.unit == directory.policy().leading_group) {
      standing.relation = standing.relation.empty() ? "督办单位" : "责任单位、督办单位";
      standing.actions = standing.actions.Or(kOffice);
    }
  }
  if (standing.actions.empty()) standing = {ReaderRelation(directory, post, seat.unit, concern), kReader};
  return standing;
}

/// The posts for which this one acts on a date, through deputies of deputies too.
std::set<std::string> PrincipalsOf(const Directory& directory, const std::string& deputy, model::Date date) {
  std::set<std::string> principals;
  std::vector<std::string> open{deputy};
  while (!open.empty()) {
    const std::string current = open.back();
    open.pop_back();
    for (const auto& [id, post] : directory.catalogue().posts) {
      const model::Delegation* delegation = model::DelegationOn(post, date);
      if (delegation == nullptr || delegation->deputy_post != current || id == deputy) continue;
      if (principals.insert(id).second) open.push_back(id);
    }
  }
  return principals;
}

}  // namespace

AlertConcern ConcernOf(const model::Alert& alert) { return {alert.responsible_unit, alert.chains, alert.programme}; }

PostStanding StandingOf(const Directory& directory, const std::string& post, const AlertConcern& concern,
                        model::Date date) {
  PostStanding standing = OwnStanding(directory, post, concern);
  for (const std::string& principal : PrincipalsOf(directory, post, date)) {
    const PostStanding theirs = OwnStanding(directory, principal, concern);
    const bool adds = !(theirs.actions.Or(standing.actions) == standing.actions);
    if (adds || standing.relation == kTold) standing.relation = theirs.relation + "（代理）";
    standing.actions = standing.actions.Or(theirs.actions);
  }
  return standing;
}

ActionSet FittingActions(const model::Alert& alert) {
  if (!alert.open) return {};
  ActionSet fitting{AlertActionKind::kComment};
  switch (alert.state) {
    case AlertState::kRaised:
      fitting.Insert(AlertActionKind::kAcknowledgement);
      fitting.Insert(AlertActionKind::kFeedback);
      break;
    case AlertState::kAcknowledged:
    case AlertState::kReturned:
      fitting.Insert(AlertActionKind::kFeedback);
      break;
    case AlertState::kAnswered:
      fitting.Insert(AlertActionKind::kFeedbackReturn);
      fitting.Insert(AlertActionKind::kVerification);
      break;
    case AlertState::kClosed:
    case AlertState::kCleared:
      return {};
  }
  fitting.Insert(alert.extension_request ? AlertActionKind::kExtensionDecision : AlertActionKind::kExtensionRequest);
  return fitting;
}

}  // namespace liandu::notifier
