#include "notifier/domain/page/delivery_link.h"

#include <chrono>
#include <utility>

#include "notifier/domain/page/permitted_actions.h"

namespace liandu::notifier {

bool HasLink(const Delivery& delivery) {
  const bool handed = delivery.state == DeliveryState::kSending || delivery.state == DeliveryState::kDelivered ||
                      delivery.state == DeliveryState::kDead;
  return handed && !delivery.items.empty();
}

LinkGrant GrantOf(const Directory& directory, const std::string& jurisdiction, const Delivery& delivery) {
  LinkGrant grant;
  grant.jurisdiction = jurisdiction;
  if (delivery.items.size() == 1 && delivery.omitted_items == 0) {
    grant.alert = delivery.items.front().alert.id;
  } else {
    grant.delivery = delivery.id;
  }
  const std::chrono::days valid(directory.policy().link_valid_days);
  grant.expires = std::chrono::floor<std::chrono::seconds>(delivery.scheduled) + valid;
  if (delivery.posts.size() != 1 || delivery.shared) return grant;
  grant.post = delivery.posts.front().id;
  grant.holder_tag = HolderTag(delivery.posts.front().holder);
  const model::Date then = directory.civil_time().DateAt(delivery.scheduled);
  for (const DeliveryItem& item : delivery.items) {
    grant.actions = grant.actions.Or(StandingOf(directory, grant.post, ConcernOf(item.alert), then).actions);
  }
  return grant;
}

LinkMaker::LinkMaker(LinkKeys keys, std::string public_url)
    : keys_(std::move(keys)), public_url_(std::move(public_url)) {
  while (!public_url_.empty() && public_url_.back() == '/') public_url_.pop_back();
}

std::string LinkMaker::UrlOf(const LinkGrant& grant) const { return public_url_ + "/l/" + WriteLink(keys_, grant); }

}  // namespace liandu::notifier
