#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/redis/connection.h"

namespace liandu::testing {

/// A private redis-server on a unix socket in a folder of its own, with the settings that the design asks for. It dies
/// with this object, or with the process. Used by one thread.
class RedisServer {
 public:
  /// Starts it; aborts the process when it does not come up. `extra` are further arguments ("--maxmemory", "64mb").
  explicit RedisServer(std::vector<std::string> extra = {});
  /// Kills it and removes its folder.
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  /// kill -9, as a crash would.
  void Kill();
  /// Starts it again on the same data, after redis-check-aof.
  void Start();
  /// kill -9 and start.
  void Restart();
  /// SIGSTOP and SIGCONT: a server that hangs.
  void Pause();
  void Continue();

  /// For settings: "unix:/tmp/.../redis.sock".
  std::string address() const { return "unix:" + socket_path(); }
  std::string socket_path() const { return folder_ + "/redis.sock"; }
  const std::string& folder() const { return folder_; }
  pid_t pid() const { return pid_; }

  /// One command of the test's own; aborts the process when there is no answer.
  platform::redis::Reply Command(std::initializer_list<std::string_view> arguments);
  /// CPU time that the server has used, user and system, in milliseconds.
  int64_t CpuMs() const;

 private:
  void Launch();
  void AwaitReady();

  const std::vector<std::string> extra_;
  std::string folder_;
  pid_t pid_ = -1;
  platform::SystemClock clock_;
  platform::redis::RoundTripObserver observer_;
};

}  // namespace liandu::testing
