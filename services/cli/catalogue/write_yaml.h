#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "liandu/v1/catalogue.pb.h"
#include "yaml/load_catalogue.h"

namespace liandu::cli {

/// A catalogue as files that yaml::LoadCatalogue reads back to the same: one file a kind, targets one file a programme.
/// Names are relative; no file is larger than yaml::kMaxCatalogueFileBytes unless a single resource is. Pure.
std::vector<yaml::CatalogueFile> WriteCatalogueFiles(const v1::Catalogue& catalogue);

}  // namespace liandu::cli
