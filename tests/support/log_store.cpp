#include "support/log_store.h"

#include "platform/eventlog/redis_event_log.h"

namespace liandu::testing {

std::string StoreName(const ::testing::TestParamInfo<Store>& instance) {
  return instance.param == Store::kMemory ? "Memory" : "Redis";
}

LogStore::LogStore(Store store, eventlog::EventLogOptions options, const platform::Clock& clock) {
  if (store == Store::kMemory) {
    auto memory = std::make_unique<eventlog::MemoryEventLogStore>(options, clock);
    memory_ = memory.get();
    membership_ = memory.get();
    logs_ = std::move(memory);
    return;
  }
  redis_ = std::make_unique<RedisServer>();
  resolver_ = std::make_unique<platform::redis::StandaloneResolver>(
      platform::redis::Endpoint::Parse(redis_->address()).value());
  auto on_redis = eventlog::RedisEventLogFactory::Create(*resolver_, {}, options, clock, observer_).value();
  membership_ = on_redis.get();
  logs_ = std::move(on_redis);
}

}  // namespace liandu::testing
