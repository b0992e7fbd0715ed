#pragma once

#include <string>

namespace liandu::notifier {

/// A request for a page, taken off its wire.
struct PageRequest {
  bool post = false;
  /// Decoded, begins with "/".
  std::string path;
  /// What stands behind the "?", as it came.
  std::string query;
  std::string body;
  std::string remote_address;
  /// What the browser says of where a form was sent from; empty: nothing.
  std::string fetch_site;
};

/// What page was asked for, for metrics.
enum class PageRoute { kAlert, kDigest, kAction, kBoard, kInbox, kAsset, kOther };
/// What became of it, for metrics.
enum class PageOutcome { kOk, kRefused, kExpired, kConflict, kInvalid, kLimited, kNotFound, kUnavailable };

struct PageResponse {
  int status = 200;
  PageRoute route = PageRoute::kOther;
  PageOutcome outcome = PageOutcome::kOk;
  std::string body;
  std::string content_type = "text/html; charset=utf-8";
  /// Where to go next, relative to the page's own address; empty: nowhere.
  std::string location;
  /// Never changes under its address.
  bool immutable = false;
};

/// "alert", "ok": labels of metrics.
const char* PageRouteName(PageRoute route);
const char* PageOutcomeName(PageOutcome outcome);

}  // namespace liandu::notifier
