#include "evaluator/app.h"

#include <unistd.h>

#include <atomic>
#include <memory>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "evaluator/inbound/machine.h"
#include "evaluator/inbound/partition_queries.h"
#include "evaluator/inbound/replay_service.h"
#include "evaluator/inbound/supervision_service.h"
#include "evaluator/inbound/watch.h"
#include "evaluator/outbound/supervision_metrics.h"
#include "platform/config/address_file.h"
#include "platform/eventlog/redis_event_log.h"
#include "platform/log/logger.h"
#include "platform/rpc/rpc_server.h"
#include "platform/telemetry/event_log_metrics.h"
#include "platform/telemetry/metrics_listener.h"

namespace liandu::evaluator {
namespace {

using platform::Lifecycle;
using std::chrono::milliseconds;

/// What the calls that run at a shutdown leave of its time to the processors.
constexpr milliseconds kShutdownReserve{2'000};

/// Unique for each start of a process.
std::string InstanceId() {
  char host[256] = {};
  gethostname(host, sizeof(host) - 1);
  std::random_device random;
  return absl::StrCat(host, "-", getpid(), "-", absl::Hex(random()), absl::Hex(random()));
}

platform::redis::ConnectionOptions ConnectionOptionsOf(const platform::RedisSettings& redis) {
  platform::redis::ConnectionOptions options;
  options.connect_timeout = milliseconds(redis.connect_timeout_ms);
  options.command_timeout = milliseconds(redis.command_timeout_ms);
  options.user = redis.user;
  options.password = redis.password;
  return options;
}

eventlog::ProcessorPoolOptions PoolOptionsOf(const EvaluatorSettings& settings, const std::string& address) {
  eventlog::ProcessorPoolOptions options;
  options.role = eventlog::Role::kEvaluator;
  options.self = {InstanceId(), address};
  options.lease_lifetime = milliseconds(settings.lease_lifetime_ms);
  options.max_batch_inputs = static_cast<int>(settings.max_batch_inputs);
  options.tick_payload = TickPayload();
  options.stop_timeout = milliseconds(settings.service.shutdown_timeout_ms / 2);
  return options;
}

eventlog::StreamTailOptions TailOptionsOf(const EvaluatorSettings& settings) {
  eventlog::StreamTailOptions options;
  options.max_buffered = static_cast<size_t>(settings.max_watch_backlog);
  options.max_watchers = static_cast<size_t>(settings.max_watchers);
  return options;
}

/// The instance's own certificate serves it as a client of the others too.
platform::ChannelSettings PeerChannelOf(const platform::RpcSettings& grpc) {
  platform::ChannelSettings channel;
  channel.tls_ca_file = grpc.tls_client_ca_file;
  channel.tls_certificate_file = grpc.tls_certificate_file;
  channel.tls_key_file = grpc.tls_key_file;
  return channel;
}

/// What every part of the process leans on.
struct Base {
  Base(const EvaluatorSettings& the_settings, platform::ShutdownSignals& the_signals)
      : settings(the_settings),
        signals(the_signals),
        logger(platform::Logger::Make("evaluator", the_settings.service.log)),
        lifecycle(the_signals, logger, milliseconds(the_settings.service.shutdown_timeout_ms)) {
    health.AddReadiness("start",
                        [this] { return started ? absl::OkStatus() : absl::UnavailableError("waiting for Redis"); });
  }

  const EvaluatorSettings& settings;
  platform::ShutdownSignals& signals;
  const platform::Logger logger;
  const platform::SystemClock clock;
  Lifecycle lifecycle;
  std::atomic<bool> started{false};
  platform::Health health;
  const std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
};

/// Opens the log, again and again while the store is away; nullptr when a signal came first or the store refuses.
std::unique_ptr<eventlog::RedisEventLogFactory> OpenLogs(Base& base, platform::redis::EndpointResolver& resolver,
                                                         eventlog::EventLogObserver& observer) {
  const platform::RedisSettings& redis = base.settings.service.redis;
  eventlog::EventLogOptions options;
  options.partitions = static_cast<int>(redis.partitions);
  while (true) {
    auto logs =
        eventlog::RedisEventLogFactory::Create(resolver, ConnectionOptionsOf(redis), options, base.clock, observer);
    if (logs.ok()) return *std::move(logs);
    if (!absl::IsUnavailable(logs.status())) {
      base.lifecycle.Fail("log", logs.status());
      return nullptr;
    }
    base.logger.Warn("Redis is away, trying again", {{"status", logs.status()}});
    if (base.signals.Wait(milliseconds(1000)) != 0) {
      base.lifecycle.RequestStop();
      return nullptr;
    }
  }
}

void AddChecks(Base& base, eventlog::ProcessorPool& pool) {
  base.health.AddReadiness("redis", [&pool] {
    return pool.StoreReachable() ? absl::OkStatus() : absl::UnavailableError("does not answer");
  });
  base.health.AddLiveness("processors", [&base, &pool] {
    const bool turns = base.clock.SteadyNow() - pool.OldestTurn() < milliseconds(base.settings.liveness_timeout_ms);
    return turns ? absl::OkStatus() : absl::UnavailableError("a loop does not turn");
  });
}

/// Judges and answers until a signal.
int Serve(Base& base, platform::MetricsListener& metrics, eventlog::RedisEventLogFactory& logs) {
  const platform::ServiceSettings& service = base.settings.service;
  eventlog::StreamTail tail(logs, base.clock, TailOptionsOf(base.settings));
  EvaluatorMachineFactory machines;
  InstanceStubs stubs(PeerChannelOf(service.grpc));
  PartitionQueries queries(logs.partitions(), base.clock, stubs);
  TransitionWatches watches(logs, tail);
  SupervisionServiceImpl supervision(queries, watches);
  ReplayServiceImpl replay(logs, machines);
  auto server = platform::RpcServer::Start(service.grpc, {&supervision, &replay}, base.health, base.registry);
  if (!server.ok()) {
    base.lifecycle.Fail("grpc", server.status());
    return base.lifecycle.Run();
  }
  platform::ProcessorMetrics observer(base.registry, base.logger);
  eventlog::CommitListener no_listener;
  eventlog::ProcessorPool pool(logs, logs, machines, base.clock, observer, no_listener,
                               PoolOptionsOf(base.settings, (*server)->advertised_address()));
  const auto supervision_metrics = std::make_shared<SupervisionMetrics>(pool, base.clock);
  // In reverse: what asks the processors stops before them.
  base.lifecycle.OnStop("processors", [&](Lifecycle::Deadline) { pool.Stop(); });
  base.lifecycle.OnStop("grpc", [&](Lifecycle::Deadline deadline) { (*server)->Stop(deadline - kShutdownReserve); });
  base.lifecycle.OnStop("replay", [&](Lifecycle::Deadline) { replay.Shutdown(); });
  base.lifecycle.OnStop("watches", [&](Lifecycle::Deadline) { watches.Shutdown(); });
  base.lifecycle.OnStop("readiness", [&](Lifecycle::Deadline) { base.health.StartDraining(); });
  AddChecks(base, pool);
  pool.Start();
  queries.Attach(pool);
  metrics.Add(supervision_metrics);
  base.started = true;
  const absl::Status written = platform::WriteAddressFile(
      service.address_file, {{"grpc", (*server)->address()}, {"metrics", metrics.address()}});
  if (!written.ok()) base.lifecycle.Fail("address file", written);
  base.logger.Info("listening", {{"grpc", (*server)->address()}, {"metrics", metrics.address()}});
  return base.lifecycle.Run();
}

}  // namespace

void AddEvaluatorFields(EvaluatorSettings& settings, platform::ConfigTable& table) {
  platform::AddServiceFields(settings.service, table);
  table
      .Integer("processor.lease_lifetime_ms", settings.lease_lifetime_ms, 500, 300'000,
               "How long a partition's lease lives without a sign of its holder.")
      .Integer("processor.max_batch_inputs", settings.max_batch_inputs, 1, 1000, "Entries that a commit takes at most.")
      .Integer("processor.liveness_timeout_ms", settings.liveness_timeout_ms, 1000, 3'600'000,
               "A loop that has not turned for so long makes /healthz fail.")
      .Integer("watch.max_watchers", settings.max_watchers, 1, 100'000, "Watchers of a partition.")
      .Integer("watch.max_backlog", settings.max_watch_backlog, 16, 100'000,
               "Entries that may wait for a watcher before it is cut.");
}

int RunEvaluator(const EvaluatorSettings& settings, platform::ShutdownSignals& signals) {
  Base base(settings, signals);
  auto metrics = platform::MetricsListener::Start(settings.service.metrics, base.health);
  if (!metrics.ok()) {
    base.lifecycle.Fail("metrics", metrics.status());
    return base.lifecycle.Run();
  }
  base.lifecycle.OnStop("metrics", [&](Lifecycle::Deadline) { (*metrics)->Stop(); });
  const auto process_metrics = platform::MakeProcessMetrics();
  (*metrics)->Add(base.registry);
  (*metrics)->Add(process_metrics);
  platform::StoreMetrics store_metrics(base.registry, base.logger);
  platform::redis::StandaloneResolver resolver(*platform::redis::Endpoint::Parse(settings.service.redis.address));
  const auto logs = OpenLogs(base, resolver, store_metrics);
  return logs == nullptr ? base.lifecycle.Run() : Serve(base, **metrics, *logs);
}

}  // namespace liandu::evaluator
