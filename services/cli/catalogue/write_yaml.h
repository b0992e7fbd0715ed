#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "cli/catalogue/load_catalogue.h"
#include "liandu/v1/catalogue.pb.h"

namespace liandu::cli {

/// A catalogue as files that LoadCatalogue reads back to the same: one file a kind, targets one file a programme. Names
/// are relative; no file is larger than kMaxCatalogueFileBytes unless a single resource is. Pure.
std::vector<CatalogueFile> WriteCatalogueFiles(const v1::Catalogue& catalogue);

}  // namespace liandu::cli
