#include "notifier/domain/directory.h"

#include <map>
#include <utility>

namespace liandu::notifier {

using model::ResourceKind;

bool Directory::Wants(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::kJurisdiction:
    case ResourceKind::kWorkCalendar:
    case ResourceKind::kUnit:
    case ResourceKind::kPost:
    case ResourceKind::kProgramme:
    case ResourceKind::kChain:
    case ResourceKind::kNotificationPolicy:
      return true;
    default:
      return false;
  }
}

void Directory::Put(model::Resource resource) {
  const ResourceKind kind = model::KindOf(resource);
  if (!Wants(kind)) return;
  catalogue_.Put(std::move(resource));
  if (kind == ResourceKind::kJurisdiction || kind == ResourceKind::kWorkCalendar) WorkOutTimes();
}

void Directory::Remove(const model::ResourceKey& key) {
  catalogue_.Remove(key);
  if (key.kind == ResourceKind::kJurisdiction || key.kind == ResourceKind::kWorkCalendar) WorkOutTimes();
}

namespace {

template <typename T>
std::optional<model::Resource> Copy(const std::map<std::string, T>& by_id, const std::string& id) {
  const T* found = model::Find(by_id, id);
  return found == nullptr ? std::nullopt : std::optional<model::Resource>(*found);
}

template <typename T>
std::optional<model::Resource> Copy(const std::optional<T>& only) {
  return only ? std::optional<model::Resource>(*only) : std::nullopt;
}

}  // namespace

std::optional<model::Resource> Directory::FindResource(const model::ResourceKey& key) const {
  switch (key.kind) {
    case ResourceKind::kJurisdiction:
      return Copy(catalogue_.jurisdiction);
    case ResourceKind::kWorkCalendar:
      return Copy(catalogue_.work_calendars, key.id);
    case ResourceKind::kUnit:
      return Copy(catalogue_.units, key.id);
    case ResourceKind::kPost:
      return Copy(catalogue_.posts, key.id);
    case ResourceKind::kProgramme:
      return Copy(catalogue_.programmes, key.id);
    case ResourceKind::kChain:
      return Copy(catalogue_.chains, key.id);
    case ResourceKind::kNotificationPolicy:
      return Copy(catalogue_.notification_policy);
    default:
      return std::nullopt;
  }
}

const model::NotificationPolicy& Directory::policy() const {
  static const model::NotificationPolicy built_in;
  return catalogue_.notification_policy ? *catalogue_.notification_policy : built_in;
}

std::string Directory::UnitName(const std::string& id) const {
  const model::Unit* unit = model::Find(catalogue_.units, id);
  return unit != nullptr && !unit->display_name.empty() ? unit->display_name : id;
}

std::string Directory::ChainName(const std::string& id) const {
  const model::Chain* chain = model::Find(catalogue_.chains, id);
  return chain != nullptr && !chain->display_name.empty() ? chain->display_name : id;
}

std::string Directory::PostName(const model::Post& post) const {
  return post.display_name.empty() ? post.id : post.display_name;
}

void Directory::WorkOutTimes() {
  civil_time_ = model::CivilTime();
  work_days_ = model::WorkDays();
  if (!catalogue_.jurisdiction) return;
  if (!catalogue_.jurisdiction->utc_offsets.empty()) {
    civil_time_ = model::CivilTime(catalogue_.jurisdiction->utc_offsets);
  }
  const model::WorkCalendar* calendar = model::Find(catalogue_.work_calendars, catalogue_.jurisdiction->work_calendar);
  if (calendar != nullptr) work_days_ = model::WorkDays(*calendar);
}

}  // namespace liandu::notifier
