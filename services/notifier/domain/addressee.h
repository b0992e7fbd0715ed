#pragma once

#include <compare>
#include <string>
#include <vector>

#include "model/organisation.h"

namespace liandu::notifier {

/// Who is told over what.
struct RecipientKey {
  std::string receiver;
  std::string post;
  auto operator<=>(const RecipientKey&) const = default;
};

/// A post that is told over a receiver, and why.
struct Addressee {
  std::string receiver = {};
  std::string channel = {};
  /// Id of the post, or "unit:<unit id>" of a unit that keeps no post.
  std::string post = {};
  std::string post_display_name = {};
  /// Who holds it on the day; empty: vacant.
  std::string holder = {};
  /// Id of the route that named it; "default" for the built-in ones. Of a step of a ladder: the ladder's.
  std::string route = {};
  /// In Chinese, for people.
  std::string reason = {};
  /// Who that is, whatever post is told: "mail:<address>" and the like, alike for all posts whose holders share a
  /// contact address; "post:<post>" of a holder without any.
  std::string person = {};
  /// The receiver's own addresses; empty: the contact points are to be used.
  std::vector<std::string> addresses = {};
  /// All of the holder's; the channel picks the kind that it needs.
  std::vector<model::ContactPoint> contact_points = {};
  /// A place that many read: one message for all its posts.
  bool shared = false;
  /// What shares a message that goes out at once, by the route's group_by: "chain=nev,unit=gxj"; empty: everything for
  /// a person.
  std::string group = {};
  int group_wait_seconds = 0;
  int group_interval_seconds = 300;
  /// Working days after which what still holds is told again; 0: never.
  int repeat_days = 0;
  RecipientKey key() const { return {receiver, post}; }
  bool operator==(const Addressee&) const = default;
};

}  // namespace liandu::notifier
