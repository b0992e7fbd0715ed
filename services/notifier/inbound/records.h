#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "notifier/domain/desk.h"

/// The notifier's state as records (protos/liandu/state/v1/notifier.proto). Encoding is deterministic. Pure functions.
namespace liandu::notifier {

/// A record's key: "<jurisdiction>/<kind>[/<id>]". Jurisdictions hold no slash.
struct RecordName {
  std::string jurisdiction;
  /// "alert", "clock", "delivery" or "resource".
  std::string kind;
  std::string id;
  std::string ToKey() const;
  /// DATA_LOSS for a key that has another form.
  static absl::StatusOr<RecordName> Parse(std::string_view key);
};

inline constexpr char kAlertRecord[] = "alert";
inline constexpr char kClockRecord[] = "clock";
inline constexpr char kDeliveryRecord[] = "delivery";
inline constexpr char kResourceRecord[] = "resource";

std::string EncodeClock(const Desk& desk);
std::string EncodeAlert(const AlertDesk& alert, const std::string& jurisdiction);
std::string EncodeDelivery(const Delivery& delivery, const std::string& jurisdiction);
std::string EncodeResource(const model::Resource& resource);

/// Puts a record back into its jurisdiction's desk; DATA_LOSS for bytes that are no record of that kind.
absl::Status RestoreRecord(const RecordName& name, std::string_view value, Desk& desk);

}  // namespace liandu::notifier
