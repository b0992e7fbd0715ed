#include "notifier/domain/page/form_fields.h"

#include <utility>

#include "platform/text/utf8.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;

constexpr size_t kMaxFields = 32;
constexpr int kMaxNote = 2000;
constexpr int kMaxFeedback = 1000;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> Decoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      decoded.push_back(' ');
    } else if (text[i] != '%') {
      decoded.push_back(text[i]);
    } else {
      const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  if (platform::FindMalformedUtf8(decoded) != std::string_view::npos) return std::nullopt;
  return decoded;
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// Browsers send a line break as "\r\n"; other control characters nobody types.
std::string Tidied(std::string_view text) {
  std::string tidied;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\r' || (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) continue;
    tidied.push_back(c);
  }
  while (!tidied.empty() && IsBlank(tidied.back())) tidied.pop_back();
  size_t first = 0;
  while (first < tidied.size() && IsBlank(tidied[first])) ++first;
  return tidied.substr(first);
}

int Characters(std::string_view text) {
  int count = 0;
  for (size_t position = 0; position < text.size(); ++count) platform::NextCodePoint(text, position);
  return count;
}

/// Checks the inputs of one form.
class Checker {
 public:
  Checker(model::Date today, std::vector<FormProblem>& problems) : today_(today), problems_(problems) {}

  std::string Text(const char* field, const char* label, const std::string& text, int max, bool required) {
    if (required && text.empty()) Refuse(field, std::string(label) + "没有填写");
    if (Characters(text) > max) Refuse(field, std::string(label) + "超过 " + std::to_string(max) + " 字");
    return text;
  }

  std::optional<model::Date> Day(const char* field, const char* label, const std::string& text, bool required,
                                 bool may_be_today) {
    if (text.empty()) {
      if (required) Refuse(field, std::string(label) + "没有填写");
      return std::nullopt;
    }
    const auto date = model::Date::Parse(text);
    if (!date.ok()) {
      Refuse(field, std::string(label) + "不是日期；请写成 2024-07-31 的样子");
      return std::nullopt;
    }
    if (may_be_today ? *date < today_ : *date <= today_) {
      Refuse(field, std::string(label) + (may_be_today ? "早于今天" : "要在今天以后"));
    }
    return *date;
  }

  void Refuse(const char* field, std::string text) { problems_.push_back({field, std::move(text)}); }

 private:
  model::Date today_;
  std::vector<FormProblem>& problems_;
};

void ReadRequest(const FormInput& input, Checker& checker, model::AlertAction& action) {
  const bool extension = input.extension_kind == "extension";
  if (!extension && input.extension_kind != "excusal") checker.Refuse("extension_kind", "没有选择申请什么");
  action.extension_request.kind = extension ? model::ExtensionKind::kExtension : model::ExtensionKind::kExcusal;
  action.extension_request.until = checker.Day("until", "到哪一天", input.until, extension, false);
}

void ReadDecision(const FormInput& input, Checker& checker, model::AlertAction& action) {
  action.granted = input.granted == "yes";
  if (!action.granted && input.granted != "no") checker.Refuse("granted", "没有选择批准还是不批准");
  if (action.granted) action.extension_request.until = checker.Day("until", "另定日期", input.until, false, false);
}

}  // namespace

std::optional<std::map<std::string, std::string>> ReadFields(std::string_view body) {
  std::map<std::string, std::string> fields;
  while (!body.empty()) {
    const size_t end = std::min(body.find('&'), body.size());
    const std::string_view pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    const auto name = Decoded(pair.substr(0, equals));
    const auto value = Decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view());
    if (!name || !value || fields.size() == kMaxFields || !fields.emplace(*name, *value).second) return std::nullopt;
  }
  return fields;
}

std::string EncodedValue(std::string_view value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : value) {
    const bool plain =
        (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      encoded.push_back(c);
    } else {
      encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 0xF]});
    }
  }
  return encoded;
}

FormInput InputOf(const std::map<std::string, std::string>& fields) {
  const auto text = [&fields](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : Tidied(found->second);
  };
  return {text("note"),           text("cause"), text("measure"), text("promised_date"),
          text("extension_kind"), text("until"), text("granted")};
}

model::AlertAction ActionOf(AlertActionKind kind, const FormInput& input, model::Date today,
                            std::vector<FormProblem>& problems) {
  Checker checker(today, problems);
  model::AlertAction action;
  action.kind = kind;
  switch (kind) {
    case AlertActionKind::kAcknowledgement:
      action.note = checker.Text("note", "说明", input.note, kMaxNote, false);
      break;
    case AlertActionKind::kFeedback:
      action.feedback.cause = checker.Text("cause", "原因", input.cause, kMaxFeedback, true);
      action.feedback.measure = checker.Text("measure", "措施", input.measure, kMaxFeedback, true);
      action.feedback.promised_date = checker.Day("promised_date", "承诺完成日期", input.promised_date, true, true);
      action.note = checker.Text("note", "其他说明", input.note, kMaxNote, false);
      break;
    case AlertActionKind::kFeedbackReturn:
      action.note = checker.Text("note", "退回理由", input.note, kMaxNote, true);
      break;
    case AlertActionKind::kVerification:
      action.note = checker.Text("note", "核验情况", input.note, kMaxNote, false);
      break;
    case AlertActionKind::kComment:
      action.note = checker.Text("note", "备注", input.note, kMaxNote, true);
      break;
    case AlertActionKind::kExtensionRequest:
      ReadRequest(input, checker, action);
      action.note = checker.Text("note", "理由", input.note, kMaxNote, true);
      break;
    case AlertActionKind::kExtensionDecision:
      ReadDecision(input, checker, action);
      action.note = checker.Text("note", "理由", input.note, kMaxNote, true);
      break;
  }
  return action;
}

}  // namespace liandu::notifier
