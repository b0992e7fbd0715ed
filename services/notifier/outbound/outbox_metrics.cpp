#include "notifier/outbound/outbox_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <utility>

namespace liandu::notifier {
namespace {

constexpr char kUnconfigured[] = "unconfigured";

const prometheus::Histogram::BucketBoundaries& LatencyBuckets() {
  static const prometheus::Histogram::BucketBoundaries buckets{
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 21600, 86400};
  return buckets;
}

}  // namespace

struct OutboxMetrics::Families {
  explicit Families(prometheus::Registry& registry)
      : deliveries(prometheus::BuildCounter()
                       .Name("liandu_deliveries_total")
                       .Help("Outcomes of attempts to deliver a message")
                       .Register(registry)),
        attempts(prometheus::BuildCounter()
                     .Name("liandu_delivery_attempts_total")
                     .Help("Attempts handed to a channel")
                     .Register(registry)),
        latency(prometheus::BuildHistogram()
                    .Name("liandu_delivery_latency_seconds")
                    .Help("From the log entry that made a message due to its being accepted")
                    .Register(registry)),
        outbox(prometheus::BuildGauge()
                   .Name("liandu_outbox_deliveries")
                   .Help("Messages that wait for their time slot or are on their way")
                   .Register(registry)),
        scheduled(outbox.Add({{"state", "scheduled"}})),
        sending(outbox.Add({{"state", "sending"}})) {}

  prometheus::Family<prometheus::Counter>& deliveries;
  prometheus::Family<prometheus::Counter>& attempts;
  prometheus::Family<prometheus::Histogram>& latency;
  prometheus::Family<prometheus::Gauge>& outbox;
  prometheus::Gauge& scheduled;
  prometheus::Gauge& sending;
};

struct OutboxMetrics::ChannelSeries {
  ChannelSeries(Families& families, const std::string& channel)
      : delivered(families.deliveries.Add({{"channel", channel}, {"outcome", "delivered"}})),
        retried(families.deliveries.Add({{"channel", channel}, {"outcome", "retried"}})),
        dead(families.deliveries.Add({{"channel", channel}, {"outcome", "dead"}})),
        attempts(families.attempts.Add({{"channel", channel}})),
        latency(families.latency.Add({{"channel", channel}}, LatencyBuckets())) {}

  prometheus::Counter& delivered;
  prometheus::Counter& retried;
  prometheus::Counter& dead;
  prometheus::Counter& attempts;
  prometheus::Histogram& latency;
};

OutboxMetrics::OutboxMetrics(std::shared_ptr<prometheus::Registry> registry, platform::Logger logger,
                             const std::vector<std::string>& channels)
    : logger_(std::move(logger)), families_(std::make_unique<Families>(*registry)) {
  for (const std::string& channel : channels) {
    channels_.emplace(channel, std::make_unique<ChannelSeries>(*families_, channel));
  }
  channels_.emplace(kUnconfigured, std::make_unique<ChannelSeries>(*families_, kUnconfigured));
}

OutboxMetrics::~OutboxMetrics() = default;

OutboxMetrics::ChannelSeries& OutboxMetrics::SeriesOf(const std::string& channel) {
  auto it = channels_.find(channel);
  return it == channels_.end() ? *channels_.at(kUnconfigured) : *it->second;
}

void OutboxMetrics::OnAttempt(const std::string& channel, const DeliveryRef& delivery, int attempt) {
  SeriesOf(channel).attempts.Increment();
  logger_.Debug("sending", {{"delivery", delivery.delivery}, {"channel", channel}, {"attempt", attempt}});
}

void OutboxMetrics::OnOutcome(const std::string& channel, const DeliveryRef& delivery, const SendOutcome& outcome,
                              std::chrono::milliseconds latency) {
  ChannelSeries& series = SeriesOf(channel);
  switch (outcome.kind) {
    case SendOutcome::Kind::kDelivered:
      series.delivered.Increment();
      series.latency.Observe(std::chrono::duration<double>(latency).count());
      logger_.Info("delivered",
                   {{"delivery", delivery.delivery}, {"channel", channel}, {"latency_ms", latency.count()}});
      return;
    case SendOutcome::Kind::kRetry:
      series.retried.Increment();
      logger_.Warn("refused, to be tried again",
                   {{"delivery", delivery.delivery}, {"channel", channel}, {"error", outcome.error}});
      return;
    case SendOutcome::Kind::kDead:
      series.dead.Increment();
      logger_.Error("given up: a dead letter",
                    {{"delivery", delivery.delivery}, {"channel", channel}, {"error", outcome.error}});
      return;
  }
}

void OutboxMetrics::OnSize(int partition, size_t scheduled, size_t sending) {
  std::lock_guard lock(mutex_);
  sizes_[partition] = {scheduled, sending};
  size_t all_scheduled = 0;
  size_t all_sending = 0;
  for (const auto& [number, size] : sizes_) {
    all_scheduled += size.first;
    all_sending += size.second;
  }
  families_->scheduled.Set(static_cast<double>(all_scheduled));
  families_->sending.Set(static_cast<double>(all_sending));
}

void OutboxMetrics::OnCommitLost(const DeliveryRef& delivery, const absl::Status& why) {
  logger_.Warn("a delivery's step could not be committed", {{"delivery", delivery.delivery}, {"status", why}});
}

}  // namespace liandu::notifier
