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
  /// Leaves the row when the screen is too narrow even so, and stands beneath it as "title text"; the last one first.
  bool yields = false;
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

/// A table with aligned columns by display width: a heading, a line, and a line or more for each row. It fits the
/// screen as long as what must stay in one piece (ids, dates) does.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// Cells may be fewer than the columns; their texts are cleaned (CleanText).
  void AddRow(std::vector<Cell> cells);
  /// A text of its own beneath the last row, indented, wrapped unless it is to stay `whole`.
  void AddNote(Cell note, bool whole = false);
  bool empty() const { return rows_.empty(); }
  /// Ends with a line end; no line has spaces at its end. Columns without any text are left out.
  std::string Render(const Screen& screen) const;

 private:
  struct Note {
    Cell cell;
    bool whole = false;
  };
  struct Row {
    std::vector<Cell> cells;
    std::vector<Note> notes;
  };

  /// The columns' widths on this screen, 0 for those that are left out; `beneath` tells which of them yielded.
  std::vector<size_t> Widths(const Screen& screen, std::vector<bool>& beneath) const;
  std::string RenderNotes(const Row& row, const std::vector<bool>& beneath, const Screen& screen) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace liandu::cli
