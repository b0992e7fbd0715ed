#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "platform/eventlog/redis_event_log.h"
#include "platform/eventlog/redis_shared.h"

namespace liandu::eventlog {

using platform::redis::Reply;
using platform::redis::ScriptCall;

namespace {

/// The tag under which members and the number of partitions are kept.
constexpr const char* kMembersTag = "members";
constexpr const char* kPartitionsKey = "{members}:partitions";

}  // namespace

absl::StatusOr<std::unique_ptr<RedisEventLogFactory>> RedisEventLogFactory::Create(
    platform::redis::EndpointResolver& resolver, platform::redis::ConnectionOptions connection, EventLogOptions options,
    const platform::Clock& clock, EventLogObserver& observer) {
  if (options.partitions < 1 || options.partitions > 4096) {
    return absl::InvalidArgumentError(fmt::format("{} partitions: expected 1 to 4096", options.partitions));
  }
  auto shared = std::make_unique<Shared>(resolver, std::move(connection), options, clock, observer);
  std::unique_ptr<RedisEventLogFactory> factory(new RedisEventLogFactory(std::move(shared)));
  if (absl::Status status = factory->RecordPartitions(); !status.ok()) return status;
  return factory;
}

RedisEventLogFactory::RedisEventLogFactory(std::unique_ptr<Shared> shared)
    : shared_(std::move(shared)),
      connection_(shared_->resolver, kMembersTag, shared_->connection, shared_->clock, shared_->round_trips) {}

RedisEventLogFactory::~RedisEventLogFactory() = default;

absl::Status RedisEventLogFactory::RecordPartitions() {
  platform::redis::Pipeline pipeline;
  pipeline.Add({"SET", kPartitionsKey, std::to_string(shared_->options.partitions), "NX"});
  pipeline.Add({"GET", kPartitionsKey});
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("partitions", pipeline);
  if (!replies.ok()) return replies.status();
  for (const Reply& reply : *replies) {
    if (reply.view().is_error()) return platform::redis::ClassifyError(reply.view().error());
  }
  const int64_t recorded = (*replies)[1].view().integer().value_or(0);
  if (recorded == shared_->options.partitions) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("this store was begun with {} partitions, the settings say {}: set partitions to {}", recorded,
                  shared_->options.partitions, recorded));
}

int RedisEventLogFactory::partitions() const { return shared_->options.partitions; }

std::unique_ptr<EventLog> RedisEventLogFactory::Open(int partition) {
  return std::make_unique<RedisEventLog>(*shared_, partition);
}

absl::StatusOr<std::vector<Member>> RedisEventLogFactory::CallBeat(Role role, const Member& self, int64_t lifetime_ms) {
  ScriptCall call;
  call.Key(fmt::format("{{{}}}:{}", kMembersTag, RoleName(role)));
  call.Key(fmt::format("{{{}}}:{}:addresses", kMembersTag, RoleName(role)));
  call.Arg(self.id);
  call.Arg(self.address);
  call.Arg(lifetime_ms);
  const std::lock_guard<std::mutex> guard(mutex_);
  absl::StatusOr<Reply> reply = connection_.Call("beat", shared_->scripts.beat, call);
  if (!reply.ok()) return reply.status();
  std::vector<Member> members;
  for (size_t i = 0; i + 1 < reply->view().size(); i += 2) {
    members.push_back({std::string((*reply)[i].text()), std::string((*reply)[i + 1].text())});
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.id < b.id; });
  return members;
}

absl::StatusOr<std::vector<Member>> RedisEventLogFactory::Beat(Role role, const Member& self,
                                                               std::chrono::milliseconds lifetime) {
  return CallBeat(role, self, std::max<int64_t>(1, lifetime.count()));
}

absl::Status RedisEventLogFactory::Leave(Role role, const Member& self) { return CallBeat(role, self, 0).status(); }

absl::StatusOr<std::vector<Member>> RedisEventLogFactory::Members(Role role) {
  // The script tells everybody after somebody left; nobody is called "".
  return CallBeat(role, Member{}, 0);
}

}  // namespace liandu::eventlog
