#include "notifier/domain/find_post.h"

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
  if (post != nullptr && model::HolderOn(*post, date_) != nullptr) return Of(*post, relation);
  return HandOver(post, chain.lead_unit, relation, post == nullptr ? "未设" : "空缺");
}

FoundPost PostFinder::Named(const std::string& id) const {
  const model::Post* post = model::Find(directory_.catalogue().posts, id);
  if (post == nullptr) return {};
  const std::string relation = "通知规则指定";
  if (model::HolderOn(*post, date_) != nullptr) return Of(*post, relation);
  return HandOver(post, post->unit, relation + directory_.PostName(*post), "空缺");
}

const model::Post* PostFinder::OfUnit(const std::string& unit, PostRole role, bool filled) const {
  if (unit.empty()) return nullptr;
  for (const auto& [id, post] : directory_.catalogue().posts) {
    if (post.unit != unit || post.role != role) continue;
    if (!filled || model::HolderOn(post, date_) != nullptr) return &post;
  }
  return nullptr;
}

FoundPost PostFinder::Of(const model::Post& post, const std::string& reason) const {
  const model::PostHolder* holder = model::HolderOn(post, date_);
  return {post.id, directory_.PostName(post), post.unit, holder == nullptr ? "" : holder->display_name, reason};
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
  return {"unit:" + unit, directory_.UnitName(unit), unit, "", said + "送单位）"};
}

FoundPost PostFinder::FilledAtIssuer(const std::string& reason) const {
  if (issuer_.empty()) return {};
  for (PostRole role : {PostRole::kLiaison, PostRole::kUnitHead}) {
    if (const model::Post* post = OfUnit(issuer_, role, true)) return Of(*post, reason);
  }
  return {};
}

}  // namespace liandu::notifier
