#pragma once

#include <google/protobuf/repeated_field.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"
#include "model/period.h"
#include "model/time.h"
#include "wire/violation.h"

/// Checks of form, shared by the readers of every kind of message.
namespace liandu::wire {

/// Limits of the contract, in characters (Unicode code points), elements and bytes.
inline constexpr size_t kMaxIdLength = 64;
inline constexpr size_t kMaxTextLength = 500;
inline constexpr int kMaxListLength = 1000;
inline constexpr size_t kMaxResourceBytes = 256 * 1024;

/// Number of code points; nullopt if the bytes are not UTF-8.
std::optional<size_t> CountCodePoints(std::string_view text);

/// What reading a message found out.
struct Findings {
  std::vector<Violation>* violations = nullptr;
  /// The message comes from the log: limits that a caller must keep were kept under the rules of its day, so only what
  /// cannot be read is a violation.
  bool stored = false;
  /// It holds a kind or an enum value that this binary does not know.
  bool newer = false;
};

/// A place in a message and the checks on its fields. The path is rendered only when something is wrong, so that
/// reading a good message builds no strings for it. Refers to its parent, which must outlive it.
class Form {
 public:
  Form(std::string_view path, Findings& findings) : name_(path), findings_(&findings) {}

  /// The place of a message in a field of this one.
  Form In(std::string_view field, int index = -1) const { return Form(this, field, index, findings_); }
  /// Appends a violation of a field; of the message itself when `field` is empty.
  void Refuse(std::string_view field, std::string description, int index = -1) const;
  std::string PathOf(std::string_view field, int index = -1) const;
  Findings& findings() const { return *findings_; }

  /// 1 to 64 characters of [A-Za-z0-9._-].
  std::string Id(std::string_view field, const std::string& value, int index = -1) const;
  /// The same, or empty.
  std::string OptionalId(std::string_view field, const std::string& value) const;
  /// UTF-8 without control characters (line feeds and tabs aside) of at most `max_length` characters.
  std::string Text(std::string_view field, const std::string& value, size_t max_length = kMaxTextLength,
                   int index = -1) const;
  /// The same, and not empty.
  std::string RequiredText(std::string_view field, const std::string& value, size_t max_length = kMaxTextLength,
                           int index = -1) const;

  using Strings = google::protobuf::RepeatedPtrField<std::string>;
  /// Ids without repeats.
  std::vector<std::string> Ids(std::string_view field, const Strings& values, int max_count = kMaxListLength) const;
  /// Texts, none empty.
  std::vector<std::string> Texts(std::string_view field, const Strings& values, int max_count, size_t max_length) const;

  model::Date RequiredDate(std::string_view field, const std::string& value) const;
  std::optional<model::Date> OptionalDate(std::string_view field, const std::string& value) const;
  model::Decimal RequiredDecimal(std::string_view field, const std::string& value) const;
  std::optional<model::Decimal> OptionalDecimal(std::string_view field, const std::string& value) const;
  model::Period RequiredPeriod(std::string_view field, const std::string& value) const;
  /// "HH:MM" as minutes after midnight; `fallback` if empty.
  int MinutesOfDay(std::string_view field, const std::string& value, int fallback, int index = -1) const;
  /// A whole number from `min` to `max`.
  int Number(std::string_view field, int value, int min, int max, int index = -1) const;
  /// At most `max` elements.
  void Count(std::string_view field, int count, int max) const;

  /// An enum value as the model numbers it: `shift` less than the contract, whose 0 (unspecified) becomes
  /// `unspecified`.
  template <typename Model>
  Model Enum(std::string_view field, int value, bool known, Model unspecified, int shift = 0, int index = -1) const {
    if (!known) return UnknownEnum(field, value, index), unspecified;
    return value == 0 ? unspecified : static_cast<Model>(value - shift);
  }
  /// The same for a field that must be given.
  template <typename Model>
  Model RequiredEnum(std::string_view field, int value, bool known, Model fallback, int shift = 0) const {
    if (value == 0) Refuse(field, "没有填写；请从这个字段的取值中选一个");
    return Enum(field, value, known, fallback, shift);
  }

 private:
  Form(const Form* parent, std::string_view name, int index, Findings* findings)
      : parent_(parent), name_(name), index_(index), findings_(findings) {}
  void UnknownEnum(std::string_view field, int value, int index) const;

  const Form* parent_ = nullptr;
  std::string_view name_;
  int index_ = -1;
  Findings* findings_;
};

}  // namespace liandu::wire
