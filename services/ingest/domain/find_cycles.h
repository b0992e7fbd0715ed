#pragma once

#include <map>
#include <string>
#include <vector>

namespace liandu::ingest {

/// Who points to whom.
using Graph = std::map<std::string, std::vector<std::string>>;

/// For every node that can reach itself, one way back to it, itself included at both ends: {"a": ["a", "b", "a"]}.
/// Edges to nodes that the graph does not hold are ignored. Linear in nodes and edges, beside the ways themselves, of
/// which each shows at most ten steps.
std::map<std::string, std::vector<std::string>> FindCycles(const Graph& graph);

}  // namespace liandu::ingest
