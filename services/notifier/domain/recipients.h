#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/notification.h"
#include "model/time.h"
#include "notifier/domain/addressee.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/find_post.h"
#include "notifier/domain/match_alert.h"

namespace liandu::notifier {

/// On what terms somebody is told: what an Addressee takes over from its route.
struct Terms {
  std::string route;
  /// Only these; empty: every receiver that takes the post.
  std::vector<std::string> receivers = {};
  std::string group = {};
  int group_wait_seconds = 0;
  int group_interval_seconds = 300;
  int repeat_days = 0;
};

/// Why a post is told that a route or step lists.
inline constexpr char kNamedByRule[] = "通知规则指定";

/// Gathers who is told of one alert on one date, in the order of being named, over the receivers that take them: no
/// post twice over one receiver, and no person twice, of which the reason then says so. Keeps references.
class Recipients {
 public:
  Recipients(const Directory& directory, const RouteQuestion& question, model::Date date);

  void AddRole(model::RecipientRole role, const Terms& terms);
  /// `why` in Chinese.
  void AddPost(const std::string& post, const Terms& terms, const std::string& why = kNamedByRule);
  void AddGroup(const std::string& group, const Terms& terms);
  std::vector<Addressee> Take() { return std::move(addressees_); }

 private:
  void Add(const FoundPost& found, const Terms& terms);
  void AddOver(const model::Receiver& receiver, const FoundPost& found, const Terms& terms);
  bool Takes(const model::Receiver& receiver, const std::string& post, const std::string& unit) const;

  const Directory& directory_;
  const RouteQuestion& question_;
  const PostFinder finder_;
  std::vector<Addressee> addressees_;
  /// Where in `addressees_` a person stands over a receiver.
  std::map<std::pair<std::string, std::string>, size_t> places_;
};

}  // namespace liandu::notifier
