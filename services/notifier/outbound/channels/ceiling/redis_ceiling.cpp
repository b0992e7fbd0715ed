#include "notifier/outbound/channels/ceiling/redis_ceiling.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

// KEYS 1 times of the last sends, the newest first. ARGV 1 crowded time, 2 its period, then sends and period of each
// rule. Answers how long to wait; 0: a token is taken.
constexpr const char* kTake = R"lua(#!lua
local sends = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local crowded, since_crowd = tonumber(ARGV[1]), now % tonumber(ARGV[2])
if since_crowd < crowded then return crowded - since_crowd end
local newest = tonumber(redis.call('LINDEX', sends, 0) or 0)
if newest > now then
  local count = redis.call('LLEN', sends)
  redis.call('DEL', sends)
  for i = 1, count do redis.call('LPUSH', sends, string.format('%.0f', now)) end
end
local wait, kept, longest = 0, 0, 0
for a = 3, #ARGV, 2 do
  local count, period = tonumber(ARGV[a]), tonumber(ARGV[a + 1])
  local at = redis.call('LINDEX', sends, count - 1)
  if at then wait = math.max(wait, tonumber(at) + period - now) end
  kept, longest = math.max(kept, count), math.max(longest, period)
end
if wait > 0 then return wait end
redis.call('LPUSH', sends, string.format('%.0f', now))
redis.call('LTRIM', sends, 0, kept - 1)
redis.call('PEXPIRE', sends, longest)
return 0
)lua";

const platform::redis::Script& TakeScript() {
  static const platform::redis::Script script(kTake);
  return script;
}

std::string HashTag(const std::string& robot) { return absl::StrCat("r:", robot); }

}  // namespace

RedisCeiling::RedisCeiling(const std::string& robot, CeilingRules rules, platform::redis::EndpointResolver& resolver,
                           const platform::redis::ConnectionOptions& options, const platform::Clock& clock,
                           platform::redis::RoundTripObserver& observer)
    : key_(absl::StrCat("{", HashTag(robot), "}:sends")),
      rules_(std::move(rules)),
      connection_(resolver, HashTag(robot), options, clock, observer) {}

absl::StatusOr<std::chrono::milliseconds> RedisCeiling::Take() {
  platform::redis::ScriptCall call;
  call.Key(key_);
  call.Arg(rules_.crowded.count());
  call.Arg(kCrowdPeriod.count());
  for (const CeilingRule& rule : rules_.rules) {
    call.Arg(int64_t{rule.sends});
    call.Arg(rule.period.count());
  }
  std::lock_guard lock(mutex_);
  const absl::StatusOr<platform::redis::Reply> reply = connection_.Call("ceiling", TakeScript(), call);
  if (!reply.ok()) return reply.status();
  const std::optional<int64_t> wait_ms = reply->view().integer();
  if (!wait_ms) return absl::InternalError("the ceiling's script answered with other than a number");
  return std::chrono::milliseconds(*wait_ms);
}

}  // namespace liandu::notifier
