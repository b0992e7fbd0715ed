#include "model/catalogue.h"

#include <utility>

namespace liandu::model {
namespace {

/// Calls `with` with the map of a kind that is kept by id; the single resources are left to the caller.
template <typename AnyCatalogue, typename With>
void WithMap(AnyCatalogue& catalogue, ResourceKind kind, With with) {
  switch (kind) {
    case ResourceKind::kWorkCalendar:
      return with(catalogue.work_calendars);
    case ResourceKind::kUnitOfMeasure:
      return with(catalogue.units_of_measure);
    case ResourceKind::kUnit:
      return with(catalogue.units);
    case ResourceKind::kPost:
      return with(catalogue.posts);
    case ResourceKind::kProgramme:
      return with(catalogue.programmes);
    case ResourceKind::kChain:
      return with(catalogue.chains);
    case ResourceKind::kIndicator:
      return with(catalogue.indicators);
    case ResourceKind::kTarget:
      return with(catalogue.targets);
    case ResourceKind::kItem:
      return with(catalogue.items);
    case ResourceKind::kObligation:
      return with(catalogue.obligations);
    case ResourceKind::kRequirement:
      return with(catalogue.requirements);
    case ResourceKind::kConflict:
      return with(catalogue.conflicts);
    case ResourceKind::kRegister:
      return with(catalogue.registers);
    case ResourceKind::kStageMachine:
      return with(catalogue.stage_machines);
    case ResourceKind::kWatch:
      return with(catalogue.watches);
    case ResourceKind::kDecision:
      return with(catalogue.decisions);
    case ResourceKind::kIssue:
      return with(catalogue.issues);
    case ResourceKind::kAssessment:
      return with(catalogue.assessments);
    case ResourceKind::kSilence:
      return with(catalogue.silences);
    case ResourceKind::kCircular:
      return with(catalogue.circulars);
    case ResourceKind::kJurisdiction:
    case ResourceKind::kNotificationPolicy:
    case ResourceKind::kScorePolicy:
      return;
  }
}

constexpr ResourceKind kMapKinds[] = {ResourceKind::kWorkCalendar, ResourceKind::kUnitOfMeasure, ResourceKind::kUnit,
                                      ResourceKind::kPost,         ResourceKind::kProgramme,     ResourceKind::kChain,
                                      ResourceKind::kIndicator,    ResourceKind::kTarget,        ResourceKind::kItem,
                                      ResourceKind::kObligation,   ResourceKind::kRequirement};

constexpr ResourceKind kLaterMapKinds[] = {ResourceKind::kConflict,     ResourceKind::kRegister,
                                           ResourceKind::kStageMachine, ResourceKind::kWatch,
                                           ResourceKind::kDecision,     ResourceKind::kIssue};

struct Putter {
  Catalogue& catalogue;
  void operator()(Jurisdiction&& value) const { catalogue.jurisdiction = std::move(value); }
  void operator()(NotificationPolicy&& value) const { catalogue.notification_policy = std::move(value); }
  void operator()(WorkCalendar&& value) const { Keep(catalogue.work_calendars, std::move(value)); }
  void operator()(UnitOfMeasure&& value) const { Keep(catalogue.units_of_measure, std::move(value)); }
  void operator()(Unit&& value) const { Keep(catalogue.units, std::move(value)); }
  void operator()(Post&& value) const { Keep(catalogue.posts, std::move(value)); }
  void operator()(Programme&& value) const { Keep(catalogue.programmes, std::move(value)); }
  void operator()(Chain&& value) const { Keep(catalogue.chains, std::move(value)); }
  void operator()(Indicator&& value) const { Keep(catalogue.indicators, std::move(value)); }
  void operator()(Target&& value) const { Keep(catalogue.targets, std::move(value)); }
  void operator()(Item&& value) const { Keep(catalogue.items, std::move(value)); }
  void operator()(Obligation&& value) const { Keep(catalogue.obligations, std::move(value)); }
  void operator()(Requirement&& value) const { Keep(catalogue.requirements, std::move(value)); }
  void operator()(Conflict&& value) const { Keep(catalogue.conflicts, std::move(value)); }
  void operator()(Register&& value) const { Keep(catalogue.registers, std::move(value)); }
  void operator()(StageMachine&& value) const { Keep(catalogue.stage_machines, std::move(value)); }
  void operator()(Watch&& value) const { Keep(catalogue.watches, std::move(value)); }
  void operator()(Decision&& value) const { Keep(catalogue.decisions, std::move(value)); }
  void operator()(Issue&& value) const { Keep(catalogue.issues, std::move(value)); }
  void operator()(ScorePolicy&& value) const { catalogue.score_policy = std::move(value); }
  void operator()(Assessment&& value) const { Keep(catalogue.assessments, std::move(value)); }
  void operator()(Silence&& value) const { Keep(catalogue.silences, std::move(value)); }
  void operator()(Circular&& value) const { Keep(catalogue.circulars, std::move(value)); }

