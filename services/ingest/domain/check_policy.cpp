#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest/domain/contact_form.h"
#include "ingest/domain/resource_check.h"
#include "model/alert.h"

namespace liandu::ingest {
namespace {

constexpr char kSubject[] = "通知策略";

/// What a matcher names must exist; subjects and labels are free.
void CheckMatcher(const std::string& place, const model::AlertMatcher& match, const ResourceCheck& check) {
  check.RequireAll<model::Chain>(place + ".chains", match.chains);
  check.RequireAll<model::Unit>(place + ".units", match.units);
  check.RequireAll<model::Programme>(place + ".programmes", match.programmes);
}

/// Ids of one kind within the policy: each once, and known when they are named.
class Names {
 public:
  Names(const char* what, const char* list) : what_(what), list_(list) {}

  void Declare(const std::string& place, const std::string& id, const ResourceCheck& check) {
    if (ids_.insert(id).second) return;
    check.Refuse(place + ".id", absl::StrCat(what_, "编号“", id, "”重复；请各用各的编号"));
  }
  void Require(const std::string& place, const std::vector<std::string>& named, const ResourceCheck& check) const {
    for (size_t i = 0; i < named.size(); ++i) {
      if (ids_.contains(named[i])) continue;
      check.Refuse(ResourceCheck::At(place, i),
                   absl::StrCat("没有", what_, "“", named[i], "”；请先写进 ", list_, "，或改正编号"));
    }
  }

 private:
  const char* what_;
  const char* list_;
  std::set<std::string> ids_;
};

class PolicyCheck {
 public:
  PolicyCheck(const model::NotificationPolicy& policy, const ResourceCheck& check) : policy_(policy), check_(check) {}

  void CheckAll() {
    CheckTimes();
    CheckGroups();
    CheckReceivers();
    CheckRoutes("routes", policy_.routes);
    CheckLadders();
    CheckInhibitions();
    CheckDeadlines();
    check_.Require<model::Unit>("leading_group", policy_.leading_group);
  }

 private:
  void CheckTimes() const {
    if (policy_.working_hours_end <= policy_.working_hours_start) {
      check_.Refuse("working_hours_end", "不晚于 working_hours_start；请改正其中一个");
    }
    const std::vector<int>& times = policy_.digest_times;
    if (std::adjacent_find(times.begin(), times.end()) != times.end()) {
      check_.Refuse("digest_times", "有重复的时刻；请删去一个");
    }
    const auto outside = [this](int time) {
      return time < policy_.working_hours_start || time > policy_.working_hours_end;
    };
    if (std::any_of(times.begin(), times.end(), outside)) check_.Warn(kSubject, "有汇总发送时刻不在工作时间内");
  }

  void CheckGroups() {
    for (size_t i = 0; i < policy_.groups.size(); ++i) {
      const model::RecipientGroup& group = policy_.groups[i];
      const std::string place = ResourceCheck::At("groups", i);
      groups_.Declare(place, group.id, check_);
      if (group.posts.empty() && group.units.empty()) {
        check_.Refuse(place + ".posts", "组里没有岗位；请填写 posts 或 units");
      }
      check_.RequireAll<model::Post>(place + ".posts", group.posts);
      check_.RequireAll<model::Unit>(place + ".units", group.units);
    }
  }

  void CheckReceivers() {
    for (size_t i = 0; i < policy_.receivers.size(); ++i) {
      const model::Receiver& receiver = policy_.receivers[i];
      const std::string place = ResourceCheck::At("receivers", i);
      receivers_.Declare(place, receiver.id, check_);
      check_.RequireAll<model::Post>(place + ".posts", receiver.posts);
      check_.RequireAll<model::Unit>(place + ".units", receiver.units);
      groups_.Require(place + ".groups", receiver.groups, check_);
      for (size_t j = 0; j < receiver.addresses.size(); ++j) {
        if (IsMailAddress(receiver.addresses[j]) || IsPhoneNumber(receiver.addresses[j])) continue;
        check_.Refuse(ResourceCheck::At(place + ".addresses", j),
                      absl::StrCat("“", receiver.addresses[j], "”不是邮箱也不是电话号码；请改正"));
      }
    }
    if (policy_.receivers.empty()) check_.Warn(kSubject, "没有接收渠道，提醒只进入 journal");
  }

  void CheckRoutes(const std::string& list, const std::vector<model::Route>& routes) {
    const model::Route* catch_all = nullptr;
    for (size_t i = 0; i < routes.size(); ++i) {
      const model::Route& route = routes[i];
      const std::string place = ResourceCheck::At(list, i);
      routes_.Declare(place, route.id, check_);
      CheckMatcher(place + ".match", route.match, check_);
      CheckRecipients(place, route.recipients, route.posts, route.groups);
      const bool tells = !route.recipients.empty() || !route.posts.empty() || !route.groups.empty();
      if (!tells && route.routes.empty() && !route.ends) {
        check_.Refuse(place + ".recipients", "没有接收人；请填写 recipients、posts 或 groups，或用 ends 表示到此为止");
      }
      receivers_.Require(place + ".receivers", route.receivers, check_);
      if (catch_all != nullptr) {
        check_.Warn(kSubject, absl::StrCat("路由 ", route.id, " 轮不到：前面的 ", catch_all->id, " 接收一切并截止"));
      }
      if (route.match == model::AlertMatcher{} && route.ends) catch_all = &route;
      CheckRoutes(place + ".routes", route.routes);
    }
  }

