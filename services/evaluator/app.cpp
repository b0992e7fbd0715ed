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

/// The instance's own certificate serves it as a client of the others too.
platform::ChannelSettings PeerChannelOf(const platform::RpcSettings& grpc) {
  platform::ChannelSettings channel;
  channel.tls_ca_file = grpc.tls_client_ca_file;
  channel.tls_certificate_file = grpc.tls_certificate_file;
  channel.tls_key_file = grpc.tls_key_file;
  return channel;
}

/// Opens the log, again and again while the store is away; nullptr when a signal came first or the store refuses.
std::unique_ptr<eventlog::RedisEventLogFactory> OpenLogs(const EvaluatorSettings& settings,
                                                         platform::redis::EndpointResolver& resolver,
                                                         const platform::Clock& clock,
                                                         eventlog::EventLogObserver& observer, Lifecycle& lifecycle,
                                                         platform::ShutdownSignals& signals,
                                                         const platform::Logger& logger) {
  eventlog::EventLogOptions options;
  options.partitions = static_cast<int>(settings.service.redis.partitions);
  while (true) {
    auto logs = eventlog::RedisEventLogFactory::Create(resolver, ConnectionOptionsOf(settings.service.redis), options,
                                                       clock, observer);
    if (logs.ok()) return *std::move(logs);
    if (!absl::IsUnavailable(logs.status())) {
      lifecycle.Fail("log", logs.status());
      return nullptr;
    }
    logger.Warn("Redis is away, trying again", {{"status", logs.status()}});
    if (signals.Wait(milliseconds(1000)) != 0) return nullptr;
  }
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
  const platform::ServiceSettings& service = settings.service;
  const platform::Logger logger = platform::Logger::Make("evaluator", service.log);
  const platform::SystemClock clock;
  Lifecycle lifecycle(signals, logger, milliseconds(service.shutdown_timeout_ms));
  platform::Health health;
  std::atomic<bool> started{false};
  health.AddReadiness("start",
                      [&started] { return started ? absl::OkStatus() : absl::UnavailableError("waiting for Redis"); });
  auto registry = std::make_shared<prometheus::Registry>();
  const auto process_metrics = platform::MakeProcessMetrics();
  auto metrics = platform::MetricsListener::Start(service.metrics, health);
  if (!metrics.ok()) {
    logger.Error("cannot start", {{"status", metrics.status()}});
    return platform::kExitFailed;
  }
  (*metrics)->Add(registry);
  (*metrics)->Add(process_metrics);

  platform::StoreMetrics store_metrics(registry, logger);
  platform::redis::StandaloneResolver resolver(*platform::redis::Endpoint::Parse(service.redis.address));
  const auto logs = OpenLogs(settings, resolver, clock, store_metrics, lifecycle, signals, logger);
  if (logs == nullptr) {
    lifecycle.RequestStop();
    return lifecycle.Run();
  }

  eventlog::StreamTailOptions tail_options;
  tail_options.max_buffered = static_cast<size_t>(settings.max_watch_backlog);
  tail_options.max_watchers = static_cast<size_t>(settings.max_watchers);
  eventlog::StreamTail tail(*logs, clock, tail_options);
  EvaluatorMachineFactory machines;
  InstanceStubs stubs(PeerChannelOf(service.grpc));
  PartitionQueries queries(logs->partitions(), clock, stubs);
  TransitionWatches watches(*logs, tail);
  SupervisionServiceImpl supervision(queries, watches);
  ReplayServiceImpl replay(*logs, machines);
  auto server = platform::RpcServer::Start(service.grpc, {&supervision, &replay}, health, registry);
  if (!server.ok()) {
    logger.Error("cannot start", {{"status", server.status()}});
    return platform::kExitFailed;
  }

  platform::ProcessorMetrics processor_metrics(registry, logger);
  eventlog::CommitListener no_listener;
  eventlog::ProcessorPool pool(*logs, *logs, machines, clock, processor_metrics, no_listener,
                               PoolOptionsOf(settings, (*server)->advertised_address()));
  const auto supervision_metrics = std::make_shared<SupervisionMetrics>(pool, clock);
  lifecycle.OnStop("metrics", [&](Lifecycle::Deadline) { (*metrics)->Stop(); });
  lifecycle.OnStop("processors", [&](Lifecycle::Deadline) { pool.Stop(); });
  lifecycle.OnStop("grpc", [&](Lifecycle::Deadline deadline) { (*server)->Stop(deadline - milliseconds(1000)); });
  lifecycle.OnStop("replay", [&](Lifecycle::Deadline) { replay.Shutdown(); });
  lifecycle.OnStop("watches", [&](Lifecycle::Deadline) { watches.Shutdown(); });
  lifecycle.OnStop("readiness", [&](Lifecycle::Deadline) { health.StartDraining(); });

  queries.Attach(pool);
  health.AddReadiness("redis", [&pool] {
    return pool.StoreReachable() ? absl::OkStatus() : absl::UnavailableError("does not answer");
  });
  health.AddLiveness("processors", [&] {
    return clock.SteadyNow() - pool.OldestTurn() < milliseconds(settings.liveness_timeout_ms)
               ? absl::OkStatus()
               : absl::UnavailableError("a loop does not turn");
  });
  pool.Start();
  (*metrics)->Add(supervision_metrics);
  started = true;
  const absl::Status written = platform::WriteAddressFile(
      service.address_file, {{"grpc", (*server)->address()}, {"metrics", (*metrics)->address()}});
  if (!written.ok()) lifecycle.Fail("address file", written);
  logger.Info("listening", {{"grpc", (*server)->address()}, {"metrics", (*metrics)->address()}});
  return lifecycle.Run();
}

}  // namespace liandu::evaluator
