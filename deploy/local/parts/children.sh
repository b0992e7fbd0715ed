# Sourced: starting and stopping children. Every child leads its own process group, so that a Ctrl-C on the terminal
# reaches only this script, which stops them in order; and each gets SIGTERM from the kernel should the script be killed.

declare -A child_pid=()
child_order=()

# start_child NAME LOGFILE COMMAND...
start_child() {
  local name=$1 log=$2
  shift 2
  setsid setpriv --pdeathsig TERM -- "$@" >>"$log" 2>&1 </dev/null &
  child_pid[$name]=$!
  child_order+=("$name")
}

# child_lives NAME
child_lives() { kill -0 "${child_pid[$1]}" 2>/dev/null; }

# await NAME LOGFILE SECONDS COMMAND...: waits until the command succeeds; fails when the child ends or time runs out.
await() {
  local name=$1 log=$2 limit=$3 waited=0
  shift 3
  until "$@" >/dev/null 2>&1; do
    child_lives "$name" || fail "$name 没有启动成功" "$log"
    ((waited < limit * 10)) || fail "$name 在 $limit 秒内没有就绪" "$log"
    sleep 0.1
    waited=$((waited + 1))
  done
}

# stop_child NAME SECONDS: SIGTERM, and SIGKILL when the time is over.
stop_child() {
  local pid=${child_pid[$1]:-} waited=0
  [[ -n $pid ]] || return 0
  kill -TERM "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do
    if ((waited >= $2 * 10)); then
      kill -KILL "$pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
    waited=$((waited + 1))
  done
  wait "$pid" 2>/dev/null || true
  unset "child_pid[$1]"
}

# stop_children: last started first, Redis therefore last; bounded, none left.
stop_children() {
  local index name
  for ((index = ${#child_order[@]} - 1; index >= 0; index--)); do
    name=${child_order[index]}
    stop_child "$name" 12
  done
  child_order=()
}

# watch_children: returns when a child has ended, and names it in `ended_child`.
watch_children() {
  local name
  while :; do
    for name in "${child_order[@]}"; do
      if ! child_lives "$name"; then
        ended_child=$name
        return 0
      fi
    done
    sleep 0.5
  done
}

# child_log NAME: where it writes.
child_log() { if [[ $1 == redis ]]; then echo "$state/redis/redis.log"; else echo "$state/logs/$1.log"; fi; }
