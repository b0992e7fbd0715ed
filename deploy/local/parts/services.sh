# Sourced: the three services and Prometheus. Each service writes where it listens into run/<name>.addresses.

# port_is_free PORT
port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# choose_port WANTED: the wanted port where it was asked for, else the default if it is free, else any (0).
choose_port() {
  if port_is_free "$1"; then
    echo "$1"
  elif [[ -n $ports_base ]]; then
    fail "端口 $1 已被占用；换一个起点：deploy/local/run --ports $((ports_base + 100))"
  else
    echo 0
  fi
}

# address_of SERVICE grpc|metrics|page
address_of() { awk -v kind="$2" '$1 == kind { print $2 }' "$state/run/$1.addresses"; }

service_is_ready() { [[ -s $state/run/$1.addresses ]] && curl --silent --fail --max-time 2 "http://$(address_of "$1" metrics)/readyz"; }

# start_service NAME GRPC_PORT METRICS_PORT ARGUMENT...
start_service() {
  local name=$1 grpc_port metrics_port
  grpc_port=$(choose_port "$2")
  metrics_port=$(choose_port "$3")
  shift 3
  rm -f "$state/run/$name.addresses"
  start_child "$name" "$state/logs/$name.log" "$bin/liandu-$name" \
    --redis.address="unix:$redis_socket" --grpc.listen_address="127.0.0.1:$grpc_port" \
    --metrics.listen_address="127.0.0.1:$metrics_port" --address_file="$state/run/$name.addresses" "$@"
  await "$name" "$state/logs/$name.log" 60 service_is_ready "$name"
  done_line "liandu-$name" "gRPC $(address_of "$name" grpc)，指标 http://$(address_of "$name" metrics)/metrics"
}

# make_page_key: what the links in messages are signed with, drawn once and kept, so that links outlive a restart.
make_page_key() {
  [[ -s $state/page.key ]] || (umask 077 && od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$state/page.key.new" &&
    mv "$state/page.key.new" "$state/page.key")
}

# write_endpoints: tells the CLI and people where everything is.
write_endpoints() {
  cat >"$state/endpoints.env" <<ENDPOINTS
LIANDU_INGEST=$(address_of ingest grpc)
LIANDU_EVALUATOR=$(address_of evaluator grpc)
LIANDU_NOTIFIER=$(address_of notifier grpc)
LIANDU_JURISDICTION=qingdao
ENDPOINTS
}

# start_prometheus PORT: scrapes the three services, with the rules of deploy/prometheus.
start_prometheus() {
  local folder=$state/prometheus log=$state/logs/prometheus.log port
  port=$(choose_port "$1")
  mkdir -p "$folder/data"
  cp "$root"/deploy/prometheus/*.yml "$folder/"
  local name separator=''
  {
    printf '['
    for name in ingest evaluator notifier; do
      printf '%s{"targets": ["%s"], "labels": {"service": "%s"}}' "$separator" "$(address_of "$name" metrics)" "$name"
      separator=', '
    done
    printf ']\n'
  } >"$folder/targets.json"
  : >"$log"
  start_child prometheus "$log" prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/data" \
    --storage.tsdb.retention.time=15d --web.listen-address="127.0.0.1:$port" --log.level=info
  await prometheus "$log" 60 prometheus_is_ready
  echo "http $(prometheus_address)" >"$state/run/prometheus.addresses"
  done_line prometheus "http://$(prometheus_address)"
}

prometheus_address() { sed -n 's/.*msg="Listening on" address=\([^ ]*\).*/\1/p' "$state/logs/prometheus.log" | head -n 1; }
prometheus_is_ready() { curl --silent --fail --max-time 2 "http://$(prometheus_address)/-/ready"; }