  template <typename T>
  static void Keep(std::map<std::string, T>& by_id, T value) {
    std::string id = value.id;
    by_id.insert_or_assign(std::move(id), std::move(value));
  }
};

}  // namespace

const char* ContactKindName(ContactKind kind) {
  switch (kind) {
    case ContactKind::kMail:
      return "mail";
    case ContactKind::kPhone:
      return "phone";
    case ContactKind::kDingtalkUser:
      return "dingtalk";
    case ContactKind::kWecomUser:
      return "wecom";
    case ContactKind::kFeishuUser:
      return "feishu";
  }
  return "";
}

const PostHolder* HolderOn(const Post& post, Date date) {
  const PostHolder* holder = nullptr;
  for (const PostHolder& candidate : post.holders) {
    if ((!candidate.from || *candidate.from <= date) && (!candidate.to || date <= *candidate.to)) holder = &candidate;
  }
  return holder;
}

const Delegation* DelegationOn(const Post& post, Date date) {
  for (const Delegation& delegation : post.delegations) {
    if (delegation.from <= date && date <= delegation.to) return &delegation;
  }
  return nullptr;
}

const Milestone* FindMilestone(const Item& item, const std::string& id) {
  for (const Milestone& milestone : item.milestones) {
    if (milestone.id == id) return &milestone;
  }
  return nullptr;
}

ResourceKind KindOf(const Resource& resource) { return static_cast<ResourceKind>(resource.index() + 1); }

std::string IdOf(const Resource& resource) {
  if (std::holds_alternative<Jurisdiction>(resource)) return "jurisdiction";
  if (std::holds_alternative<NotificationPolicy>(resource)) return "policy";
  if (std::holds_alternative<ScorePolicy>(resource)) return "score_policy";
  return std::visit(
      [](const auto& value) -> std::string {
        if constexpr (requires { value.id; }) return value.id;
        return {};
      },
      resource);
}

const char* KindName(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::kJurisdiction:
      return "jurisdiction";
    case ResourceKind::kWorkCalendar:
      return "work_calendar";
    case ResourceKind::kUnitOfMeasure:
      return "unit_of_measure";
    case ResourceKind::kUnit:
      return "unit";
    case ResourceKind::kPost:
      return "post";
    case ResourceKind::kProgramme:
      return "programme";
    case ResourceKind::kChain:
      return "chain";
    case ResourceKind::kIndicator:
      return "indicator";
    case ResourceKind::kTarget:
      return "target";
    case ResourceKind::kItem:
      return "item";
    case ResourceKind::kObligation:
      return "obligation";
    case ResourceKind::kRequirement:
      return "requirement";
    case ResourceKind::kNotificationPolicy:
      return "notification_policy";
    case ResourceKind::kConflict:
      return "conflict";
    case ResourceKind::kRegister:
      return "register";
    case ResourceKind::kStageMachine:
      return "stage_machine";
    case ResourceKind::kWatch:
      return "watch";
    case ResourceKind::kDecision:
      return "decision";
    case ResourceKind::kIssue:
      return "issue";
    case ResourceKind::kScorePolicy:
      return "score_policy";
    case ResourceKind::kAssessment:
      return "assessment";
    case ResourceKind::kSilence:
      return "silence";
    case ResourceKind::kCircular:
      return "circular";
  }
  return "";
}

