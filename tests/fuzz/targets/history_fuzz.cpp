#include "cli/history/history_csv.h"
#include "fuzz_target.h"

/// Figures from a CSV file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const liandu::model::WorkDays work_days;
  const auto file = liandu::cli::ReadHistory("f.csv", liandu::fuzz::TextOf(data, size), work_days, 20);
  for (size_t i = 1; i < file.rows.size(); ++i) {
    liandu::fuzz::Hold(file.rows[i - 1].published <= file.rows[i].published, "rows stand in order of publication");
  }
  return 0;
}
