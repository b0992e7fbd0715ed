#include "notifier/outbound/channels/webhook/webhook_payload.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

constexpr char kNotEnded[] = "0001-01-01T00:00:00Z";

json Entry(const OutgoingMessage& message, const DeliveryItem& item) {
  const std::optional<model::Instant> ended = EndOf(item);
  return {{"status", IsResolved(item) ? "resolved" : "firing"},
          {"labels", AlertLabels(message.jurisdiction, item)},
          {"annotations", AlertAnnotations(item)},
          {"startsAt", Rfc3339(item.alert.raised_time)},
          {"endsAt", ended ? Rfc3339(*ended) : kNotEnded},
          {"generatorURL", message.link},
          {"fingerprint", AlertFingerprint(message.jurisdiction, item.alert.id)}};
}

/// What all entries' objects under `key` have in common.
json Common(const json& entries, const char* key) {
  json common = entries.empty() ? json::object() : entries.front()[key];
  for (const json& entry : entries) {
    for (auto it = common.begin(); it != common.end();) {
      const json& own = entry[key];
      const auto found = own.find(it.key());
      it = found != own.end() && *found == it.value() ? std::next(it) : common.erase(it);
    }
  }
  return common;
}

}  // namespace

std::string WebhookPayload(const OutgoingMessage& message, const std::string& external_url) {
  const Delivery& delivery = message.delivery;
  json entries = json::array();
  bool firing = false;
  for (const DeliveryItem& item : delivery.items) {
    entries.push_back(Entry(message, item));
    firing = firing || !IsResolved(item);
  }
  const std::string post = delivery.posts.empty() ? "" : delivery.posts.front().id;
  const json payload = {
      {"version", "4"},
      {"groupKey", absl::StrCat("{jurisdiction=\"", message.jurisdiction, "\", post=\"", post, "\"}")},
      {"truncatedAlerts", delivery.omitted_items},
      {"status", firing ? "firing" : "resolved"},
      {"receiver", delivery.receiver},
      {"groupLabels", {{"jurisdiction", message.jurisdiction}, {"post", post}}},
      {"commonLabels", Common(entries, "labels")},
      {"commonAnnotations", Common(entries, "annotations")},
      {"externalURL", external_url},
      {"alerts", entries}};
  return payload.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::map<std::string, std::string> AlertLabels(const std::string& jurisdiction, const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  std::map<std::string, std::string> labels = {{"alertname", model::ConditionName(alert.condition)},
                                               {"jurisdiction", jurisdiction},
                                               {"severity", model::SeverityName(item.severity)},
                                               {"subject", alert.subject.id},
                                               {"subject_kind", model::SubjectKindName(alert.subject.kind)},
                                               {"chain", absl::StrJoin(alert.chains, ",")},
                                               {"unit", alert.responsible_unit},
                                               {"alert", alert.id}};
  // To Prometheus, an empty label is none.
  std::erase_if(labels, [](const auto& label) { return label.second.empty(); });
  return labels;
}

std::map<std::string, std::string> AlertAnnotations(const DeliveryItem& item) {
  std::map<std::string, std::string> annotations = {{"summary", item.summary},
                                                    {"description", item.description},
                                                    {"condition", model::ConditionText(item.alert.condition)},
                                                    {"severity", model::SeverityText(item.severity)},
                                                    {"subject", item.alert.subject.display_name},
                                                    {"rule", item.alert.evidence.rule},
                                                    {"sequence", std::to_string(item.sequence)}};
  const bool lags = !IsResolved(item) && !item.alert.evidence.lag_points.empty();
  if (lags) annotations["lag_points"] = item.alert.evidence.lag_points;
  if (item.alert.due_date) annotations["due_date"] = item.alert.due_date->ToString();
  return annotations;
}

std::string AlertFingerprint(const std::string& jurisdiction, const std::string& alert) {
  uint64_t hash = 14695981039346656037ULL;
  for (char character : absl::StrCat(jurisdiction, "\xFF", alert)) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211ULL;
  }
  return fmt::format("{:016x}", hash);
}

std::string Rfc3339(model::Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const int64_t ms = (instant - day).count();
  const model::Date date(static_cast<int32_t>(day.time_since_epoch().count()));
  const std::string fraction = ms % 1000 == 0 ? "" : fmt::format(".{:03}", ms % 1000);
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", date.ToString(), ms / 3600000, ms / 60000 % 60, ms / 1000 % 60,
                     fraction);
}

}  // namespace liandu::notifier