const char* KindText(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::kJurisdiction:
      return "辖区";
    case ResourceKind::kWorkCalendar:
      return "工作日历";
    case ResourceKind::kUnitOfMeasure:
      return "计量单位";
    case ResourceKind::kUnit:
      return "单位";
    case ResourceKind::kPost:
      return "岗位";
    case ResourceKind::kProgramme:
      return "方案";
    case ResourceKind::kChain:
      return "产业链/行业";
    case ResourceKind::kIndicator:
      return "指标";
    case ResourceKind::kTarget:
      return "目标";
    case ResourceKind::kItem:
      return "事项";
    case ResourceKind::kObligation:
      return "定期义务";
    case ResourceKind::kRequirement:
      return "齐备要求";
    case ResourceKind::kNotificationPolicy:
      return "通知";
    case ResourceKind::kConflict:
      return "冲突记录";
    case ResourceKind::kRegister:
      return "名录";
    case ResourceKind::kStageMachine:
      return "阶段";
    case ResourceKind::kWatch:
      return "监测";
    case ResourceKind::kDecision:
      return "决定";
    case ResourceKind::kIssue:
      return "协调事项";
    case ResourceKind::kScorePolicy:
      return "评分办法";
    case ResourceKind::kAssessment:
      return "考核期";
    case ResourceKind::kSilence:
      return "静默";
    case ResourceKind::kCircular:
      return "通报";
  }
  return "";
}

void Catalogue::Put(Resource resource) { std::visit(Putter{*this}, std::move(resource)); }

void Catalogue::Remove(const ResourceKey& key) {
  if (key.kind == ResourceKind::kJurisdiction) jurisdiction.reset();
  if (key.kind == ResourceKind::kNotificationPolicy) notification_policy.reset();
  if (key.kind == ResourceKind::kScorePolicy) score_policy.reset();
  WithMap(*this, key.kind, [&](auto& by_id) { by_id.erase(key.id); });
}

bool Catalogue::Contains(const ResourceKey& key) const {
  if (key.kind == ResourceKind::kJurisdiction) return jurisdiction.has_value();
  if (key.kind == ResourceKind::kNotificationPolicy) return notification_policy.has_value();
  if (key.kind == ResourceKind::kScorePolicy) return score_policy.has_value();
  bool found = false;
  WithMap(*this, key.kind, [&](const auto& by_id) { found = by_id.contains(key.id); });
  return found;
}

size_t Catalogue::size() const {
  size_t count = (jurisdiction ? 1u : 0u) + (notification_policy ? 1u : 0u) + (score_policy ? 1u : 0u);
  const auto add = [&](const auto& by_id) { count += by_id.size(); };
  for (const ResourceKind kind : kMapKinds) WithMap(*this, kind, add);
  for (const ResourceKind kind : kLaterMapKinds) WithMap(*this, kind, add);
  return count + assessments.size() + silences.size() + circulars.size();
}

std::vector<Resource> Catalogue::Resources() const {
  std::vector<Resource> resources;
  resources.reserve(size());
  if (jurisdiction) resources.emplace_back(*jurisdiction);
  const auto append = [&](const auto& by_id) {
    for (const auto& [id, value] : by_id) resources.emplace_back(value);
  };
  for (const ResourceKind kind : kMapKinds) WithMap(*this, kind, append);
  if (notification_policy) resources.emplace_back(*notification_policy);
  for (const ResourceKind kind : kLaterMapKinds) WithMap(*this, kind, append);
  if (score_policy) resources.emplace_back(*score_policy);
  append(assessments);
  append(silences);
  append(circulars);
  return resources;
}

}  // namespace liandu::model
