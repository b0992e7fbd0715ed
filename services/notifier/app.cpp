#include "notifier/app.h"

#include <prometheus/registry.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/domain/route.h"
#include "notifier/inbound/notification_service.h"
#include "notifier/inbound/page/page_context_service.h"
#include "notifier/outbound/channels/ceiling/redis_ceiling.h"
#include "notifier/outbound/channels/settings/channel_factory.h"
#include "notifier/outbound/outbox_metrics.h"
#include "notifier/page_front.h"
#include "platform/clock/clock.h"
#include "platform/config/address_file.h"
#include "platform/eventlog/redis_event_log.h"
#include "platform/log/logger.h"
#include "platform/rpc/rpc_server.h"
#include "platform/telemetry/event_log_metrics.h"
#include "platform/telemetry/health.h"
#include "platform/telemetry/metrics_listener.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;

/// A loop that has not turned for so long is stuck.
constexpr std::chrono::seconds kLongestTurn{60};

platform::redis::ConnectionOptions ConnectionOf(const platform::RedisSettings& redis) {
  platform::redis::ConnectionOptions options;
  options.connect_timeout = milliseconds(redis.connect_timeout_ms);
  options.command_timeout = milliseconds(redis.command_timeout_ms);
  options.user = redis.user;
  options.password = redis.password;
  return options;
}

/// Counts the ceilings' round trips among the store's.
class CeilingRoundTrips final : public platform::redis::RoundTripObserver {
 public:
  explicit CeilingRoundTrips(eventlog::EventLogObserver& store) : store_(store) {}
  void OnRoundTrip(std::string_view what, std::chrono::nanoseconds took, const absl::Status& status) override {
    store_.OnRoundTrip(what, took, status);
  }

 private:
  eventlog::EventLogObserver& store_;
};

/// The configured channels; robots share their ceilings with other instances through Redis.
Outbox::Channels ChannelsOf(const NotifierSettings& settings, platform::redis::EndpointResolver& resolver,
                            platform::redis::RoundTripObserver& observer, const platform::Clock& clock) {
  const CeilingFactory ceilings = [&](const std::string& robot, const CeilingRules& rules) {
    return std::make_unique<RedisCeiling>(robot, rules, resolver, ConnectionOf(settings.service.redis), clock,
                                          observer);
  };
  Outbox::Channels channels;
  for (const ChannelSettings& channel : settings.channels.channels) {
    channels[channel.name] = std::make_unique<ChannelWorkers>(MakeChannel(channel, ceilings, clock), channel.threads);
  }
  return channels;
}

std::vector<std::string> NamesOf(const Outbox::Channels& channels) {
  std::vector<std::string> names;
  for (const auto& [name, workers] : channels) names.push_back(name);
  return names;
}

/// Unique for each start of a process.
std::string InstanceId() {
  std::random_device random;
  return absl::StrCat("notifier-", getpid(), "-", absl::Hex(random(), absl::kZeroPad8), absl::Hex(random()));
}

eventlog::ProcessorPoolOptions PoolOptionsOf(const NotifierSettings& settings, const std::string& address) {
  eventlog::ProcessorPoolOptions options;
  options.role = eventlog::Role::kNotifier;
  options.self = {InstanceId(), address};
  options.lease_lifetime = milliseconds(settings.lease_lifetime_ms);
  options.tick_payload = TickPayload();
  options.alerts_retention = std::chrono::hours(settings.alerts_retention_hours);
  return options;
}

platform::ChannelSettings PeerSettingsOf(const platform::RpcSettings& rpc) {
  platform::ChannelSettings settings;
  settings.tls_ca_file = rpc.tls_client_ca_file;
  settings.tls_certificate_file = rpc.tls_certificate_file;
  settings.tls_key_file = rpc.tls_key_file;
  return settings;
}

}  // namespace

