#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "liandu/v1/report.pb.h"
#include "model/time.h"
#include "model/work_days.h"
#include "yaml/yaml_tree.h"

/// Figures from a CSV file. Pure.
namespace liandu::cli {

/// A good row: the report with its published date, and where it stood.
struct HistoryRow {
  int line = 1;
  v1::Report report;
  model::Date published;
};

struct HistoryFile {
  /// In order of published date, else of the file.
  std::vector<HistoryRow> rows;
  /// Bad rows, each with its line and column name; the others are good.
  std::vector<yaml::Problem> problems;
  /// Rows that stood there, without the heading.
  int rows_read = 0;
};

/// Reads a file whose first row names the columns: indicator, period and value, and of unitOfMeasure, bound, source,
/// growthRate, growthBasePeriod, statisticalScope, preliminary, revision, publishedDate, baselineOf (ids with ;
/// between) and note those that it has. A row without a published date counts as published so many working days after
/// its period's end. A heading that cannot be used is one problem, and no rows.
HistoryFile ReadHistory(const std::string& file, std::string_view text, const model::WorkDays& work_days,
                        int publication_working_days);

}  // namespace liandu::cli
