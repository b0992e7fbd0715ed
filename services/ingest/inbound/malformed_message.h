#pragma once

#include <google/protobuf/descriptor.h>

#include <string_view>
#include <vector>

#include "ingest/domain/violation.h"

namespace liandu::ingest {

/// Why bytes could not be read as a message of this type: the path of every text that is not UTF-8, or, where the bytes
/// make no sense at all, the place up to which they do. At least one violation.
std::vector<Violation> ExplainMalformed(const google::protobuf::Descriptor& type, std::string_view bytes);

}  // namespace liandu::ingest