int RunApp(const NotifierSettings& settings, platform::ShutdownSignals& signals) {
  const platform::Logger logger = platform::Logger::Make("notifier", settings.service.log);
  platform::Lifecycle lifecycle(signals, logger, milliseconds(settings.service.shutdown_timeout_ms));
  const auto failed = [&](const char* part, const absl::Status& status) {
    logger.Error("cannot start", {{"part", part}, {"status", status}});
    lifecycle.StopAll();
    return static_cast<int>(platform::kExitFailed);
  };
  const platform::SystemClock clock;
  const auto registry = std::make_shared<prometheus::Registry>();
  const std::shared_ptr<prometheus::Collectable> process_metrics = platform::MakeProcessMetrics();
  platform::StoreMetrics store_metrics(registry, logger);
  platform::ProcessorMetrics processor_metrics(registry, logger);

  absl::StatusOr<platform::redis::Endpoint> endpoint = platform::redis::Endpoint::Parse(settings.service.redis.address);
  if (!endpoint.ok()) return failed("redis", endpoint.status());
  platform::redis::StandaloneResolver resolver(*endpoint);
  eventlog::EventLogOptions log_options;
  log_options.partitions = static_cast<int>(settings.service.redis.partitions);
  absl::StatusOr<std::unique_ptr<eventlog::RedisEventLogFactory>> logs = eventlog::RedisEventLogFactory::Create(
      resolver, ConnectionOf(settings.service.redis), log_options, clock, store_metrics);
  if (!logs.ok()) return failed("redis", logs.status());

  PartitionOwner owner;
  CeilingRoundTrips ceiling_observer(store_metrics);
  Outbox::Channels channels = ChannelsOf(settings, resolver, ceiling_observer, clock);
  for (const std::string& warning : settings.channels.warnings) logger.Warn(warning);
  OutboxMetrics outbox_metrics(registry, logger, NamesOf(channels));
  const RetryRules rules{milliseconds(settings.retry_first_delay_ms), milliseconds(settings.retry_max_delay_ms),
                         static_cast<int>(settings.retry_max_attempts)};
  absl::StatusOr<std::unique_ptr<PageFront>> pages = PageFront::Create(settings.page, registry, clock);
  if (!pages.ok()) return failed("page", pages.status());
  Outbox outbox(owner, std::move(channels), rules, clock, outbox_metrics, *pages ? &(*pages)->links() : nullptr);
  PositionGate gate(**logs, clock);
  PeerCalls peers(PeerSettingsOf(settings.service.grpc), clock);
  NotificationService service(owner, gate, peers, clock, log_options.partitions);
  PageContextService page_contexts(owner, peers, clock, log_options.partitions);

  platform::Health health;
  health.AddReadiness("redis", [&owner] { return owner.Ready(); });
  health.AddLiveness("loops", [&owner, &clock] { return owner.TurnedSince(clock.SteadyNow() - kLongestTurn); });
  absl::StatusOr<std::unique_ptr<platform::MetricsListener>> listener =
      platform::MetricsListener::Start(settings.service.metrics, health);
  if (!listener.ok()) return failed("metrics", listener.status());
  (*listener)->Add(registry);
  (*listener)->Add(process_metrics);
  absl::StatusOr<std::unique_ptr<platform::RpcServer>> server =
      platform::RpcServer::Start(settings.service.grpc, {&service, &page_contexts}, health, registry);
  if (!server.ok()) return failed("grpc", server.status());

  NotifierMachineFactory machines;
  eventlog::ProcessorPool pool(**logs, **logs, machines, clock, processor_metrics, outbox,
                               PoolOptionsOf(settings, (*server)->advertised_address()));
  owner.Attach(pool);
  lifecycle.OnStop("partitions", [&pool](platform::Lifecycle::Deadline) { pool.Stop(); });
  pool.Start();
  lifecycle.OnStop("outbox", [&outbox](platform::Lifecycle::Deadline) { outbox.Stop(); });
  outbox.Start();
  lifecycle.OnStop("grpc", [&](platform::Lifecycle::Deadline deadline) { (*server)->Stop(deadline); });
  if (*pages) {
    const absl::Status serving =
        (*pages)->Serve((*server)->advertised_address(), PeerSettingsOf(settings.service.grpc));
    if (!serving.ok()) return failed("page", serving);
    lifecycle.OnStop("pages", [&pages](platform::Lifecycle::Deadline) { (*pages)->Stop(); });
  }
  lifecycle.OnStop("gate", [&gate](platform::Lifecycle::Deadline) { gate.Stop(); });
  lifecycle.OnStop("health", [&health](platform::Lifecycle::Deadline) { health.StartDraining(); });
  std::vector<std::pair<std::string, std::string>> addresses{{"grpc", (*server)->address()},
                                                             {"metrics", (*listener)->address()}};
  if (*pages) addresses.emplace_back("page", (*pages)->address());
  const absl::Status told = platform::WriteAddressFile(settings.service.address_file, addresses);
  if (!told.ok()) return failed("address_file", told);
  logger.Info("listening", {{"grpc", (*server)->address()}, {"metrics", (*listener)->address()}});
  return lifecycle.Run();
}

}  // namespace liandu::notifier
