#pragma once

#include "platform/redis/command.h"

namespace liandu::eventlog {

/// The log's Lua scripts. Each checks everything before it writes anything, declares all its keys, and carries the
/// shebang, so that a full, read-only or misconfigured server refuses it before its first write.
struct RedisScripts {
  platform::redis::Script append;
  platform::redis::Script tick;
  platform::redis::Script claim;
  platform::redis::Script renew;
  platform::redis::Script release;
  platform::redis::Script commit;
  platform::redis::Script set_aside;
  platform::redis::Script mark_trying;
  platform::redis::Script trim;
  platform::redis::Script beat;

  RedisScripts();
};

}  // namespace liandu::eventlog
