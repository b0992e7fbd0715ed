#include "fuzz_target.h"
#include "yaml/load_catalogue.h"

/// Catalogue files of the CLI.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto loaded = liandu::yaml::LoadCatalogue({{"f.yaml", std::string(liandu::fuzz::TextOf(data, size))}});
  for (const auto& problem : loaded.problems) {
    liandu::fuzz::Hold(!problem.ToString().empty(), "a problem says what is wrong");
  }
  liandu::fuzz::Hold(loaded.problems.size() <= liandu::yaml::kMaxProblems + 1, "problems are bounded");
  return 0;
}
