#include "platform/eventlog/redis_scripts.h"

namespace liandu::eventlog {
namespace {

// KEYS 1 log, 2 partition, 3 jurisdictions, 4 sources, 5 evaluator, then the items' catalogues and requests.
// ARGV 1-2 bounds of the server's time, 3 backlog watermark, 4 request memory (ms), 5 number of items, then the items:
// jurisdiction, catalogue version checked or '', payloads, index of the request's key or 0, then '' or else what few
// items have (sets, removals, clock change, its mode and clock, own time, source, first and last number, index of the
// catalogue's key), then payloads, sets (field, value), removals (field).
// Answers 'OK', the server's time, the last id before, the time of live entries, then the items' results; what few
// items need is left out for an ordinary one: id, catalogue version, backlog.
constexpr const char* kAppend = R"lua(#!lua
local log, partition, jurisdictions, sources = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local earliest, latest = tonumber(ARGV[1]), tonumber(ARGV[2])
local watermark, memory_ms, items = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now < earliest or now > latest then return {'CLOCK', now} end
local known = redis.call('HMGET', partition, 'clock', 'appended', 'last')
local clock, appended = tonumber(known[1] or 0), tonumber(known[2] or 0)
local consumed = tonumber(redis.call('HGET', KEYS[5], 'inputs') or 0)
local last = known[3] or '0-0'
local before = appended
local server_now = now
now = math.max(now, clock)
local live_moved = false
local a = 5
local function chunked(command, key, first, count)
  while count > 0 do
    local n = math.min(count, 1000)
    redis.call(command, key, unpack(ARGV, first, first + n - 1))
    first, count = first + n, count - n
  end
end
local cached = {}
local function jurisdiction(name)
  local seen = cached[name]
  if not seen then
    local record = redis.call('HGET', jurisdictions, name)
    seen = {known = false, mode = 0, clock = 0, version = 0}
    if record then
      local m, c, v = record:match('^(%d+) (%-?%d+) (%d+)$')
      seen = {known = true, mode = tonumber(m), clock = tonumber(c), version = tonumber(v)}
    end
    cached[name] = seen
  end
  return seen
end
local now_text = string.format('%.0f', now)
local function one()
  local name, checked, payloads, request = ARGV[a + 1], ARGV[a + 2], tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4])
  local plain = ARGV[a + 5] == ''
  local sets, dels, change, new_mode, new_clock, own_at = 0, 0, '', 0, 0, nil
  local source, first_number, last_number, catalogue = '', 0, 0, 0
  local body = a + 6
  if not plain then
    sets, dels, change, new_mode = tonumber(ARGV[a + 5]), tonumber(ARGV[a + 6]), ARGV[a + 7], tonumber(ARGV[a + 8])
    new_clock, own_at, source = tonumber(ARGV[a + 9]), tonumber(ARGV[a + 10]), ARGV[a + 11]
    first_number, last_number, catalogue = tonumber(ARGV[a + 12]), tonumber(ARGV[a + 13]), tonumber(ARGV[a + 14])
    body = a + 15
  end
  a = body - 1 + payloads + sets * 2 + dels
  if request > 0 then
    local made = redis.call('GET', KEYS[request])
    if made then
      local id, at, version = made:match('^(%S+) (%S+) (%S+)$')
      return {'REQUEST', id, tonumber(at), tonumber(version), 0, 0, 0, 0}
    end
  end
  local seen = jurisdiction(name)
  local mode, own_clock, version = seen.mode, seen.clock, seen.version
  local function refused(code, number)
    local shown = own_clock
    if mode == 1 then shown = clock end
    return {code, '0-0', 0, version, number or 0, appended - consumed, mode, shown}
  end
  if change == 'open' then
    if seen.known then return refused('EXISTS') end
    mode = new_mode
    own_clock = 0
    if mode ~= 1 then own_clock = new_clock end
  elseif not seen.known then
    return refused('UNKNOWN')
  end
  if source ~= '' then
    local spent = tonumber(redis.call('HGET', sources, name .. ' ' .. source) or 0)
    if first_number <= spent then return refused('SOURCE', spent) end
  end
  if checked ~= '' and tonumber(checked) ~= version then return refused('VERSION') end
  if change == 'live' then
    if mode ~= 2 or new_mode == 2 or own_at then return refused('TIME') end
    if new_mode == 3 then
      if new_clock < own_clock then return refused('TIME') end
      own_clock = new_clock
    elseif own_clock > now then
      return refused('TIME')
    end
    mode = new_mode
  elseif change == 'advance' then
    if mode == 1 or new_clock < own_clock or own_at then return refused('TIME') end
    own_clock = new_clock
  end
  if own_at then
    if mode ~= 2 or own_at < own_clock then return refused('TIME') end
    own_clock = own_at
  end
  if mode == 2 and own_clock > now then return refused('TIME') end
  if watermark > 0 and payloads > 0 and appended - consumed >= watermark then return refused('BACKLOG') end
  local at, at_text = now, now_text
  if mode == 1 then
    own_clock = 0
  else
    at, at_text = own_clock, string.format('%.0f', own_clock)
  end
  local id = '0-0'
  for i = body, body + payloads - 1 do
    id = redis.call('XADD', log, '*', 'at', at_text, 'j', name, 'e', ARGV[i])
  end
  if payloads > 0 then
    last = id
    appended = appended + payloads
    if mode == 1 then live_moved = true end
  end
  if sets + dels > 0 then
    version = version + 1
    chunked('HSET', KEYS[catalogue], body + payloads, sets * 2)
    chunked('HDEL', KEYS[catalogue], body + payloads + sets * 2, dels)
  end
  if not seen.known or mode ~= seen.mode or own_clock ~= seen.clock or version ~= seen.version then
    redis.call('HSET', jurisdictions, name, string.format('%d %.0f %.0f', mode, own_clock, version))
    cached[name] = {known = true, mode = mode, clock = own_clock, version = version}
  end
  if source ~= '' then redis.call('HSET', sources, name .. ' ' .. source, string.format('%.0f', last_number)) end
  if request > 0 then
    redis.call('SET', KEYS[request], string.format('%s %s %.0f', id, at_text, version), 'PX', memory_ms)
  end
  if plain and mode == 1 then return {id, version, appended - consumed} end
  return {'OK', id, at, version, last_number, appended - consumed, mode, at}
