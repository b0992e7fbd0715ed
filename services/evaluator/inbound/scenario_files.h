#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "model/catalogue.h"

/// Scenarios and the catalogues that they name, from files. Messages in Chinese.
namespace liandu::evaluator {

inline constexpr size_t kMaxScenarioBytes = 4u << 20;
inline constexpr size_t kMaxScenarios = 10'000;

/// The paths' scenarios, ascending, each once: files as they are, of folders every *.scenario in and below them.
/// NOT_FOUND for a path that is not there or a folder without scenarios; INVALID_ARGUMENT above kMaxScenarios.
absl::StatusOr<std::vector<std::string>> FindScenarios(const std::vector<std::string>& paths);

/// A scenario's text. NOT_FOUND, or INVALID_ARGUMENT above kMaxScenarioBytes.
absl::StatusOr<std::string> ReadScenario(const std::string& path);

/// All resources of a folder of YAML files (or of one file), the folder as seen from the scenario's own.
/// INVALID_ARGUMENT names file, line and field of the first things that are wrong.
absl::StatusOr<std::vector<model::Resource>> ReadCatalogue(const std::string& scenario, const std::string& folder);

}  // namespace liandu::evaluator
