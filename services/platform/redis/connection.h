#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/redis/command.h"
#include "platform/redis/endpoint.h"
#include "platform/redis/reply.h"

struct redisContext;

namespace liandu::platform::redis {

/// Told of every round trip. Must be thread-safe and quick.
class RoundTripObserver {
 public:
  virtual ~RoundTripObserver() = default;
  /// `what` names it: "append", "commit", "read", "connect" ….
  virtual void OnRoundTrip(std::string_view /*what*/, std::chrono::nanoseconds /*took*/,
                           const absl::Status& /*status*/) {}
};

struct ConnectionOptions {
  std::chrono::milliseconds connect_timeout{2'000};
  std::chrono::milliseconds command_timeout{5'000};
  /// ACL user and password; empty password: no AUTH is sent.
  std::string user;
  std::string password;
  /// Replicas that must have a write before it is answered; 0: standalone.
  int wait_replicas = 0;
};

/// A secret from a file: its content without the line break at its end. NOT_FOUND, or INVALID_ARGUMENT when it is empty
/// or over 4 KB.
absl::StatusOr<std::string> ReadSecretFile(const std::string& path);

/// One connection to the server that a resolver names, made when first used and again after it broke. Used by one
/// thread at a time, Interrupt apart. Never raises SIGPIPE. UNAVAILABLE: the server is away, or refused for now (see
/// ClassifyError), or did not answer in time; after the last two a write may have happened.
class Connection {
 public:
  /// The resolver, the clock and the observer must outlive it.
  Connection(EndpointResolver& resolver, std::string hash_tag, ConnectionOptions options, const Clock& clock,
             RoundTripObserver& observer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Sends the commands at once and returns their replies, errors among them. `extra_wait` is added to the time-out for
  /// commands that block on purpose.
  absl::StatusOr<std::vector<Reply>> Execute(std::string_view what, const Pipeline& commands,
                                             std::chrono::milliseconds extra_wait = std::chrono::milliseconds(0));
  /// One command; an error reply comes back as a status.
  absl::StatusOr<Reply> Command(std::string_view what, std::initializer_list<std::string_view> arguments);
  /// Calls a script by its hash, and whole if the server does not know it. An error reply comes back as a status.
  absl::StatusOr<Reply> Call(std::string_view what, const Script& script, const ScriptCall& call);
  /// Call for a script that writes: with replicas, waits until enough of them have it; UNAVAILABLE when they do not in
  /// time (the write has happened).
  absl::StatusOr<Reply> CallDurably(std::string_view what, const Script& script, const ScriptCall& call);

  /// Connects if not connected.
  absl::Status Connect();
  void Disconnect();
  /// The server's run id at the last connection; empty before the first. A changed one: another life of the server.
  const std::string& run_id() const { return run_id_; }

  /// Breaks off what is under way, which returns CANCELLED; what comes next returns CANCELLED too until Resume. From
  /// any thread.
  void Interrupt();
  /// Ends an interruption; true if there was one.
  bool Resume();

 private:
  bool HungUp() const;
  absl::Status Open();
  absl::Status Greet();
  absl::Status Send(std::initializer_list<std::string_view> pieces);
  absl::StatusOr<Reply> Receive();
  absl::StatusOr<Reply> CallOnce(const Script& script, const ScriptCall& call);
  absl::Status AwaitReplicas();
  absl::Status Broken(std::string_view doing);
  void SetTimeout(std::chrono::milliseconds timeout);

  EndpointResolver& resolver_;
  const std::string hash_tag_;
  const ConnectionOptions options_;
  const Clock& clock_;
  RoundTripObserver& observer_;
  redisContext* context_ = nullptr;
  std::chrono::milliseconds timeout_{0};
  std::string server_;
  std::string run_id_;
  std::atomic<bool> interrupted_{false};
  std::mutex socket_mutex_;
  int socket_ = -1;
};

}  // namespace liandu::platform::redis
