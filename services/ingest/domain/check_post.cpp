#include <string>

#include "absl/strings/str_cat.h"
#include "ingest/domain/contact_form.h"
#include "ingest/domain/resource_check.h"

namespace liandu::ingest {
namespace {

const char* FormOf(model::ContactKind kind) {
  switch (kind) {
    case model::ContactKind::kMail:
      return "不是邮箱；请写成 name@example.org";
    case model::ContactKind::kPhone:
      return "不是电话号码；请写 5 至 20 位数字，前面可有 +";
    case model::ContactKind::kDingtalkUser:
    case model::ContactKind::kWecomUser:
    case model::ContactKind::kFeishuUser:
      return "不是成员编号；请写通讯录里的编号，字母、数字和 _-.@:，不能是 all";
  }
  return "请改正";
}

void CheckContacts(const std::string& place, const model::PostHolder& holder, const ResourceCheck& check) {
  for (size_t i = 0; i < holder.contact_points.size(); ++i) {
    const model::ContactPoint& point = holder.contact_points[i];
    if (HasForm(point)) continue;
    check.Refuse(ResourceCheck::At(place + ".contact_points", i) + ".address",
                 absl::StrCat("“", point.address, "”", FormOf(point.kind)));
  }
}

void CheckHolders(const model::Post& post, const ResourceCheck& check) {
  for (size_t i = 0; i < post.holders.size(); ++i) {
    const model::PostHolder& holder = post.holders[i];
    const std::string place = ResourceCheck::At("holders", i);
    check.RequireOrder(absl::StrCat(place, ".to"), holder.from, holder.to);
    CheckContacts(place, holder, check);
    if (i == 0) continue;
    const model::PostHolder& previous = post.holders[i - 1];
    if (previous.to && holder.from && *previous.to < *holder.from) continue;
    check.Refuse(absl::StrCat(place, ".from"), "与前一任的任期重叠；请按先后排列，前一任止于这一任开始的前一天");
  }
}

void CheckDelegations(const model::Post& post, const ResourceCheck& check) {
  for (size_t i = 0; i < post.delegations.size(); ++i) {
    const model::Delegation& delegation = post.delegations[i];
    const std::string place = ResourceCheck::At("delegations", i);
    if (delegation.deputy_post == post.id) {
      check.Refuse(place + ".deputy_post", "不能由自己代理；请填另一个岗位");
    } else {
      check.Require<model::Post>(place + ".deputy_post", delegation.deputy_post);
    }
    for (size_t j = 0; j < i; ++j) {
      const model::Delegation& earlier = post.delegations[j];
      if (earlier.to < delegation.from || delegation.to < earlier.from) continue;
      check.Refuse(place + ".from", absl::StrCat("与第 ", j + 1, " 条代理的日期重叠；请让一天只有一个代理人"));
      break;
    }
  }
}

}  // namespace

void CheckResource(const model::Post& post, const ResourceCheck& check) {
  check.Require<model::Unit>("unit", post.unit);
  CheckHolders(post, check);
  CheckDelegations(post, check);
  if (post.unit.empty()) check.Warn("岗位 " + post.id, "未写明所属单位，按单位发送的提醒到不了这个岗位");
}

}  // namespace liandu::ingest
