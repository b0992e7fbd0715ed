#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/domain/hold_back.h"

namespace liandu::notifier {
namespace {

using model::GroupingKey;
using model::Inhibition;
using Texts = std::vector<std::string>;

constexpr char kSeparator[] = "\x1f";

Texts NotEmpty(const std::string& text) { return text.empty() ? Texts{} : Texts{text}; }

/// What an alert has under a key; alike are those that have something in common.
Texts ValuesOf(GroupingKey key, const RouteQuestion& question) {
  switch (key) {
    case GroupingKey::kChain:
      return question.chains;
    case GroupingKey::kUnit:
      return NotEmpty(question.responsible_unit);
    case GroupingKey::kCondition:
      return {model::ConditionName(question.condition)};
    case GroupingKey::kProgramme:
      return NotEmpty(question.programme);
    case GroupingKey::kSubject:
      return NotEmpty(question.subject);
    case GroupingKey::kAlert:
      return NotEmpty(question.alert);
  }
  return {};
}

/// What of a target may stand among a source's members.
Texts ListedOf(const RouteQuestion& target) {
  Texts listed = NotEmpty(target.subject);
  listed.insert(listed.end(), target.members.begin(), target.members.end());
  listed.insert(listed.end(), target.indicators.begin(), target.indicators.end());
  return listed;
}

/// All keys under which an alert stands: one for each way to choose a value of each part.
Texts KeysOf(const std::vector<Texts>& parts) {
  Texts keys{""};
  for (const Texts& values : parts) {
    Texts longer;
    longer.reserve(keys.size() * values.size());
    for (const std::string& key : keys) {
      for (const std::string& value : values) longer.push_back(absl::StrCat(key, kSeparator, value));
    }
    keys = std::move(longer);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Texts KeysOf(const Inhibition& inhibition, const RouteQuestion& question, const Texts& listed) {
  std::vector<Texts> parts;
  for (GroupingKey key : inhibition.equal) parts.push_back(ValuesOf(key, question));
  if (inhibition.listed) parts.push_back(listed);
  return KeysOf(parts);
}

bool HaveCommon(const Texts& ones, const Texts& others) {
  return std::any_of(ones.begin(), ones.end(), [&](const std::string& one) {
    return std::find(others.begin(), others.end(), one) != others.end();
  });
}

}  // namespace

void Inhibitors::Reset(std::vector<Inhibition> inhibitions) {
  inhibitions_ = std::move(inhibitions);
  sources_.clear();
  buckets_.clear();
}

void Inhibitors::Add(const RouteQuestion& source) {
  Remove(source.alert);
  Source kept{source, {}};
  for (size_t i = 0; i < inhibitions_.size(); ++i) {
    if (!Matches(inhibitions_[i].source, source)) continue;
    const bool also_target = Matches(inhibitions_[i].target, source);
    for (std::string& key : KeysOf(inhibitions_[i], source, source.members)) {
      Bucket& bucket = buckets_[{i, key}];
      (also_target ? bucket.also_targets : bucket.never_targets).insert(source.alert);
      kept.places.emplace_back(i, std::move(key));
    }
  }
  if (!kept.places.empty()) sources_.insert_or_assign(source.alert, std::move(kept));
}

void Inhibitors::Remove(const std::string& alert) {
  const auto found = sources_.find(alert);
  if (found == sources_.end()) return;
  for (const auto& place : found->second.places) {
    const auto bucket = buckets_.find(place);
    bucket->second.never_targets.erase(alert);
    bucket->second.also_targets.erase(alert);
    if (bucket->second.never_targets.empty() && bucket->second.also_targets.empty()) buckets_.erase(bucket);
  }
  sources_.erase(found);
}

bool Inhibitors::Inhibits(const RouteQuestion& source, const RouteQuestion& target) const {
  return std::any_of(inhibitions_.begin(), inhibitions_.end(), [&](const Inhibition& inhibition) {
    if (!Matches(inhibition.source, source) || !Matches(inhibition.target, target)) return false;
    if (inhibition.listed && !HaveCommon(source.members, ListedOf(target))) return false;
    return std::all_of(inhibition.equal.begin(), inhibition.equal.end(),
                       [&](GroupingKey key) { return HaveCommon(ValuesOf(key, source), ValuesOf(key, target)); });
  });
}

const RouteQuestion* Inhibitors::FirstOf(const std::set<std::string>& sources, const RouteQuestion& target) const {
  for (const std::string& id : sources) {
    if (id == target.alert) continue;
    const RouteQuestion& source = sources_.at(id).question;
    if (!Inhibits(target, source)) return &source;
  }
  return nullptr;
}

std::optional<Inhibitors::Found> Inhibitors::Find(const RouteQuestion& target) const {
  if (sources_.empty()) return std::nullopt;
  for (size_t i = 0; i < inhibitions_.size(); ++i) {
    const Inhibition& inhibition = inhibitions_[i];
    if (!Matches(inhibition.target, target)) continue;
    // Of two that could be source and target of the same inhibition, being alike, each would inhibit the other.
    const bool passes_by_likes = !inhibition.listed && Matches(inhibition.source, target);
    for (std::string& key : KeysOf(inhibition, target, ListedOf(target))) {
      const auto bucket = buckets_.find({i, std::move(key)});
      if (bucket == buckets_.end()) continue;
      const RouteQuestion* source = FirstOf(bucket->second.never_targets, target);
      if (source == nullptr && !passes_by_likes) source = FirstOf(bucket->second.also_targets, target);
      if (source != nullptr) return Found{inhibition.id, source->alert, source->condition, source->severity};
    }
  }
  return std::nullopt;
}

}  // namespace liandu::notifier