end
local results = {'OK', server_now, last, now}
for i = 1, items do results[i + 4] = one() end
if appended > before then
  if live_moved then clock = now end
  redis.call('HSET', partition, 'clock', string.format('%.0f', clock), 'appended', string.format('%.0f', appended), 'last', last)
end
return results
)lua";

// KEYS 1 log, 2 partition. ARGV 1-2 bounds of the server's time, 3 due, 4 payload.
constexpr const char* kTick = R"lua(#!lua
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now < tonumber(ARGV[1]) or now > tonumber(ARGV[2]) then return {'CLOCK', now} end
local known = redis.call('HMGET', KEYS[2], 'clock', 'appended')
local clock = tonumber(known[1] or 0)
local due = tonumber(ARGV[3])
if clock >= due then return {'OK', now} end
if now < due then return {'EARLY', now} end
local at = string.format('%.0f', math.max(now, clock))
local id = redis.call('XADD', KEYS[1], '*', 'at', at, 'j', '', 'e', ARGV[4])
redis.call('HSET', KEYS[2], 'clock', at, 'appended', string.format('%.0f', tonumber(known[2] or 0) + 1), 'last', id)
return {'OK', now}
)lua";

// KEYS 1 processor. ARGV 1-2 epoch and counter seen, 3 holder, 4 nonce.
constexpr const char* kClaim = R"lua(#!lua flags=allow-oom
local lease = redis.call('HMGET', KEYS[1], 'epoch', 'counter', 'claims')
local epoch, counter = lease[1] or '0', lease[2] or '0'
if epoch ~= ARGV[1] or counter ~= ARGV[2] then return 'FENCED' end
redis.call('HSET', KEYS[1], 'epoch', string.format('%.0f', tonumber(epoch) + 1), 'counter', string.format('%.0f', tonumber(counter) + 1),
  'holder', ARGV[3], 'nonce', ARGV[4], 'released', '0', 'sequence', '0', 'claims', string.format('%.0f', tonumber(lease[3] or 0) + 1))
return 'OK'
)lua";

// KEYS 1 processor. ARGV 1-2 epoch and nonce.
constexpr const char* kRenew = R"lua(#!lua flags=allow-oom
local fence = redis.call('HMGET', KEYS[1], 'epoch', 'nonce')
if fence[1] ~= ARGV[1] or fence[2] ~= ARGV[2] then return 'FENCED' end
redis.call('HINCRBY', KEYS[1], 'counter', 1)
return 'OK'
)lua";

// KEYS 1 processor. ARGV 1-2 epoch and nonce.
constexpr const char* kRelease = R"lua(#!lua flags=allow-oom
local fence = redis.call('HMGET', KEYS[1], 'epoch', 'nonce', 'claims', 'released')
if fence[1] ~= ARGV[1] or fence[2] ~= ARGV[2] then return 'FENCED' end
if fence[4] == '1' then return 'OK' end
local claims = math.max(0, tonumber(fence[3] or 0) - 1)
redis.call('HSET', KEYS[1], 'released', '1', 'claims', string.format('%.0f', claims))
redis.call('HINCRBY', KEYS[1], 'counter', 1)
return 'OK'
)lua";

