#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace liandu::notifier {

/// Takes secrets out of what is logged, shown or kept: errors of libcurl, answers of receivers. Immutable once told.
class Scrubber {
 public:
  /// Hides it, as it is and percent-encoded. Of fewer than four bytes, nothing is hidden.
  void Hide(std::string_view secret);
  /// Hides a URL's user, password, path and query; host and port may be shown.
  void HideUrl(std::string_view url);

  /// The text without what is hidden ("***"), on one line, at most 300 bytes.
  std::string Clean(std::string_view text) const;

 private:
  /// The longest first.
  std::vector<std::string> hidden_;
};

/// A URL for people and --print-config: without user and password, its query masked.
std::string ShownUrl(std::string_view url);

}  // namespace liandu::notifier
