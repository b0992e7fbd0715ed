#include "ingest/app.h"

#include <google/protobuf/stubs/logging.h>
#include <prometheus/registry.h>

#include <memory>
#include <utility>

#include "ingest/inbound/alert_workflow_service.h"
#include "ingest/inbound/catalogue_service.h"
#include "ingest/inbound/delivery_workflow_service.h"
#include "ingest/inbound/jurisdiction_service.h"
#include "ingest/inbound/report_service.h"
#include "ingest/outbound/store_probe.h"
#include "platform/clock/clock.h"
#include "platform/config/address_file.h"
#include "platform/eventlog/redis_event_log.h"
#include "platform/log/logger.h"
#include "platform/rpc/rpc_server.h"
#include "platform/telemetry/event_log_metrics.h"
#include "platform/telemetry/health.h"
#include "platform/telemetry/metrics_listener.h"

namespace liandu::ingest {
namespace {

using std::chrono::milliseconds;

/// Open streams end that long before the shutdown's deadline, so that what they sent can still be answered and stored.
constexpr milliseconds kStopReserve{3000};

platform::redis::ConnectionOptions ConnectionOf(const platform::RedisSettings& redis) {
  platform::redis::ConnectionOptions options;
  options.connect_timeout = milliseconds(redis.connect_timeout_ms);
  options.command_timeout = milliseconds(redis.command_timeout_ms);
  options.user = redis.user;
  options.password = redis.password;
  return options;
}

/// Evaluators as configured, else as they have registered themselves.
EvaluatorAlertReader::Addresses AddressesOf(const IngestSettings& settings, const StoreProbe& probe) {
  return [&settings, &probe]() -> absl::StatusOr<std::vector<std::string>> {
    if (!settings.evaluator_addresses.empty()) return settings.evaluator_addresses;
    return probe.EvaluatorAddresses();
  };
}

}  // namespace

int RunApp(const IngestSettings& settings, platform::ShutdownSignals& signals) {
  const platform::Logger logger = platform::Logger::Make("ingest", settings.service.log);
  const auto failed = [&logger](const char* part, const absl::Status& status) {
    logger.Error("cannot start", {{"part", part}, {"status", status}});
    return platform::kExitFailed;
  };
  // Callers' mistakes are told to callers; protobuf would print them, unstructured, as errors of ours.
  google::protobuf::SetLogHandler(nullptr);
  const platform::SystemClock clock;
  platform::Lifecycle lifecycle(signals, logger, milliseconds(settings.service.shutdown_timeout_ms));

  const auto registry = std::make_shared<prometheus::Registry>();
  const std::shared_ptr<prometheus::Collectable> process_metrics = platform::MakeProcessMetrics();
  platform::StoreMetrics store_metrics(registry, logger);
  platform::AppendMetrics append_metrics(registry);
  const int partitions = static_cast<int>(settings.service.redis.partitions);
  IngestMetrics metrics(*registry, partitions);

  absl::StatusOr<platform::redis::Endpoint> endpoint = platform::redis::Endpoint::Parse(settings.service.redis.address);
  if (!endpoint.ok()) return failed("redis", endpoint.status());
  platform::redis::StandaloneResolver resolver(*endpoint);
  eventlog::EventLogOptions log_options;
  log_options.partitions = partitions;
  log_options.backlog_watermark = settings.backlog_watermark;
  absl::StatusOr<std::unique_ptr<eventlog::RedisEventLogFactory>> logs = eventlog::RedisEventLogFactory::Create(
      resolver, ConnectionOf(settings.service.redis), log_options, clock, store_metrics);
  if (!logs.ok()) return failed("redis", logs.status());

  StoreProbe probe(**logs, clock);
  platform::Health health;
  health.AddReadiness("redis", [&probe] { return probe.Reachable(); });
  health.AddLiveness("redis", [&probe] { return probe.Turning(); });

  eventlog::Appender appender(**logs, append_metrics, {});
  WorkPool pool(static_cast<size_t>(settings.worker_threads), static_cast<size_t>(settings.max_waiting_requests));
  // The pool's jobs wait for the appender: it goes first, and so ends their waiting.
  lifecycle.OnStop("workers", [&pool](platform::Lifecycle::Deadline) { pool.Shutdown(); });
  lifecycle.OnStop("appender", [&appender](platform::Lifecycle::Deadline) { appender.Shutdown(); });
  LogWriter writer(appender, metrics, partitions);
  JurisdictionCache cache(appender, pool, clock, metrics);
  JurisdictionWriter jurisdictions(cache, writer);
  CatalogueWriter catalogues(cache, writer);
  EvaluatorAlertReader alerts(AddressesOf(settings, probe), milliseconds(settings.evaluator_timeout_ms));
  AlertWorkflow workflow(alerts, writer, catalogues, cache);
  DeliveryWorkflow deliveries(cache, writer);

  JurisdictionService jurisdiction_service(jurisdictions, pool);
  CatalogueService catalogue_service(catalogues, pool);
  ReportService report_service({cache, writer, pool}, static_cast<int>(settings.stream_batches_in_flight));
  AlertWorkflowService workflow_service(workflow, pool);
  DeliveryWorkflowService delivery_service(deliveries, pool);

  absl::StatusOr<std::unique_ptr<platform::MetricsListener>> listener =
      platform::MetricsListener::Start(settings.service.metrics, health);
  if (!listener.ok()) return failed("metrics", listener.status());
  (*listener)->Add(registry);
  (*listener)->Add(process_metrics);
  absl::StatusOr<std::unique_ptr<platform::RpcServer>> server = platform::RpcServer::Start(
      settings.service.grpc,
      {&jurisdiction_service, &catalogue_service, &report_service, &workflow_service, &delivery_service}, health,
      registry);
  if (!server.ok()) {
    lifecycle.StopAll();
    return failed("grpc", server.status());
  }
  lifecycle.OnStop("grpc", [&](platform::Lifecycle::Deadline deadline) { (*server)->Stop(deadline - kStopReserve); });
  lifecycle.OnStop("health", [&health](platform::Lifecycle::Deadline) { health.StartDraining(); });
  const absl::Status told = platform::WriteAddressFile(
      settings.service.address_file, {{"grpc", (*server)->address()}, {"metrics", (*listener)->address()}});
  if (!told.ok()) {
    lifecycle.StopAll();
    return failed("address_file", told);
  }
  logger.Info("listening", {{"grpc", (*server)->address()}, {"metrics", (*listener)->address()}});
  return lifecycle.Run();
}

}  // namespace liandu::ingest
