#include "notifier/domain/find_post.h"

#include <set>
#include <utility>

namespace liandu::notifier {

using model::PostRole;

PostFinder::PostFinder(const Directory& directory, const std::string& programme, model::Date date)
    : directory_(directory), date_(date) {
  const model::Programme* found = model::Find(directory.catalogue().programmes, programme);
  if (found != nullptr) issuer_ = found->issuer;
}

FoundPost PostFinder::OfResponsibleUnit(const std::string& unit) const {
  if (unit.empty()) {
    FoundPost found = OfIssuer();
    found.reason = "未明确责任单位，由" + found.reason + "负责";
    return found;
  }
  return OfUnitOrStandIn(unit, "责任单位" + directory_.UnitName(unit));
}

FoundPost PostFinder::OfUnitHead(const std::string& unit) const {
  const std::string& whose = unit.empty() ? issuer_ : unit;
  if (whose.empty()) return {};
  const std::string relation =
      (unit.empty() ? "未明确责任单位，方案印发单位" : "责任单位") + directory_.UnitName(whose);
  if (const model::Post* head = OfUnit(whose, PostRole::kUnitHead, true)) return Of(*head, relation + "负责人");
  const model::Post* vacant = OfUnit(whose, PostRole::kUnitHead, false);
  const char* why = vacant == nullptr ? "未设" : "空缺";
  const model::Post* liaison = whose == issuer_ ? OfUnit(whose, PostRole::kLiaison, true) : nullptr;
  if (liaison != nullptr) return Of(*liaison, relation + "负责人（" + why + "，改送联络员）");
  return HandOver(vacant, whose, relation + "负责人", why);
}

FoundPost PostFinder::OfSupervisingLeader(const std::string& unit) const {
  std::set<std::string> seen;
  for (std::string at = unit.empty() ? issuer_ : unit; !at.empty() && seen.insert(at).second;) {
    if (const model::Post* leader = OfUnit(at, PostRole::kSupervisingLeader, true)) {
      return Of(*leader, directory_.UnitName(at) + "分管领导");
    }
    const model::Unit* found = model::Find(directory_.catalogue().units, at);
    at = found == nullptr ? std::string() : found->parent;
  }
  return {};
}

FoundPost PostFinder::OfLeadingGroup() const {
  const std::string& group = directory_.policy().leading_group;
  if (group.empty()) return {};
  const std::string relation = directory_.UnitName(group);
  for (PostRole role : {PostRole::kUnitHead, PostRole::kLiaison}) {
    const model::Post* post = OfUnit(group, role, true);
    if (post != nullptr) return Of(*post, relation + (role == PostRole::kUnitHead ? "负责人" : "联络员"));
  }
  return AsSuch(group, relation);
}

FoundPost PostFinder::OfIssuer() const {
  if (issuer_.empty()) return {};
  return OfUnitOrStandIn(issuer_, "方案印发单位" + directory_.UnitName(issuer_));
}

FoundPost PostFinder::OfLeadUnit(const model::Chain& chain) const {
  if (chain.lead_unit.empty()) return {};
  return OfUnitOrStandIn(chain.lead_unit, directory_.ChainName(chain.id) + "牵头单位");
}

FoundPost PostFinder::OfChainLeader(const model::Chain& chain) const {
  const std::string relation = directory_.ChainName(chain.id) + "链长";
  const model::Post* post = model::Find(directory_.catalogue().posts, chain.leader_post);
  if (post != nullptr && Acting(*post) != nullptr) return Of(*post, relation);
  return HandOver(post, chain.lead_unit, relation, post == nullptr ? "未设" : "空缺");
}

FoundPost PostFinder::Named(const std::string& id, const std::string& why) const {
  const model::Post* post = model::Find(directory_.catalogue().posts, id);
  if (post == nullptr) return {};
  if (Acting(*post) != nullptr) return Of(*post, why);
  return HandOver(post, post->unit, why + directory_.PostName(*post), "空缺");
}

const model::Post* PostFinder::OfUnit(const std::string& unit, PostRole role, bool filled) const {
  if (unit.empty()) return nullptr;
  for (const std::string& id : directory_.PostsOf(unit)) {
    const model::Post& post = directory_.catalogue().posts.at(id);
    if (post.role == role && (!filled || Acting(post) != nullptr)) return &post;
  }
  return nullptr;
}

const model::Post* PostFinder::Acting(const model::Post& post) const {
  std::set<std::string> seen{post.id};
  const model::Post* acting = nullptr;
  for (const model::Post* next = &post; next != nullptr;) {
    if (model::HolderOn(*next, date_) != nullptr) acting = next;
    const model::Delegation* delegation = model::DelegationOn(*next, date_);
    if (delegation == nullptr || !seen.insert(delegation->deputy_post).second) break;
    next = model::Find(directory_.catalogue().posts, delegation->deputy_post);
  }
  return acting;
}

FoundPost PostFinder::Of(const model::Post& post, std::string reason) const {
  const model::Post* acting = Acting(post);
  const model::Post& told = acting == nullptr ? post : *acting;
  FoundPost found;
  found.post = told.id;
  found.display_name = directory_.PostName(told);
  found.unit = told.unit;
  found.person = directory_.PersonOf(told, date_);
  if (const model::PostHolder* holder = model::HolderOn(told, date_)) {
    found.holder = holder->display_name;
    found.contact_points = holder->contact_points;
  }
  if (told.id != post.id) {
    found.acts_for = post.id;
    found.acts_for_unit = post.unit;
    const std::string& why = model::DelegationOn(post, date_)->reason;
    reason += "，由" + found.display_name + "代理" + (why.empty() ? "" : "（" + why + "）");
  }
  found.reason = std::move(reason);
  return found;
}

FoundPost PostFinder::OfUnitOrStandIn(const std::string& unit, const std::string& relation) const {
  if (const model::Post* liaison = OfUnit(unit, PostRole::kLiaison, true)) return Of(*liaison, relation + "联络员");
  const model::Post* vacant = OfUnit(unit, PostRole::kLiaison, false);
  return HandOver(vacant, unit, relation + "联络员", vacant == nullptr ? "未设" : "空缺");
}

FoundPost PostFinder::HandOver(const model::Post* vacant, const std::string& unit, const std::string& relation,
                               const std::string& why) const {
  const std::string said = relation + "（" + why + "，";
  if (const model::Post* head = OfUnit(unit, PostRole::kUnitHead, true)) return Of(*head, said + "改送单位负责人）");
  if (unit != issuer_) {
    FoundPost found = FilledAtIssuer(said + "改送方案印发单位）");
    if (!found.post.empty()) return found;
  }
  if (vacant != nullptr) return Of(*vacant, relation + "（空缺）");
  if (const model::Post* head = OfUnit(unit, PostRole::kUnitHead, false)) {
    return Of(*head, said + "改送单位负责人，亦空缺）");
  }
  if (unit.empty()) return {};
  return AsSuch(unit, said + "送单位）");
}

FoundPost PostFinder::AsSuch(const std::string& unit, std::string reason) const {
  FoundPost found;
  found.post = "unit:" + unit;
  found.display_name = directory_.UnitName(unit);
  found.unit = unit;
  found.reason = std::move(reason);
  found.person = found.post;
  return found;
}

FoundPost PostFinder::FilledAtIssuer(const std::string& reason) const {
  if (issuer_.empty()) return {};
  for (PostRole role : {PostRole::kLiaison, PostRole::kUnitHead}) {
    if (const model::Post* post = OfUnit(issuer_, role, true)) return Of(*post, reason);
  }
  return {};
}

}  // namespace liandu::notifier
