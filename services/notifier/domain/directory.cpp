#include "notifier/domain/directory.h"

#include <algorithm>
#include <utility>
#include <vector>

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
    case ResourceKind::kSilence:
    case ResourceKind::kCircular:
      return true;
    default:
      return false;
  }
}

void Directory::Put(model::Resource resource) {
  const ResourceKind kind = model::KindOf(resource);
  if (!Wants(kind)) return;
  const std::string post = kind == ResourceKind::kPost ? model::IdOf(resource) : std::string();
  Unindex(post);
  catalogue_.Put(std::move(resource));
  Index(post);
  if (kind == ResourceKind::kJurisdiction || kind == ResourceKind::kWorkCalendar) WorkOutTimes();
}

void Directory::Remove(const model::ResourceKey& key) {
  if (key.kind == ResourceKind::kPost) Unindex(key.id);
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
    case ResourceKind::kSilence:
      return Copy(catalogue_.silences, key.id);
    case ResourceKind::kCircular:
      return Copy(catalogue_.circulars, key.id);
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

const std::set<std::string>& Directory::PostsOf(const std::string& unit) const {
  static const std::set<std::string> none;
  const auto found = posts_of_unit_.find(unit);
  return found == posts_of_unit_.end() ? none : found->second;
}

Directory::Contact Directory::ContactOf(const model::ContactPoint& point) {
  Contact contact{point.kind, point.address};
  if (point.kind != model::ContactKind::kMail) return contact;
  std::transform(contact.second.begin(), contact.second.end(), contact.second.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return contact;
}

void Directory::Index(const std::string& id) {
  const model::Post* post = model::Find(catalogue_.posts, id);
  if (post == nullptr) return;
  posts_of_unit_[post->unit].insert(id);
  for (const model::PostHolder& holder : post->holders) {
    for (const model::ContactPoint& point : holder.contact_points) posts_with_contact_[ContactOf(point)].insert(id);
  }
}

void Directory::Unindex(const std::string& id) {
  const model::Post* post = model::Find(catalogue_.posts, id);
  if (post == nullptr) return;
  posts_of_unit_[post->unit].erase(id);
  for (const model::PostHolder& holder : post->holders) {
    for (const model::ContactPoint& point : holder.contact_points) posts_with_contact_[ContactOf(point)].erase(id);
  }
}

std::string Directory::PersonOf(const model::Post& post, model::Date date) const {
  const auto has = [&](const model::Post& other, const Contact& contact) {
    const model::PostHolder* holder = model::HolderOn(other, date);
    return holder != nullptr &&
           std::any_of(holder->contact_points.begin(), holder->contact_points.end(),
                       [&](const model::ContactPoint& point) { return ContactOf(point) == contact; });
  };
  std::optional<Contact> least;
  std::set<std::string> seen{post.id};
  std::vector<const model::Post*> left{&post};
  while (!left.empty()) {
    const model::PostHolder* holder = model::HolderOn(*left.back(), date);
    left.pop_back();
    if (holder == nullptr) continue;
    for (const model::ContactPoint& point : holder->contact_points) {
      const Contact contact = ContactOf(point);
      if (!least || contact < *least) least = contact;
      const auto sharing = posts_with_contact_.find(contact);
      if (sharing == posts_with_contact_.end()) continue;
      for (const std::string& id : sharing->second) {
        const model::Post& other = catalogue_.posts.at(id);
        if (has(other, contact) && seen.insert(id).second) left.push_back(&other);
      }
    }
  }
  return least ? std::string(model::ContactKindName(least->first)) + ":" + least->second : "post:" + post.id;
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
