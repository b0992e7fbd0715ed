#include "cli/catalogue/load_catalogue.h"
#include "fuzz_target.h"

/// Catalogue files of the CLI.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto loaded = liandu::cli::LoadCatalogue({{"f.yaml", std::string(liandu::fuzz::TextOf(data, size))}});
  for (const auto& problem : loaded.problems) {
    liandu::fuzz::Hold(!problem.ToString().empty(), "a problem says what is wrong");
  }
  liandu::fuzz::Hold(loaded.problems.size() <= liandu::cli::kMaxProblems + 1, "problems are bounded");
  return 0;
}
