#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/text/screen.h"

namespace liandu::cli {

enum class Align { kLeft, kRight };

struct Column {
  std::string title;
  Align align = Align::kLeft;
  /// Gives way, in several lines, when the screen is too narrow for the table.
  bool flexible = false;
};

struct Cell {
  Cell() = default;
  Cell(std::string cell_text,
       Colour cell_colour = Colour::kNone)  // NOLINT(google-explicit-constructor): rows read well
      : text(std::move(cell_text)), colour(cell_colour) {}
  Cell(const char* cell_text) : text(cell_text) {}  // NOLINT(google-explicit-constructor)

  std::string text;
  Colour colour = Colour::kNone;
};

/// A table with aligned columns by display width: a heading, a line, and a line or more for each row.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// Cells may be fewer than the columns; their texts are cleaned (CleanText).
  void AddRow(std::vector<Cell> cells);
  bool empty() const { return rows_.empty(); }
  /// Ends with a line end; no line has spaces at its end. Columns without any text are left out.
  std::string Render(const Screen& screen) const;

 private:
  std::vector<size_t> Widths(const Screen& screen) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace liandu::cli
