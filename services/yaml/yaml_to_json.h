#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "yaml/yaml_tree.h"

namespace liandu::yaml {

/// Writes a YAML tree as the JSON of a message, checked against the message's descriptor so that every problem has its
/// place: unknown fields (with the name that was probably meant), wrong types, numbers out of range, unknown enum
/// names. Quoted scalars stay strings; an unquoted number or true/false where the contract has a string is refused, as
/// every YAML → JSON → protobuf chain would. An empty value leaves the field unset. All problems are appended, with
/// paths below `path`; the JSON is meaningful only if none was. Pure.
std::string YamlToJson(const std::string& file, const YamlNode& node, const google::protobuf::Descriptor& descriptor,
                       const std::string& path, std::vector<Problem>& problems);

}  // namespace liandu::yaml
