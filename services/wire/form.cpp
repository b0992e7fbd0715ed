#include "wire/form.h"

#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace liandu::wire {
namespace {

/// The input as an error message may show it: short and escaped, cut between characters.
std::string Quote(const std::string& value) {
  constexpr size_t kShown = 40;
  if (!CountCodePoints(value).has_value()) return absl::StrCat("“", absl::CHexEscape(value.substr(0, kShown)), "”");
  if (value.size() <= kShown) return absl::StrCat("“", absl::Utf8SafeCHexEscape(value), "”");
  size_t end = kShown;
  while ((static_cast<unsigned char>(value[end]) & 0xc0) == 0x80) --end;
  return absl::StrCat("“", absl::Utf8SafeCHexEscape(value.substr(0, end)), "……”");
}

bool IsIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool IsId(std::string_view value) {
  if (value.empty() || value.size() > kMaxIdLength) return false;
  for (char c : value) {
    if (!IsIdCharacter(c)) return false;
  }
  return true;
}

bool IsControl(char c) {
  auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
}

/// Length of the sequence that begins with this byte; 0 if none does.
size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

/// Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
bool SecondByteFits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
    default:
      return true;
  }
}

}  // namespace

std::optional<size_t> CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++count) {
    auto lead = static_cast<unsigned char>(text[i]);
    size_t length = SequenceLength(lead);
    if (length == 0 || i + length > text.size()) return std::nullopt;
    for (size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return std::nullopt;
    }
    if (length > 1 && !SecondByteFits(lead, static_cast<unsigned char>(text[i + 1]))) return std::nullopt;
    i += length;
  }
  return count;
}

std::string Form::PathOf(std::string_view field, int index) const {
  std::string path = parent_ != nullptr ? parent_->PathOf(name_, index_) : std::string(name_);
  if (!field.empty()) path.append(path.empty() ? "" : ".").append(field);
  if (index >= 0) absl::StrAppend(&path, "[", index, "]");
  return path;
}

void Form::Refuse(std::string_view field, std::string description, int index) const {
  findings_->violations->push_back({PathOf(field, index), std::move(description)});
}

void Form::UnknownEnum(std::string_view field, int value, int index) const {
  findings_->newer = true;
  Refuse(field, absl::StrCat(value, " 不是可选的取值；请从这个字段的取值中选一个"), index);
}

std::string Form::Id(std::string_view field, const std::string& value, int index) const {
  if (findings_->stored || IsId(value)) return value;
  if (value.empty()) {
    Refuse(field, "没有填写；请填编号，1 至 64 个字符，只用 A-Z a-z 0-9 . _ -", index);
  } else {
    Refuse(field, absl::StrCat(Quote(value), " 不能作编号；请用 1 至 64 个字符，只用 A-Z a-z 0-9 . _ -"), index);
  }
  return value;
}

std::string Form::OptionalId(std::string_view field, const std::string& value) const {
  return value.empty() ? std::string() : Id(field, value);
}

std::string Form::Text(std::string_view field, const std::string& value, size_t max_length, int index) const {
  if (findings_->stored || value.empty()) return value;
  std::optional<size_t> length = CountCodePoints(value);
  if (!length.has_value()) {
    Refuse(field, "不是 UTF-8 文字；请改用 UTF-8 编码再提交", index);
    return {};
  }
  if (*length > max_length) {
    Refuse(field, absl::StrCat("有 ", *length, " 个字符；请缩短到 ", max_length, " 个以内"), index);
  }
  for (char c : value) {
    if (!IsControl(c)) continue;
    Refuse(field, "含有控制字符；请删去", index);
    break;
  }
  return value;
}

std::string Form::RequiredText(std::string_view field, const std::string& value, size_t max_length, int index) const {
  if (value.empty() && !findings_->stored) Refuse(field, "没有填写；请补上", index);
  return Text(field, value, max_length, index);
}

