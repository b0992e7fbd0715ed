#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/status.h"
#include "platform/config/settings.h"

namespace liandu::platform {

/// A named value beside a log message. Names are lower_snake_case with units last.
struct LogField {
  LogField(std::string_view field_name, std::string_view text) : name(field_name), value(std::string(text)) {}
  LogField(std::string_view field_name, const char* text) : name(field_name), value(std::string(text)) {}
  LogField(std::string_view field_name, const std::string& text) : name(field_name), value(text) {}
  LogField(std::string_view field_name, const absl::Status& status) : name(field_name), value(status.ToString()) {}
  LogField(std::string_view field_name, int64_t number) : name(field_name), value(number) {}
  LogField(std::string_view field_name, int number) : name(field_name), value(int64_t{number}) {}
  LogField(std::string_view field_name, uint64_t number) : name(field_name), value(static_cast<int64_t>(number)) {}
  LogField(std::string_view field_name, bool flag) : name(field_name), value(flag) {}

  std::string_view name;
  std::variant<std::string, int64_t, bool> value;
};

/// The structured log of a service: one line an event on standard error, as text or JSON, never multi-line whatever
/// the values hold. Say no secrets. Thread-safe; cheap to copy.
class Logger {
 public:
  using Fields = std::initializer_list<LogField>;

  /// The log of the named service. The settings have been validated.
  static Logger Make(const std::string& service, const LogSettings& settings);
  /// Swallows everything; for tests.
  static Logger Silent();
  /// Hands each finished line to `sink` instead; for tests. `sink` must be thread-safe.
  static Logger To(std::function<void(const std::string&)> sink, const std::string& service,
                   const LogSettings& settings);

  void Debug(std::string_view message, Fields fields = {}) const;
  void Info(std::string_view message, Fields fields = {}) const;
  void Warn(std::string_view message, Fields fields = {}) const;
  void Error(std::string_view message, Fields fields = {}) const;
  /// Writes out what is buffered.
  void Flush() const;

 private:
  class Impl;
  explicit Logger(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace liandu::platform
