#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <vector>

#include "ingest/outbound/jurisdiction_writer.h"
#include "model/time.h"
#include "wire/form.h"

namespace liandu::ingest {

/// Checks of what requests have in common; every violation is collected.
class RequestForm {
 public:
  RequestForm() : findings_{&violations}, form("", findings_) {}
  RequestForm(const RequestForm&) = delete;
  RequestForm& operator=(const RequestForm&) = delete;

  std::vector<wire::Violation> violations;

 private:
  wire::Findings findings_;

 public:
  wire::Form form;

  std::string Jurisdiction(const std::string& value) const { return form.Id("jurisdiction", value); }
  /// At most 200 characters.
  std::string Actor(const std::string& value, bool needed = false) const;
  /// Empty, or 1 to 64 characters of an id.
  std::string RequestId(const std::string& value) const { return form.OptionalId("request_id", value); }
  /// 1990 to 2100.
  std::optional<model::Instant> ClockTime(bool given, const google::protobuf::Timestamp& time) const;
};

}  // namespace liandu::ingest
