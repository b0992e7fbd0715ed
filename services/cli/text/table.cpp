#include "cli/text/table.h"

#include <algorithm>
#include <utility>

#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

constexpr size_t kGap = 2;
/// A flexible column is not made narrower than this.
constexpr size_t kLeastFlexibleWidth = 16;

std::string Aligned(const std::string& text, size_t width, Align align) {
  return align == Align::kRight ? PadLeft(text, width) : PadRight(text, width);
}

/// Lines of one row: as many as its tallest cell has.
std::string RenderRow(const std::vector<Column>& columns, const std::vector<size_t>& widths,
                      const std::vector<Cell>& cells, const Screen& screen) {
  std::vector<std::vector<std::string>> wrapped;
  size_t height = 1;
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string text = i < cells.size() ? cells[i].text : "";
    wrapped.push_back(columns[i].flexible ? Wrap(text, widths[i]) : std::vector<std::string>{text});
    height = std::max(height, wrapped.back().size());
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
  rows_.push_back(std::move(cells));
}

std::vector<size_t> Table::Widths(const Screen& screen) const {
  std::vector<size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i].text));
    }
  }
  size_t total = 0;
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > 0) widths[i] = std::max(widths[i], DisplayWidth(columns_[i].title));
    if (widths[i] > 0) total += widths[i] + kGap;
  }
  for (size_t i = widths.size(); i-- > 0 && screen.width > 0 && total > screen.width + kGap;) {
    if (!columns_[i].flexible || widths[i] <= kLeastFlexibleWidth) continue;
    const size_t excess = total - screen.width - kGap;
    const size_t cut = std::min(excess, widths[i] - kLeastFlexibleWidth);
    widths[i] -= cut;
    total -= cut;
  }
  return widths;
}

std::string Table::Render(const Screen& screen) const {
  const std::vector<size_t> widths = Widths(screen);
  std::vector<Cell> titles;
  size_t total = 0;
  for (size_t i = 0; i < columns_.size(); ++i) {
    titles.emplace_back(widths[i] == 0 ? "" : columns_[i].title, Colour::kBold);
    if (widths[i] > 0) total += widths[i] + kGap;
  }
  std::string rendered = RenderRow(columns_, widths, titles, screen);
  std::string line;
  for (size_t i = 0; i + kGap < total; ++i) line += "─";
  rendered += Paint(line, Colour::kDim, screen) + "\n";
  for (const auto& row : rows_) rendered += RenderRow(columns_, widths, row, screen);
  return rendered;
}

}  // namespace liandu::cli
