#include "ingest/domain/decide_extension.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "model/period.h"

namespace liandu::ingest {
namespace {

using model::SubjectKind;

/// FNV-1a, 64 bit.
uint64_t HashOf(std::string_view text) {
  constexpr uint64_t kOffset = 14695981039346656037u;
  constexpr uint64_t kPrime = 1099511628211u;
  uint64_t hash = kOffset;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
  return hash;
}

std::string WindowAsPeriod(const std::string& window) { return model::Period::Parse(window).ok() ? window : ""; }

}  // namespace

std::string ExtensionDecisionId(const std::string& alert, int64_t sequence) {
  return absl::StrCat("extension-", absl::Hex(HashOf(absl::StrCat(alert, "#", sequence)), absl::kZeroPad16));
}

std::optional<model::ExtensionRequest> DecidedRequest(const model::Alert& alert, const model::AlertAction& decision) {
  std::optional<model::ExtensionRequest> request = alert.extension_request;
  for (auto it = alert.trail.rbegin(); !request && it != alert.trail.rend(); ++it) {
    if (it->kind == model::TransitionKind::kExtensionRequested && it->action) request = it->action->extension_request;
  }
  if (request && decision.extension_request.until) request->until = decision.extension_request.until;
  return request;
}

std::optional<model::Decision> DecisionOf(const GrantedExtension& granted) {
  const bool extends = granted.request.kind == model::ExtensionKind::kExtension;
  if (extends != granted.request.until.has_value()) return std::nullopt;
  model::Decision decision;
  decision.id = ExtensionDecisionId(granted.alert, granted.sequence);
  decision.kind = extends ? model::DecisionKind::kChangeDueDate : model::DecisionKind::kExcuse;
  decision.date = granted.date;
  decision.decided_by = granted.decided_by;
  decision.reason = granted.reason;
  if (extends) decision.new_date = granted.request.until;
  switch (granted.subject.kind) {
    case SubjectKind::kTarget:
      decision.target = granted.subject.id;
      decision.period = WindowAsPeriod(granted.window);
      return decision;
    case SubjectKind::kMilestone:
      decision.milestone = granted.subject.id;
      return decision;
    case SubjectKind::kObligation:
      decision.obligation = granted.subject.id;
      decision.period = WindowAsPeriod(granted.window);
      return decision;
    default:
      return std::nullopt;
  }
}

std::string DecidingBody(const model::Catalogue& catalogue, const std::string& actor, const std::string& programme,
                         model::Date day) {
  if (catalogue.posts.contains(actor) || catalogue.units.contains(actor)) return actor;
  for (const auto& [id, post] : catalogue.posts) {
    const model::PostHolder* holder = model::HolderOn(post, day);
    if (holder && holder->display_name == actor) return id;
  }
  const auto& policy = catalogue.notification_policy;
  if (policy && catalogue.units.contains(policy->leading_group)) return policy->leading_group;
  const model::Programme* issued = model::Find(catalogue.programmes, programme);
  if (issued && catalogue.units.contains(issued->issuer)) return issued->issuer;
  for (const auto& [id, unit] : catalogue.units) {
    if (unit.kind == model::UnitKind::kGovernment) return id;
  }
  return "";
}

}  // namespace liandu::ingest
