#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/arguments/exit_code.h"
#include "cli/text/screen.h"
#include "yaml/load_catalogue.h"

/// What is told when something was refused or went wrong. Pure.
namespace liandu::cli {

/// Payload under which a status keeps the google.rpc.Status bytes of a gRPC answer.
inline constexpr char kDetailsPayload[] = "liandu.cli/grpc-details";
/// Payload that marks a usage error.
inline constexpr char kUsagePayload[] = "liandu.cli/usage";

/// An error of the command line or of its settings: ends with kUsage.
absl::Status UsageError(const std::string& message);

struct FailedField {
  /// Where it stands, if it came from a file; line 0: unknown.
  std::string file;
  int line = 0;
  std::string field;
  std::string description;
};

struct Failure {
  /// Canonical: "INVALID_ARGUMENT".
  std::string code;
  std::string message;
  std::vector<FailedField> fields;
  ExitCode exit_code = kRefused;
};

/// Reads a status with its details; field paths are placed in files if `origins` knows them.
Failure FailureOf(const absl::Status& status, const yaml::OriginMap* origins = nullptr);

/// INVALID_ARGUMENT about files of a catalogue.
Failure FailureOf(const std::vector<yaml::Problem>& problems);

/// For people: the message and code, then for each field its file, line and path on a line of their own, never cut, and
/// beneath it what is wrong.
std::string RenderFailure(const Failure& failure, const Screen& screen);
/// Only the fields, in the same form.
std::string RenderFields(const std::vector<FailedField>& fields, const Screen& screen);
/// For programs: one JSON object on one line.
std::string RenderFailureJson(const Failure& failure);

}  // namespace liandu::cli
