#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/arguments/options.h"

namespace liandu::cli {

/// Names and values of environment variables, or of an endpoints file.
using Variables = std::map<std::string, std::string>;

/// Where the services are and who asks, after flags, environment and endpoints file were weighed.
struct ClientSettings {
  /// "host:port" or "unix:/path"; empty: nobody said.
  std::string ingest;
  std::string evaluator;
  std::string notifier;
  std::string jurisdiction;
  std::string actor;
  /// The folder of the endpoints file; empty if there is none.
  std::string home;
};

/// Reads lines NAME=value; values may stand in quotes, "export " may stand before, # begins a comment line.
/// INVALID_ARGUMENT with the line's number for anything else.
absl::StatusOr<Variables> ParseEndpoints(const std::string& text);

/// Flags before environment before endpoints file. Pure.
ClientSettings ResolveSettings(const GlobalOptions& options, const Variables& environment, const Variables& endpoints);

/// The endpoints file: $LIANDU_HOME/endpoints.env, else .liandu/endpoints.env in the folder or the nearest one above it
/// that has one; empty if there is none.
std::string FindEndpointsFile(const Variables& environment, const std::string& folder);

}  // namespace liandu::cli
