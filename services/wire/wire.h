#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandu/v1/alert.pb.h"
#include "liandu/v1/catalogue.pb.h"
#include "liandu/v1/event.pb.h"
#include "liandu/v1/report.pb.h"
#include "model/alert.h"
#include "model/catalogue.h"
#include "model/event.h"
#include "model/report.h"
#include "wire/violation.h"

/// The contract in C++: the only place, beside the services' rims, where generated messages and model structs meet.
/// Pure functions.
namespace liandu::wire {

/// Reads resources and facts; every violation of form (dates, decimals, periods, enums, UTF-8, lengths) is appended
/// with its path below `path`. The result is meaningful only if none was.
model::Resource ResourceFromProto(const v1::Resource& proto, const std::string& path,
                                  std::vector<Violation>& violations);
std::vector<model::Resource> ResourcesFromProto(const v1::Catalogue& proto, std::vector<Violation>& violations);
model::Report ReportFromProto(const v1::Report& proto, const std::string& path, std::vector<Violation>& violations);

model::AlertAction AlertActionFromProto(const v1::AlertAction& proto, const std::string& path,
                                        std::vector<Violation>& violations);

v1::Resource ToProto(const model::Resource& resource);
v1::AlertAction ToProto(const model::AlertAction& action);
v1::Report ToProto(const model::Report& report);
v1::Alert ToProto(const model::Alert& alert, std::string_view jurisdiction);
v1::Transition ToProto(const model::Transition& transition);
v1::Evidence ToProto(const model::Evidence& evidence);
model::Alert AlertFromProto(const v1::Alert& proto);
model::Transition TransitionFromProto(const v1::Transition& proto);

/// Moments, to the millisecond.
google::protobuf::Timestamp ToTimestamp(model::Instant moment);
model::Instant FromTimestamp(const google::protobuf::Timestamp& timestamp);

/// Puts a resource into the catalogue message's list of its kind.
void AddResource(const v1::Resource& resource, v1::Catalogue& catalogue);
/// "target/T013": the field under which a resource is kept beside the log and in state.
std::string RecordKey(const model::ResourceKey& key);

/// The envelope's version that this binary writes and the newest that it reads.
inline constexpr int kEventSchemaVersion = 1;

/// Log payloads. Encoding is deterministic. Decoding: UNIMPLEMENTED for a newer schema version or an unknown kind,
/// DATA_LOSS for bytes that are no event.
std::string EncodeEvent(const model::Event& event);
absl::StatusOr<model::Event> DecodeEvent(std::string_view payload, std::string_view jurisdiction);

/// A resource as it is kept beside the log. Decoding: UNIMPLEMENTED for a kind that this binary does not know,
/// DATA_LOSS for bytes that are no resource.
std::string EncodeResource(const model::Resource& resource);
absl::StatusOr<model::Resource> DecodeResource(std::string_view bytes);

/// Encodes a ReportsReceived with these reports of a larger batch; of `envelope` everything but the reports is taken.
std::string EncodeReports(const model::Event& envelope, const std::vector<const model::Report*>& reports);

/// EncodeEvent and DecodeEvent on messages, for events that travel inside of other messages.
void ToProto(const model::Event& event, v1::Event& proto);
absl::StatusOr<model::Event> EventFromProto(const v1::Event& proto, std::string_view jurisdiction);

/// Serialises deterministically (map order and unknown fields aside, there is one encoding per message).
std::string SerializeDeterministic(const google::protobuf::MessageLite& message);

}  // namespace liandu::wire
