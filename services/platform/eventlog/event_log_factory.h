#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/eventlog/event_log.h"

namespace liandu::eventlog {

/// The partition a jurisdiction lives in: FNV-1a (64 bits) of its id modulo the number of partitions. Never changes.
int PartitionOf(std::string_view jurisdiction, int partitions);

/// Opens instances of partitions' logs. Thread-safe.
class EventLogFactory {
 public:
  virtual ~EventLogFactory() = default;
  virtual int partitions() const = 0;
  /// An instance for one thread, 0 <= partition < partitions(). Connects when first used.
  virtual std::unique_ptr<EventLog> Open(int partition) = 0;
};

/// A running instance of a service.
struct Member {
  /// Unique for each start of a process.
  std::string id;
  /// Where its gRPC server answers, as "host:port" or "unix:/path".
  std::string address;
  bool operator==(const Member&) const = default;
};

/// Who is alive. It decides where work should be, never who may write (that is the fence's part). Thread-safe.
class Membership {
 public:
  virtual ~Membership() = default;
  /// Enters or keeps `self` for `lifetime` and returns everybody alive, ordered by id. UNAVAILABLE: the store is away.
  virtual absl::StatusOr<std::vector<Member>> Beat(Role role, const Member& self,
                                                   std::chrono::milliseconds lifetime) = 0;
  virtual absl::Status Leave(Role role, const Member& self) = 0;
  /// Everybody alive, ordered by id, for those who only want to know whom to ask. UNAVAILABLE: the store is away.
  virtual absl::StatusOr<std::vector<Member>> Members(Role role) = 0;
};

/// The member that should own a partition: rendezvous hashing, so that a member's coming or going moves only its share.
/// nullptr when there are none.
const Member* PreferredOwner(const std::vector<Member>& members, int partition);

}  // namespace liandu::eventlog
