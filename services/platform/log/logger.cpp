#include "platform/log/logger.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>
#include <type_traits>
#include <utility>

namespace liandu::platform {
namespace {

/// Hands formatted lines to a function.
class FunctionSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit FunctionSink(std::function<void(const std::string&)> receiver) : receive_(std::move(receiver)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    receive_(std::string(line.data(), line.size()));
  }
  void flush_() override {}

 private:
  std::function<void(const std::string&)> receive_;
};

/// Writes the text as the inside of a JSON string; control characters never reach the line as such.
void AppendEscaped(std::string_view text, std::string& line) {
  constexpr char kHex[] = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      line += "\\u00";
      line += kHex[byte >> 4];
      line += kHex[byte & 0xF];
    } else {
      line += c;
    }
  }
}

void AppendValue(const LogField& field, std::string& line) {
  if (const auto* text = std::get_if<std::string>(&field.value)) {
    line += '"';
    AppendEscaped(*text, line);
    line += '"';
  } else if (const auto* number = std::get_if<int64_t>(&field.value)) {
    line += std::to_string(*number);
  } else {
    line += std::get<bool>(field.value) ? "true" : "false";
  }
}

std::string TextLine(std::string_view message, Logger::Fields fields) {
  std::string line;
  AppendEscaped(message, line);
  for (const LogField& field : fields) {
    line += ' ';
    line += field.name;
    line += '=';
    AppendValue(field, line);
  }
  return line;
}

std::string JsonLine(std::string_view message, Logger::Fields fields) {
  std::string line = "\"message\":\"";
  AppendEscaped(message, line);
  line += '"';
  for (const LogField& field : fields) {
    line += ",\"";
    AppendEscaped(field.name, line);
    line += "\":";
    AppendValue(field, line);
  }
  return line;
}

}  // namespace

/// spdlog behind a header that does not include it.
class Logger::Impl {
 public:
  Impl(spdlog::sink_ptr sink, const std::string& service, const LogSettings& settings)
      : json_(settings.format == "json"), log_(service, std::move(sink)) {
    log_.set_pattern(json_ ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","service":"%n",%v})"
                           : "%Y-%m-%dT%H:%M:%S.%eZ %l %n: %v",
                     spdlog::pattern_time_type::utc);
    log_.set_level(spdlog::level::from_str(settings.level));
    log_.flush_on(spdlog::level::warn);
  }

  void Write(spdlog::level::level_enum level, std::string_view message, Fields fields) {
    if (!log_.should_log(level)) return;
    const std::string line = json_ ? JsonLine(message, fields) : TextLine(message, fields);
    log_.log(level, spdlog::string_view_t(line.data(), line.size()));
  }
  void Flush() { log_.flush(); }

 private:
  bool json_;
  spdlog::logger log_;
};

Logger::Logger(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Logger Logger::Make(const std::string& service, const LogSettings& settings) {
  return Logger(std::make_shared<Impl>(std::make_shared<spdlog::sinks::stderr_sink_mt>(), service, settings));
}

Logger Logger::Silent() {
  return Logger(std::make_shared<Impl>(std::make_shared<spdlog::sinks::null_sink_mt>(), "silent", LogSettings()));
}

Logger Logger::To(std::function<void(const std::string&)> sink, const std::string& service,
                  const LogSettings& settings) {
  return Logger(std::make_shared<Impl>(std::make_shared<FunctionSink>(std::move(sink)), service, settings));
}

void Logger::Debug(std::string_view message, Fields fields) const {
  impl_->Write(spdlog::level::debug, message, fields);
}
void Logger::Info(std::string_view message, Fields fields) const { impl_->Write(spdlog::level::info, message, fields); }
void Logger::Warn(std::string_view message, Fields fields) const { impl_->Write(spdlog::level::warn, message, fields); }
void Logger::Error(std::string_view message, Fields fields) const { impl_->Write(spdlog::level::err, message, fields); }
void Logger::Flush() const { impl_->Flush(); }

}  // namespace liandu::platform
