#include "evaluator/inbound/alert_page.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace liandu::evaluator {

AlertPlace AlertPlace::Of(const model::Alert& alert) {
  return {static_cast<int>(model::Severity::kRed) - static_cast<int>(alert.severity),
          alert.raised_time.time_since_epoch().count(), alert.id};
}

std::optional<AlertPlace> AlertPlace::Parse(const std::string& token) {
  const std::vector<std::string> parts = absl::StrSplit(token, absl::MaxSplits('/', 2));
  AlertPlace place;
  if (parts.size() != 3 || parts[2].empty() || !absl::SimpleAtoi(parts[0], &place.leniency) ||
      !absl::SimpleAtoi(parts[1], &place.raised_ms)) {
    return std::nullopt;
  }
  place.id = parts[2];
  return place;
}

std::string AlertPlace::ToToken() const { return absl::StrCat(leniency, "/", raised_ms, "/", id); }

}  // namespace liandu::evaluator
