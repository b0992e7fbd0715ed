#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "model/alert.h"
#include "model/civil_time.h"
#include "notifier/domain/page/action_set.h"
#include "notifier/domain/page/link_token.h"
#include "notifier/domain/page/page_views.h"
#include "notifier/domain/page/permitted_actions.h"

namespace liandu::notifier {

/// An alert that a message tells of.
struct ListedAlert {
  std::string alert;
  model::Severity severity = model::Severity::kNone;
};

/// A message that went out.
struct SentMessage {
  std::string title;
  std::string text;
  std::string number;
  std::vector<ListedAlert> alerts;
};

/// How a post stands to an alert, and what the alert's people and things are called.
struct AlertNames {
  std::string relation;
  ActionSet actions;
  std::string responsible_unit;
  std::vector<std::string> chains;
  std::string programme;
};

struct ContextQuestion {
  std::string jurisdiction;
  /// Empty: none is asked for.
  std::string delivery;
  std::string post;
  std::vector<AlertConcern> alerts;
};

struct PageContextAnswer {
  std::string jurisdiction;
  model::CivilTime civil_time;
  /// On the jurisdiction's clock.
  model::Instant now{};
  std::string post;
  std::string holder;
  std::optional<SentMessage> message;
  /// One for each alert of the question.
  std::vector<AlertNames> names;
};

/// What somebody does about an alert.
struct ActQuestion {
  std::string jurisdiction;
  std::string alert;
  int64_t sequence = 0;
  std::string actor;
  std::string request_id;
  model::AlertAction action;
};

/// Where the pages take what they show from, and where they bring what people do. Calls block, for seconds at most.
/// NOT_FOUND: there is none (any more). UNAVAILABLE, DEADLINE_EXCEEDED: not now. Thread-safe.
class PageSource {
 public:
  virtual ~PageSource() = default;
  virtual absl::StatusOr<PageContextAnswer> GetContext(const ContextQuestion& question) = 0;
  virtual absl::StatusOr<model::Alert> GetAlert(const std::string& jurisdiction, const std::string& alert) = 0;
  virtual absl::StatusOr<PathView> GetPath(const std::string& jurisdiction, const std::string& target) = 0;
  /// The sequence of the transition that it made. FAILED_PRECONDITION: it does not fit where the alert stands;
  /// INVALID_ARGUMENT: what is wrong, in Chinese.
  virtual absl::StatusOr<int64_t> Act(const ActQuestion& question) = 0;
  /// Everything but the frame's way to the root.
  virtual absl::StatusOr<BoardPage> GetBoard(const std::string& jurisdiction) = 0;

  /// The newest messages, from a place on that an answer before gave (empty: the newest), of one post (empty: of all).
  struct Inbox {
    InboxPage page;
    /// What the link of each message allows; nullopt: it has none.
    std::vector<std::optional<LinkGrant>> grants;
    /// The post that each message went to.
    std::vector<std::string> posts;
    /// Empty: these are the last.
    std::string next;
  };
  virtual absl::StatusOr<Inbox> GetInbox(const std::string& jurisdiction, const std::string& from,
                                         const std::string& post) = 0;
};

}  // namespace liandu::notifier
