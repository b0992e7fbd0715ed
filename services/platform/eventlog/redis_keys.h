#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "platform/eventlog/event_log.h"

namespace liandu::eventlog {

/// The keys of a partition, all with the tag {pN}, so that one script may touch them together.
class RedisKeys {
 public:
  explicit RedisKeys(int number) : tag(fmt::format("p{}", number)), prefix(fmt::format("{{{}}}:", tag)) {}

  const std::string tag;
  const std::string prefix;
  /// Streams: what came in, what the evaluator says, what the notifier says.
  const std::string log = prefix + "log";
  const std::string alerts = prefix + "alerts";
  const std::string deliveries = prefix + "deliveries";
  /// String: the last alert that was trimmed away.
  const std::string trimmed = prefix + "alerts:trimmed";
  /// Hash: the partition's clock, and counts of what was ever put into the streams.
  const std::string partition = prefix + "partition";
  /// Hash: jurisdiction -> "mode clock_ms catalogue_version".
  const std::string jurisdictions = prefix + "jurisdictions";
  /// Hash: "jurisdiction source" -> last number.
  const std::string sources = prefix + "sources";
  /// Set: "role entry-id" of entries set aside.
  const std::string set_aside = prefix + "setaside";

  /// Hash: lease, fence, cursor of a role.
  std::string Processor(Role role) const { return prefix + RoleName(role); }
  /// Hash: a role's state records.
  std::string State(Role role) const { return prefix + RoleName(role) + ":state"; }
  const std::string& Input(Role role) const { return role == Role::kEvaluator ? log : alerts; }
  const std::string& Output(Role role) const { return role == Role::kEvaluator ? alerts : deliveries; }
  /// Hash: a field per resource.
  std::string Catalogue(std::string_view jurisdiction) const {
    return fmt::format("{}catalogue:{}", prefix, jurisdiction);
  }
  /// String that expires: what a request made.
  std::string Request(std::string_view jurisdiction, std::string_view request_id) const {
    return fmt::format("{}request:{}:{}", prefix, jurisdiction, request_id);
  }
};

}  // namespace liandu::eventlog
