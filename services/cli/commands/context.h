#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cli/arguments/options.h"
#include "cli/commands/output.h"
#include "cli/hand_over.h"
#include "cli/servers/client.h"
#include "cli/show/catalogue_names.h"
#include "model/civil_time.h"

namespace liandu::cli {

/// What every command works with.
struct Context {
  const GlobalOptions& options;
  Client& client;
  Output& output;
  const HandOver& hand_over;
};

/// The jurisdiction asked for; a usage error if none was named.
absl::StatusOr<std::string> JurisdictionOf(const Context& context);

/// A fresh id under which servers log a request.
std::string NewRequestId();

/// How time is told in the jurisdiction, from its catalogue. UTC+8 while it has none, or, with a remark, when ingest
/// cannot be asked.
model::CivilTime FetchCivilTime(Context& context, const std::string& jurisdiction);

/// How a jurisdiction tells time and what its units, posts, chains and programmes are called.
struct Locality {
  model::CivilTime civil_time;
  CatalogueNames names;
};
/// Both with one call. When ingest cannot be asked: UTC+8 and ids, with a remark.
Locality FetchLocality(Context& context, const std::string& jurisdiction);

/// Notes a position that a command wrote, for the queries that follow.
void NoteWritten(const Context& context, const std::string& jurisdiction, const v1::LogPosition& position);

/// Calls a query with the position that it waits for: --after, else what this user wrote last. If that was only
/// remembered and the server does not get there, it is asked again without.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Query(Context& context, Door door,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               Request request);

/// The position that queries wait for, and whether it was only remembered.
struct AwaitedPosition {
  std::string entry;
  bool remembered = false;
};
AwaitedPosition PositionToAwait(const Context& context, const std::string& jurisdiction);

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Query(Context& context, Door door,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               Request request) {
  const AwaitedPosition awaited = PositionToAwait(context, request.jurisdiction());
  if (!awaited.entry.empty()) request.mutable_min_position()->set_entry(awaited.entry);
  auto answer = context.client.Call(door, method, request);
  if (answer.ok() || !awaited.remembered || answer.status().code() == absl::StatusCode::kNotFound) return answer;
  request.clear_min_position();
  return context.client.Call(door, method, request);
}

}  // namespace liandu::cli
