#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/alert_action.h"
#include "model/catalogue.h"
#include "model/report.h"
#include "model/time.h"

/// What stands in the log, decoded; see protos/liandu/v1/event.proto.
namespace liandu::model {

enum class ClockMode { kLive = 1, kImporting, kSandbox };

struct JurisdictionOpened {
  ClockMode clock_mode = ClockMode::kLive;
  Instant clock_time{};
};
struct JurisdictionWentLive {
  ClockMode clock_mode = ClockMode::kLive;
  Instant clock_time{};
};
struct ClockAdvanced {
  Instant clock_time{};
};
struct CatalogueApplied {
  std::vector<Resource> put;
  std::vector<ResourceKey> removed;
};
struct ReportsReceived {
  std::string source;
  std::vector<Report> reports;
};
struct AlertActed {
  std::string alert;
  int64_t sequence = 0;
  AlertAction action;
};
struct DeliveryResent {
  std::string delivery;
};
struct TestMessageRequested {
  std::string receiver;
  std::string post;
  std::string text;
};
struct Tick {};

using EventBody = std::variant<JurisdictionOpened, JurisdictionWentLive, ClockAdvanced, CatalogueApplied,
                               ReportsReceived, Tick, AlertActed, DeliveryResent, TestMessageRequested>;

struct Event {
  std::string jurisdiction;
  std::string actor;
  std::string request_id;
  int64_t catalogue_version = 0;
  EventBody body;
};

}  // namespace liandu::model
