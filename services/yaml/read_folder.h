#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "yaml/load_catalogue.h"

namespace liandu::yaml {

inline constexpr size_t kMaxCatalogueFileBytes = 4u << 20;
inline constexpr size_t kMaxCatalogueFiles = 1000;
inline constexpr size_t kMaxCatalogueBytes = 64u << 20;

/// Reads all *.yaml and *.yml of a folder and the folders below it, in order of their paths (or a single file). Names
/// are told as `path` followed by the path inside it. NOT_FOUND without such a file; INVALID_ARGUMENT for a file above
/// kMaxCatalogueFileBytes, more than kMaxCatalogueFiles, or more than kMaxCatalogueBytes in all. Messages in Chinese.
absl::StatusOr<std::vector<CatalogueFile>> ReadCatalogueFolder(const std::string& path);

/// Reads a whole file of at most `max_bytes`. NOT_FOUND or INVALID_ARGUMENT, in Chinese.
absl::StatusOr<std::string> ReadTextFile(const std::string& path, size_t max_bytes);

}  // namespace liandu::yaml
