#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/notification.h"
#include "model/time.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/match_alert.h"

/// What keeps an alert from being told: silences (静默), inhibitions (抑制), excusals (免予).
namespace liandu::notifier {

/// Open alerts that have been told and may keep others from being told, found without a search through all of them.
/// Kept by its owner: a source is added when it has been told, and removed when it ends. Not thread-safe.
class Inhibitors {
 public:
  Inhibitors() = default;
  explicit Inhibitors(std::vector<model::Inhibition> inhibitions) : inhibitions_(std::move(inhibitions)) {}

  /// Adds it, or replaces what was added under its id; of no use, and not kept, if no inhibition takes it as a source.
  void Add(const RouteQuestion& source);
  void Remove(const std::string& alert);
  /// Takes the inhibitions of a new policy; every source has to be added again.
  void Reset(std::vector<model::Inhibition> inhibitions);

  struct Found {
    std::string inhibition;
    /// Id of the source alert, and what it is.
    std::string source;
    model::Condition condition = model::Condition::kBehind;
    model::Severity severity = model::Severity::kNone;
  };
  /// A source that keeps the alert from being told. A source inhibits neither itself nor an alert that would inhibit
  /// it.
  std::optional<Found> Find(const RouteQuestion& target) const;

  size_t size() const { return sources_.size(); }

 private:
  /// Sources under one key, apart by whether they might be inhibited by the same inhibition.
  struct Bucket {
    std::set<std::string> never_targets;
    std::set<std::string> also_targets;
  };
  struct Source {
    RouteQuestion question;
    /// Inhibition and key under which it stands.
    std::vector<std::pair<size_t, std::string>> places;
  };

  bool Inhibits(const RouteQuestion& source, const RouteQuestion& target) const;
  const RouteQuestion* FirstOf(const std::set<std::string>& sources, const RouteQuestion& target) const;

  std::vector<model::Inhibition> inhibitions_;
  std::map<std::string, Source> sources_;
  std::map<std::pair<size_t, std::string>, Bucket> buckets_;
};

/// Why an alert is not told now.
struct HeldBack {
  enum class By { kSilence, kExcusal, kInhibition };
  By by = By::kSilence;
  /// The silence's or inhibition's id; empty for an excusal.
  std::string id = {};
  /// The source alert of an inhibition.
  std::string source = {};
  /// In Chinese, with the end if it is known.
  std::string reason = {};
  /// The first moment at which this no longer holds it back; nullopt: when the source ends.
  std::optional<model::Instant> until = {};
};

/// nullopt: it can be told. What has a known end comes first, the latest end of all; by then it is to be asked again.
std::optional<HeldBack> HoldBack(const Directory& directory, const Inhibitors& inhibitors,
                                 const RouteQuestion& question, const std::optional<model::Date>& excused_until,
                                 model::Instant now);

/// Until when a silence holds without a break from `now` on (the first moment at which it does not); nullopt: it does
/// not hold now. Its hours past midnight belong to the day on which they begin.
std::optional<model::Instant> SilentUntil(const Directory& directory, const model::Silence& silence,
                                          model::Instant now);

}  // namespace liandu::notifier