  void CheckRecipients(const std::string& place, const std::vector<model::RecipientRole>& roles,
                       const std::vector<std::string>& posts, const std::vector<std::string>& groups) const {
    for (size_t i = 0; i < roles.size(); ++i) {
      if (roles[i] != model::RecipientRole::kLeadingGroup || !policy_.leading_group.empty()) continue;
      check_.Refuse(ResourceCheck::At(place + ".recipients", i),
                    "策略没有写明领导小组是哪个单位；请填写 leading_group，或改用别的接收人");
    }
    check_.RequireAll<model::Post>(place + ".posts", posts);
    groups_.Require(place + ".groups", groups, check_);
  }

  void CheckLadders() {
    const model::EscalationLadder* catch_all = nullptr;
    for (size_t i = 0; i < policy_.ladders.size(); ++i) {
      const model::EscalationLadder& ladder = policy_.ladders[i];
      const std::string place = ResourceCheck::At("ladders", i);
      ladders_.Declare(place, ladder.id, check_);
      CheckMatcher(place + ".match", ladder.match, check_);
      if (ladder.steps.empty()) check_.Refuse(place + ".steps", "没有一步；请填写至少一步，或删去这个阶梯");
      for (size_t j = 0; j < ladder.steps.size(); ++j)
        CheckStep(ResourceCheck::At(place + ".steps", j), ladder.steps[j]);
      if (catch_all != nullptr) {
        check_.Warn(kSubject, absl::StrCat("阶梯 ", ladder.id, " 轮不到：前面的 ", catch_all->id, " 适用于一切"));
      }
      if (ladder.match == model::AlertMatcher{}) catch_all = &ladder;
    }
  }

  void CheckStep(const std::string& place, const model::EscalationStep& step) const {
    if (step.recipients.empty() && step.posts.empty() && step.groups.empty()) {
      check_.Refuse(place + ".recipients", "这一步没有接收人；请填写 recipients、posts 或 groups");
    }
    CheckRecipients(place, step.recipients, step.posts, step.groups);
  }

  void CheckInhibitions() {
    for (size_t i = 0; i < policy_.inhibitions.size(); ++i) {
      const model::Inhibition& inhibition = policy_.inhibitions[i];
      const std::string place = ResourceCheck::At("inhibitions", i);
      inhibitions_.Declare(place, inhibition.id, check_);
      CheckMatcher(place + ".source", inhibition.source, check_);
      CheckMatcher(place + ".target", inhibition.target, check_);
      if (inhibition.source == model::AlertMatcher{}) {
        check_.Refuse(place + ".source", "没有条件，任何预警都会抑制别的；请写明哪些预警会抑制");
      }
      if (inhibition.target == model::AlertMatcher{}) {
        check_.Refuse(place + ".target", "没有条件，会抑制一切预警；请写明哪些预警被抑制");
      }
      for (size_t j = 0; j < inhibition.equal.size(); ++j) {
        if (inhibition.equal[j] != model::GroupingKey::kAlert) continue;
        check_.Refuse(ResourceCheck::At(place + ".equal", j), "一条预警不会抑制自己，这样什么也抑制不了；请改用别的");
      }
      if (inhibition.equal.empty() && !inhibition.listed) {
        check_.Warn(kSubject, absl::StrCat("抑制 ", inhibition.id,
                                           " 没有写明两者要有什么相同（equal 或 listed），一条预警会抑制全辖区的"));
      }
    }
  }

  void CheckDeadlines() const {
    std::set<model::Severity> seen;
    for (size_t i = 0; i < policy_.response_deadlines.size(); ++i) {
      const model::ResponseDeadline& deadline = policy_.response_deadlines[i];
      const std::string place = ResourceCheck::At("response_deadlines", i);
      if (!seen.insert(deadline.severity).second) {
        check_.Refuse(place + ".severity",
                      absl::StrCat(model::SeverityText(deadline.severity), "色的期限已经写过；请每一级只写一条"));
      }
      if (deadline.acknowledge_days == 0 && deadline.feedback_days == 0) {
        check_.Refuse(place + ".acknowledge_days", "没有期限；请填写 acknowledge_days 或 feedback_days，或删去这一条");
      }
    }
  }

  const model::NotificationPolicy& policy_;
  const ResourceCheck& check_;
  Names groups_{"组", "groups"};
  Names receivers_{"接收", "receivers"};
  Names routes_{"路由", "routes"};
  Names ladders_{"阶梯", "ladders"};
  Names inhibitions_{"抑制", "inhibitions"};
};

}  // namespace

void CheckResource(const model::NotificationPolicy& policy, const ResourceCheck& check) {
  PolicyCheck(policy, check).CheckAll();
}

void CheckResource(const model::Silence& silence, const ResourceCheck& check) {
  CheckMatcher("match", silence.match, check);
  if (silence.match == model::AlertMatcher{}) check.Warn("静默 " + silence.id, "没有条件，其间全辖区都不提醒");
}

}  // namespace liandu::ingest