// KEYS 1 processor, 2 input, 3 state, 4 output, 5 partition.
// ARGV 1-2 epoch and nonce, 3 sequence, 4 last input or '', 5 inputs, 6 writes, 7 removals, 8 outputs, 9 the role's
// counter of outputs, then writes (key, value), removals (key), outputs (cause ms, at, jurisdiction, s, payload).
// An output's id is never before that of an earlier commit's, which an owner may have left in the middle of an input.
constexpr const char* kCommit = R"lua(#!lua
local known = redis.call('HMGET', KEYS[1], 'epoch', 'nonce', 'sequence', 'inputs', 'counter', 'out', 'trying')
if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return 'FENCED' end
if known[3] == ARGV[3] then return 'OK' end
if tonumber(known[3]) + 1 ~= tonumber(ARGV[3]) then return 'FENCED' end
if ARGV[4] ~= '' and #redis.call('XRANGE', KEYS[2], ARGV[4], ARGV[4], 'COUNT', 1) == 0 then return 'STALE' end
local inputs, writes, removals, outputs = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local a = 10
local out = known[6] or '0'
local floor = tonumber(out)
local first_output = a + writes * 2 + removals
if outputs > 0 then
  local latest = ARGV[first_output + (outputs - 1) * 5]
  if tonumber(latest) > tonumber(out) then out = latest end
end
local function chunked(command, key, count)
  while count > 0 do
    local n = math.min(count, 1000)
    redis.call(command, key, unpack(ARGV, a, a + n - 1))
    a, count = a + n, count - n
  end
end
chunked('HSET', KEYS[3], writes * 2)
chunked('HDEL', KEYS[3], removals)
for i = 1, outputs do
  local cause = ARGV[a]
  if tonumber(cause) < floor then cause = known[6] end
  redis.call('XADD', KEYS[4], cause .. '-*', 'at', ARGV[a + 1], 'j', ARGV[a + 2], 's', ARGV[a + 3], 'e', ARGV[a + 4])
  a = a + 5
end
if outputs > 0 then redis.call('HINCRBY', KEYS[5], ARGV[9], outputs) end
local counter = string.format('%.0f', tonumber(known[5] or 0) + 1)
if ARGV[4] ~= '' then
  if known[7] then redis.call('HDEL', KEYS[1], 'trying') end
  redis.call('HSET', KEYS[1], 'counter', counter, 'out', out, 'claims', '0',
    'inputs', string.format('%.0f', tonumber(known[4] or 0) + inputs), 'cursor', ARGV[4], 'sequence', ARGV[3])
else
  redis.call('HSET', KEYS[1], 'counter', counter, 'out', out, 'sequence', ARGV[3])
end
return 'OK'
)lua";

// KEYS 1 processor, 2 set aside. ARGV 1-2 epoch and nonce, 3 member.
constexpr const char* kSetAside = R"lua(#!lua
local fence = redis.call('HMGET', KEYS[1], 'epoch', 'nonce')
if fence[1] ~= ARGV[1] or fence[2] ~= ARGV[2] then return 'FENCED' end
redis.call('SADD', KEYS[2], ARGV[3])
return 'OK'
)lua";

// KEYS 1 processor. ARGV 1-2 epoch and nonce, 3 entry id.
constexpr const char* kMarkTrying = R"lua(#!lua
local fence = redis.call('HMGET', KEYS[1], 'epoch', 'nonce')
if fence[1] ~= ARGV[1] or fence[2] ~= ARGV[2] then return 'FENCED' end
redis.call('HSET', KEYS[1], 'trying', ARGV[3])
return 'OK'
)lua";

// KEYS 1 notifier, 2 alerts, 3 trimmed, 4 deliveries. ARGV 1-2 epoch and nonce, 3 retention (ms).
constexpr const char* kTrim = R"lua(#!lua flags=allow-oom
local known = redis.call('HMGET', KEYS[1], 'epoch', 'nonce', 'cursor')
if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return 'FENCED' end
local time = redis.call('TIME')
local kept = math.max(0, time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[3]))
local boundary = string.format('%.0f-0', kept)
local cursor = known[3] or '0-0'
if tonumber(cursor:match('^%d+')) < kept then boundary = cursor end
local gone = redis.call('XREVRANGE', KEYS[2], '(' .. boundary, '-', 'COUNT', 1)
if #gone > 0 then
  redis.call('XTRIM', KEYS[2], 'MINID', boundary)
  redis.call('SET', KEYS[3], gone[1][1])
end
redis.call('XTRIM', KEYS[4], 'MINID', '~', string.format('%.0f', kept))
return 'OK'
)lua";

// KEYS 1 expiries (sorted set), 2 addresses. ARGV 1 id, 2 address, 3 lifetime (ms; 0: leave).
constexpr const char* kBeat = R"lua(#!lua flags=allow-oom
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[3] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('HDEL', KEYS[2], ARGV[1])
else
  redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[3])), ARGV[1])
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, 100)) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
end
local members = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  members[#members + 1] = id
  members[#members + 1] = redis.call('HGET', KEYS[2], id) or ''
end
return members
)lua";

}  // namespace

RedisScripts::RedisScripts()
    : append(kAppend),
      tick(kTick),
      claim(kClaim),
      renew(kRenew),
      release(kRelease),
      commit(kCommit),
      set_aside(kSetAside),
      mark_trying(kMarkTrying),
      trim(kTrim),
      beat(kBeat) {}

}  // namespace liandu::eventlog
