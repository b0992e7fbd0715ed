# Sourced: the Redis of the local stack. Settings and the check before each start follow docs/operations.md, Redis.

# write_redis_config FOLDER SOCKET
write_redis_config() {
  cat >"$1/redis.conf" <<CONFIG
# Written by deploy/local/run at every start.
port 0
unixsocket $2
unixsocketperm 700
dir $1
logfile $1/redis.log
daemonize no
appendonly yes
appendfsync always
no-appendfsync-on-rewrite no
# With "yes", Redis 7.0 cuts off acknowledged writes at the start after a torn one.
aof-load-truncated no
save ""
maxmemory ${LIANDU_REDIS_MAXMEMORY:-4gb}
maxmemory-policy noeviction
CONFIG
}

# check_aof FOLDER: mends a tail torn by a power cut, and nothing else.
check_aof() {
  local manifest=$1/appendonlydir/appendonly.aof.manifest output
  [[ -f $manifest ]] || return 0
  if redis-check-aof "$manifest" >"$1/check-aof.log" 2>&1; then return 0; fi
  # A torn tail shows itself where the last incremental file ends, and is small. Anything else, above all a place behind
  # which valid commands follow, is damage that a person must look at.
  output=$(<"$1/check-aof.log")
  local last_file noticed_at='' size='' cut=''
  last_file=$(awk '$1 == "file" && $NF == "i" { name = $2 } END { print name }' "$manifest")
  if [[ $output == *"AOF $last_file is not valid"* ]]; then
    noticed_at=$(sed -n 's/^0x *\([0-9a-f]*\): .*/\1/p' <<<"$output" | tail -n 1)
    read -r size cut < <(sed -n "s/^AOF analyzed: filename=$last_file, size=\([0-9]*\),.*diff=\([0-9]*\)\$/\1 \2/p" <<<"$output")
  fi
  if [[ -n $noticed_at && -n $cut ]] && ((16#$noticed_at >= size - 32 && cut <= 4 * 1024 * 1024)); then
    cp -a "$1/appendonlydir" "$1/appendonlydir.before-$(date -u +%Y%m%dT%H%M%SZ)"
    redis-check-aof --fix "$manifest" <<<y >>"$1/check-aof.log" 2>&1 ||
      fail "Redis 的追加日志修不好；原件已另存，请看 $1/check-aof.log" "$1/check-aof.log"
    note "Redis 上次断电时末尾有 $cut 字节没有写完（未应答过），已截去；原件另存于 $1"
  else
    fail "Redis 的追加日志有损坏，而且不只在末尾：没有自动修理。请先备份 $1/appendonlydir 再人工处理" "$1/check-aof.log"
  fi
}

# start_redis FOLDER SOCKET
start_redis() {
  mkdir -p "$1"
  write_redis_config "$1" "$2"
  check_aof "$1"
  start_child redis "$1/redis.log" redis-server "$1/redis.conf"
  await redis "$1/redis.log" 120 redis_answers "$2"
}

# redis_answers SOCKET: loaded and answering.
redis_answers() { [[ $(redis-cli -s "$1" ping 2>/dev/null) == PONG ]]; }
