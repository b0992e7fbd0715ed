#pragma once

#include <string>

#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/page/link_keys.h"
#include "notifier/domain/page/link_token.h"

namespace liandu::notifier {

/// Whether its message holds a link: it has been handed to a channel, and tells of alerts.
bool HasLink(const Delivery& delivery);

/// What the link in a due delivery's message allows: what its post may do about its alerts, for the policy's
/// link_valid_days after its scheduled time. A message to several posts, or to a receiver that many read, may only be
/// read: nobody can tell who of them it is that presses a button. Only for a delivery that has one.
LinkGrant GrantOf(const Directory& directory, const std::string& jurisdiction, const Delivery& delivery);

/// Makes the links of messages. Immutable.
class LinkMaker {
 public:
  /// `public_url` is what people's browsers reach the pages by, with or without a slash at its end.
  LinkMaker(LinkKeys keys, std::string public_url);
  std::string UrlOf(const LinkGrant& grant) const;
  const LinkKeys& keys() const { return keys_; }

 private:
  LinkKeys keys_;
  std::string public_url_;
};

}  // namespace liandu::notifier
