#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/show/catalogue_names.h"
#include "liandu/v1/circular.pb.h"

/// A 通报 as people get it: on the screen, on paper, in a spreadsheet.
namespace liandu::cli {

/// The columns of a circular's list.
std::vector<std::string> CircularHeader(bool with_replies);

/// Its rows, numbered from 1. `replies`: how each entry was answered, in their order; empty: not told.
std::vector<std::vector<std::string>> CircularRows(const v1::Circular& circular, const CatalogueNames& names,
                                                   const std::vector<std::string>& replies);

/// "涉及 3 个单位 5 项：红 2 项、黄 3 项；请于 2025-03-10 前逐项回复原因、措施和完成时限。"
std::string CircularLead(const v1::Circular& circular);

/// One page of HTML (UTF-8) that prints on A4; everything in it is escaped. Pure.
std::string CircularHtml(const v1::Circular& circular, const CatalogueNames& names,
                         const std::vector<std::string>& replies);

/// Writes an XLSX workbook with one sheet. UNKNOWN: the file could not be written.
absl::Status WriteCircularSheet(const std::string& path, const v1::Circular& circular, const CatalogueNames& names,
                                const std::vector<std::string>& replies);

}  // namespace liandu::cli