void Form::Count(std::string_view field, int count, int max) const {
  if (findings_->stored || count <= max) return;
  Refuse(field, absl::StrCat("有 ", count, " 项，最多 ", max, " 项；请减少或分开提交"));
}

std::vector<std::string> Form::Ids(std::string_view field, const Strings& values, int max_count) const {
  Count(field, values.size(), max_count);
  std::vector<std::string> ids(values.begin(), values.end());
  if (findings_->stored) return ids;
  std::set<std::string_view> seen;
  for (int i = 0; i < values.size(); ++i) {
    Id(field, values[i], i);
    if (!seen.insert(values[i]).second) Refuse(field, absl::StrCat(Quote(values[i]), " 重复；请删去一个"), i);
  }
  return ids;
}

std::vector<std::string> Form::Texts(std::string_view field, const Strings& values, int max_count,
                                     size_t max_length) const {
  Count(field, values.size(), max_count);
  for (int i = 0; i < values.size(); ++i) RequiredText(field, values[i], max_length, i);
  return {values.begin(), values.end()};
}

std::optional<model::Date> Form::OptionalDate(std::string_view field, const std::string& value) const {
  if (value.empty()) return std::nullopt;
  return RequiredDate(field, value);
}

model::Date Form::RequiredDate(std::string_view field, const std::string& value) const {
  absl::StatusOr<model::Date> date = model::Date::Parse(value);
  if (date.ok()) return *date;
  if (value.empty()) {
    Refuse(field, "没有填写日期；请写成 2024-12-31 的样子");
  } else {
    Refuse(field, absl::StrCat(Quote(value), " 不是 1900 至 2200 年间的日期；请写成 2024-12-31 的样子"));
  }
  return {};
}

std::optional<model::Decimal> Form::OptionalDecimal(std::string_view field, const std::string& value) const {
  if (value.empty()) return std::nullopt;
  return RequiredDecimal(field, value);
}

model::Decimal Form::RequiredDecimal(std::string_view field, const std::string& value) const {
  absl::StatusOr<model::Decimal> decimal = model::Decimal::Parse(value);
  if (decimal.ok()) return *decimal;
  if (value.empty()) {
    Refuse(field, "没有填写数值；请填一个数，例如 8.5");
  } else {
    Refuse(field, absl::StrCat(Quote(value), " 不是数值；请写最多 18 位数字，可带负号和小数点，例如 1100 或 -0.25"));
  }
  return {};
}

model::Period Form::RequiredPeriod(std::string_view field, const std::string& value) const {
  absl::StatusOr<model::Period> period = model::Period::Parse(value);
  if (period.ok()) return *period;
  Refuse(field, absl::StrCat(value.empty() ? "没有填写期间" : Quote(value) + " 不是存在的期间",
                             "；请写成 2024、2024H1、2024Q2、2024-06、2024-06-30、2021/2023 或 "
                             "2024-01-01/2024-06-30"));
  return {};
}

int Form::MinutesOfDay(std::string_view field, const std::string& value, int fallback, int index) const {
  if (value.empty()) return fallback;
  auto digit = [&](size_t i) { return value[i] - '0'; };
  if (value.size() == 5 && value[2] == ':') {
    int hours = digit(0) * 10 + digit(1);
    int minutes = digit(3) * 10 + digit(4);
    bool digits = digit(0) >= 0 && digit(0) <= 2 && digit(1) >= 0 && digit(1) <= 9 && digit(3) >= 0 && digit(3) <= 5 &&
                  digit(4) >= 0 && digit(4) <= 9;
    if (digits && hours < 24) return hours * 60 + minutes;
  }
  Refuse(field, absl::StrCat(Quote(value), " 不是时刻；请写 00:00 至 23:59，例如 09:30"), index);
  return fallback;
}

int Form::Number(std::string_view field, int value, int min, int max, int index) const {
  if (!findings_->stored && (value < min || value > max)) {
    Refuse(field, absl::StrCat(value, " 超出范围；请填 ", min, " 至 ", max, " 的整数"), index);
  }
  return value;
}

}  // namespace liandu::wire
