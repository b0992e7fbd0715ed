#include <xlsxwriter.h>

#include <array>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "cli/circular/circular_table.h"

namespace liandu::cli {
namespace {

/// In characters of the default font, by column of CircularHeader.
constexpr std::array<double, 8> kWidths = {6, 6, 22, 14, 70, 10, 16, 14};
constexpr lxw_row_t kHeaderRow = 3;

/// Numbers as numbers, everything else as text: never a formula.
void WriteCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && !text.empty()) {
    worksheet_write_number(sheet, row, column, number, format);
  } else {
    worksheet_write_string(sheet, row, column, text.c_str(), format);
  }
}

}  // namespace

absl::Status WriteCircularSheet(const std::string& path, const v1::Circular& circular, const CatalogueNames& names,
                                const std::vector<std::string>& replies) {
  lxw_workbook* workbook = workbook_new(path.c_str());
  if (workbook == nullptr) return absl::UnknownError(absl::StrCat("写不了表格文件 ", path));
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, "通报");
  lxw_format* title = workbook_add_format(workbook);
  format_set_bold(title);
  format_set_font_size(title, 14);
  lxw_format* heading = workbook_add_format(workbook);
  format_set_bold(heading);
  format_set_border(heading, LXW_BORDER_THIN);
  lxw_format* cell = workbook_add_format(workbook);
  format_set_text_wrap(cell);
  format_set_align(cell, LXW_ALIGN_VERTICAL_TOP);
  format_set_border(cell, LXW_BORDER_THIN);
  worksheet_write_string(sheet, 0, 0, circular.display_name().c_str(), title);
  worksheet_write_string(sheet, 1, 0, CircularLead(circular).c_str(), nullptr);
  const std::vector<std::string> header = CircularHeader(!replies.empty());
  for (size_t column = 0; column < header.size(); ++column) {
    const auto place = static_cast<lxw_col_t>(column);
    worksheet_set_column(sheet, place, place, kWidths[column], nullptr);
    worksheet_write_string(sheet, kHeaderRow, place, header[column].c_str(), heading);
  }
  lxw_row_t row = kHeaderRow;
  for (const std::vector<std::string>& fields : CircularRows(circular, names, replies)) {
    ++row;
    for (size_t column = 0; column < fields.size(); ++column) {
      WriteCell(sheet, row, static_cast<lxw_col_t>(column), fields[column], cell);
    }
  }
  worksheet_freeze_panes(sheet, kHeaderRow + 1, 0);
  worksheet_autofilter(sheet, kHeaderRow, 0, row, static_cast<lxw_col_t>(header.size() - 1));
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_repeat_rows(sheet, kHeaderRow, kHeaderRow);
  if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR) {
    return absl::UnknownError(absl::StrCat("写不了表格文件 ", path, "：", lxw_strerror(error)));
  }
  return absl::OkStatus();
}

}  // namespace liandu::cli
