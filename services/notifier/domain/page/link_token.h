#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/alert_action.h"
#include "model/time.h"
#include "notifier/domain/page/action_set.h"
#include "notifier/domain/page/link_keys.h"

namespace liandu::notifier {

/// What a link in a message allows, and to whom.
struct LinkGrant {
  std::string jurisdiction;
  /// The alert, where the message tells of one only; else the delivery, whose alerts are meant. One of the two is set.
  std::string alert;
  std::string delivery;
  /// Who may act; empty: nobody, it may only be read.
  std::string post;
  /// The holder of the post to whom the message went (HolderTag); another holder's link is of no use any more.
  uint32_t holder_tag = 0;
  ActionSet actions;
  /// On the jurisdiction's clock, in whole seconds.
  model::Instant expires{};
  bool operator==(const LinkGrant&) const = default;
};

/// A few bits of a holder's name: enough to notice that it has become another.
uint32_t HolderTag(std::string_view holder);

/// The link's text, URL-safe: a version, the grant, and its signature. The same grant and key always give the same.
std::string WriteLink(const LinkKeys& keys, const LinkGrant& grant);
/// nullopt for what no key signed, in whatever way it differs. Says nothing about expiry.
std::optional<LinkGrant> ReadLink(const LinkKeys& keys, std::string_view token);

/// What a form on a page was made for: one action about one alert as it was seen, once.
struct FormGrant {
  std::string alert;
  /// Sequence of the alert that its author saw.
  int64_t sequence = 0;
  model::AlertActionKind action = model::AlertActionKind::kAcknowledgement;
  /// Drawn for each page; becomes part of the request's id.
  uint64_t nonce = 0;
  bool operator==(const FormGrant&) const = default;
};

/// Bound to the link by which the page was opened: good for no other.
std::string WriteForm(const LinkKeys& keys, std::string_view link_token, const FormGrant& grant);
std::optional<FormGrant> ReadForm(const LinkKeys& keys, std::string_view link_token, std::string_view token);

}  // namespace liandu::notifier
