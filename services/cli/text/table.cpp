#include "cli/text/table.h"

#include <algorithm>
#include <utility>

#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"

namespace liandu::cli {
namespace {

constexpr size_t kGap = 2;
/// A flexible column is only made narrower than this when no column yields any more, and never than the second.
constexpr size_t kComfortableWidth = 16;
constexpr size_t kLeastFlexibleWidth = 6;
constexpr size_t kNoteIndent = 6;

std::string Aligned(const std::string& text, size_t width, Align align) {
  return align == Align::kRight ? PadLeft(text, width) : PadRight(text, width);
}

/// Columns of a row with these columns, gaps included.
size_t TotalOf(const std::vector<size_t>& widths) {
  size_t total = 0;
  for (const size_t width : widths) total += width == 0 ? 0 : width + kGap;
  return total == 0 ? 0 : total - kGap;
}

/// Takes from the widest flexible columns, one column at a time, until the row fits or all are down to `least`.
void Narrow(const std::vector<Column>& columns, size_t screen_width, size_t least, std::vector<size_t>& widths) {
  while (TotalOf(widths) > screen_width) {
    size_t widest = columns.size();
    for (size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].flexible && widths[i] > least && (widest == columns.size() || widths[i] >= widths[widest])) {
        widest = i;
      }
    }
    if (widest == columns.size()) return;
    --widths[widest];
  }
}

/// Lines of one row: as many as its tallest cell has.
std::string RenderRow(const std::vector<Column>& columns, const std::vector<size_t>& widths,
                      const std::vector<Cell>& cells, const Screen& screen) {
  std::vector<std::vector<std::string>> wrapped;
  size_t height = 1;
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string text = i < cells.size() ? cells[i].text : "";
    wrapped.push_back(columns[i].flexible ? Wrap(text, widths[i]) : std::vector<std::string>{text});
    if (widths[i] > 0) height = std::max(height, wrapped.back().size());
  }
  std::string rendered;
  for (size_t line = 0; line < height; ++line) {
    std::string row;
    size_t pending_spaces = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::string text = line < wrapped[i].size() ? wrapped[i][line] : "";
      const std::string aligned = Aligned(text, widths[i], columns[i].align);
      const size_t lead = aligned.find_first_not_of(' ');
      if (lead == std::string::npos) {
        pending_spaces += DisplayWidth(aligned) + kGap;
        continue;
      }
      const size_t end = aligned.find_last_not_of(' ') + 1;
      row.append(pending_spaces + lead, ' ');
      row += Paint(aligned.substr(lead, end - lead), i < cells.size() ? cells[i].colour : Colour::kNone, screen);
      pending_spaces = aligned.size() - end + kGap;
    }
    rendered += row + "\n";
  }
  return rendered;
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<Cell> cells) {
  for (Cell& cell : cells) cell.text = CleanText(cell.text);
  rows_.push_back({std::move(cells), {}});
}

void Table::AddNote(Cell note, bool whole) {
  note.text = CleanText(note.text);
  if (!note.text.empty()) rows_.back().notes.push_back({std::move(note), whole});
}

std::vector<size_t> Table::Widths(const Screen& screen, std::vector<bool>& beneath) const {
  std::vector<size_t> widths(columns_.size(), 0);
  for (const Row& row : rows_) {
    for (size_t i = 0; i < row.cells.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row.cells[i].text));
    }
  }
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > 0) widths[i] = std::max(widths[i], DisplayWidth(columns_[i].title));
  }
  beneath.assign(columns_.size(), false);
  if (screen.width == 0) return widths;
  std::vector<size_t> narrow = widths;
  Narrow(columns_, screen.width, kComfortableWidth, narrow);
  for (size_t i = widths.size(); i-- > 0 && TotalOf(narrow) > screen.width;) {
    if (!columns_[i].yields || widths[i] == 0) continue;
    beneath[i] = true;
    widths[i] = 0;
    narrow = widths;
    Narrow(columns_, screen.width, kComfortableWidth, narrow);
  }
  Narrow(columns_, screen.width, kLeastFlexibleWidth, narrow);
  return narrow;
}

std::string Table::RenderNotes(const Row& row, const std::vector<bool>& beneath, const Screen& screen) const {
  std::string yielded;
  for (size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
    if (!beneath[i] || row.cells[i].text.empty()) continue;
    yielded += (yielded.empty() ? "" : "；") + columns_[i].title + " " + row.cells[i].text;
  }
  std::string rendered;
  if (!yielded.empty()) rendered += Paragraph("", yielded, kNoteIndent, screen);
  for (const Note& note : row.notes) {
    const Screen boundless{screen.terminal, screen.colour, 0};
    rendered += Paragraph("", note.cell.text, kNoteIndent, note.whole ? boundless : screen, note.cell.colour);
  }
  return rendered;
}

std::string Table::Render(const Screen& screen) const {
  std::vector<bool> beneath;
  const std::vector<size_t> widths = Widths(screen, beneath);
  std::vector<Cell> titles;
  for (size_t i = 0; i < columns_.size(); ++i) {
    titles.emplace_back(widths[i] == 0 ? "" : columns_[i].title, Colour::kBold);
  }
  std::string rendered = RenderRow(columns_, widths, titles, screen);
  std::string line;
  for (size_t i = 0; i < TotalOf(widths); ++i) line += "─";
  rendered += Paint(line, Colour::kDim, screen) + "\n";
  for (const Row& row : rows_) {
    rendered += RenderRow(columns_, widths, row.cells, screen);
    rendered += RenderNotes(row, beneath, screen);
  }
  return rendered;
}

}  // namespace liandu::cli
