#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace liandu::cli {

/// A row of a CSV file (RFC 4180) and the line on which it begins, from 1.
struct CsvRow {
  int line = 1;
  std::vector<std::string> fields;
  /// What is wrong with it, in Chinese; empty if nothing is. Then the fields are not to be used.
  std::string problem;
};

inline constexpr size_t kMaxCsvFieldBytes = 10'000;
inline constexpr size_t kMaxCsvFields = 100;

/// Reads row after row. Quotes, doubled quotes, line ends inside quotes, CRLF and a byte order mark are understood;
/// empty lines are skipped. A broken row is told and reading goes on with the line after its first.
class CsvReader {
 public:
  /// `text` must outlive the reader.
  explicit CsvReader(std::string_view text);

  /// The next row; false at the end.
  bool Next(CsvRow& row);

 private:
  bool ReadField(CsvRow& row);
  void SkipLine();

  std::string_view text_;
  size_t position_ = 0;
  int line_ = 1;
};

/// A row of a CSV file with its line end; fields are quoted where needed. What a spreadsheet would take for a formula
/// gets an apostrophe in front.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace liandu::cli
