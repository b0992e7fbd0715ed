#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "platform/clock/clock.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/event_log_options.h"
#include "platform/eventlog/memory_event_log.h"
#include "platform/redis/connection.h"
#include "support/redis_server.h"

namespace liandu::testing {

enum class Store { kMemory, kRedis };

/// Tests' names: "Memory", "Redis".
std::string StoreName(const ::testing::TestParamInfo<Store>& instance);

/// A store of either kind, with what reaches it. On Redis it has a private server.
class LogStore {
 public:
  LogStore(Store store, eventlog::EventLogOptions options, const platform::Clock& clock);

  eventlog::EventLogFactory& logs() { return *logs_; }
  eventlog::Membership& membership() { return *membership_; }
  /// nullptr on memory.
  RedisServer* redis() { return redis_.get(); }
  /// nullptr on Redis.
  eventlog::MemoryEventLogStore* memory() { return memory_; }

 private:
  std::unique_ptr<RedisServer> redis_;
  std::unique_ptr<platform::redis::StandaloneResolver> resolver_;
  eventlog::EventLogObserver observer_;
  std::unique_ptr<eventlog::EventLogFactory> logs_;
  eventlog::Membership* membership_ = nullptr;
  eventlog::MemoryEventLogStore* memory_ = nullptr;
};

}  // namespace liandu::testing
