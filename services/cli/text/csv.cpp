#include "cli/text/csv.h"

#include <algorithm>
#include <utility>

#include "platform/text/utf8.h"

namespace liandu::cli {

CsvReader::CsvReader(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
}

bool CsvReader::Next(CsvRow& row) {
  while (position_ < text_.size() && (text_[position_] == '\n' || text_[position_] == '\r')) SkipLine();
  if (position_ >= text_.size()) return false;
  row = {line_, {}, ""};
  const size_t start = position_;
  while (ReadField(row)) {
    if (row.fields.size() > kMaxCsvFields) row.problem = "列太多";
  }
  for (const std::string& field : row.fields) {
    if (field.size() > kMaxCsvFieldBytes) row.problem = "有一格太长";
    if (platform::FindMalformedUtf8(field) != std::string_view::npos)
      row.problem = "不是 UTF-8 文字，请用 UTF-8 编码保存";
  }
  if (!row.problem.empty()) {
    position_ = start;
    line_ = row.line;
    SkipLine();
  }
  return true;
}

/// Takes one field and what separates it from the next; false at the row's end or when something is wrong.
bool CsvReader::ReadField(CsvRow& row) {
  if (!row.problem.empty()) return false;
  std::string field;
  if (position_ < text_.size() && text_[position_] == '"') {
    ++position_;
    for (;;) {
      const size_t quote = text_.find('"', position_);
      if (quote == std::string_view::npos) {
        row.problem = "引号没有配对";
        return false;
      }
      for (size_t i = position_; i < quote; ++i) line_ += text_[i] == '\n' ? 1 : 0;
      field += text_.substr(position_, quote - position_);
      position_ = quote + 1;
      if (position_ >= text_.size() || text_[position_] != '"') break;
      field += '"';
      ++position_;
    }
    if (position_ < text_.size() && text_.find_first_of(",\r\n", position_) != position_) {
      row.problem = "引号之后只能是逗号";
      return false;
    }
  } else {
    const size_t end = std::min(text_.find_first_of(",\r\n", position_), text_.size());
    field = text_.substr(position_, end - position_);
    position_ = end;
    if (field.find('"') != std::string::npos) row.problem = "引号只能在一格的开头和结尾";
  }
  row.fields.push_back(std::move(field));
  if (position_ < text_.size() && text_[position_] == ',') {
    ++position_;
    return true;
  }
  SkipLine();
  return false;
}

void CsvReader::SkipLine() {
  const size_t end = text_.find('\n', position_);
  position_ = end == std::string_view::npos ? text_.size() : end + 1;
  ++line_;
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) line += ',';
    const bool formula = !field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos;
    if (!formula && field.find_first_of(",\"\r\n") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    if (formula) line += '\'';
    for (const char c : field) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + "\r\n";
}

}  // namespace liandu::cli
