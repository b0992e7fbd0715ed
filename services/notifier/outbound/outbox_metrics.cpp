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
        held_back(prometheus::BuildCounter()
                      .Name("liandu_delivery_held_back_total")
                      .Help("Messages that had to wait for their channel's ceiling")
                      .Register(registry)),
        merged(prometheus::BuildCounter()
                   .Name("liandu_deliveries_merged_total")
                   .Help("Deliveries that went out together with others in one message")
                   .Register(registry)),
        refreshes(prometheus::BuildCounter()
                      .Name("liandu_delivery_refreshes_total")
                      .Help("Times that a receiver was told again of what still fires")
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
  prometheus::Family<prometheus::Counter>& held_back;
  prometheus::Family<prometheus::Counter>& merged;
  prometheus::Family<prometheus::Counter>& refreshes;
  prometheus::Family<prometheus::Histogram>& latency;
  prometheus::Family<prometheus::Gauge>& outbox;
  prometheus::Gauge& scheduled;
  prometheus::Gauge& sending;
};

struct OutboxMetrics::ChannelSeries {
  ChannelSeries(Families& all, const std::string& channel_name)
      : families(all),
        channel(channel_name),
        attempts(families.attempts.Add({{"channel", channel}})),
        merged(families.merged.Add({{"channel", channel}})),
        latency(families.latency.Add({{"channel", channel}}, LatencyBuckets())) {
    // What has not happened yet is told as 0, so that its first time is an increase.
    Delivery("delivered", SendReason::kOk);
    HeldBack(SendReason::kRateLimited);
    Refreshes(true);
  }

  prometheus::Counter& Delivery(const char* outcome, SendReason reason) {
    return families.deliveries.Add({{"channel", channel}, {"outcome", outcome}, {"reason", SendReasonName(reason)}});
  }
  prometheus::Counter& HeldBack(SendReason reason) {
    return families.held_back.Add({{"channel", channel}, {"reason", SendReasonName(reason)}});
  }
  prometheus::Counter& Refreshes(bool accepted) {
    return families.refreshes.Add({{"channel", channel}, {"outcome", accepted ? "delivered" : "failed"}});
  }

  Families& families;
  const std::string channel;
  prometheus::Counter& attempts;
  prometheus::Counter& merged;
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
                              SendReason reason, std::chrono::milliseconds latency) {
  ChannelSeries& series = SeriesOf(channel);
  switch (outcome.kind) {
    case SendOutcome::Kind::kDelivered:
      series.Delivery("delivered", reason).Increment();
      if (!outcome.note.empty()) series.merged.Increment();
      if (!outcome.error.empty()) {
        logger_.Warn("accepted by some only",
                     {{"delivery", delivery.delivery}, {"channel", channel}, {"error", outcome.error}});
      }
      series.latency.Observe(std::chrono::duration<double>(latency).count());
      logger_.Info("delivered",
                   {{"delivery", delivery.delivery}, {"channel", channel}, {"latency_ms", latency.count()}});
      return;
    case SendOutcome::Kind::kRetry:
      series.Delivery("retried", reason).Increment();
      logger_.Warn("refused, to be tried again",
                   {{"delivery", delivery.delivery}, {"channel", channel}, {"error", outcome.error}});
      return;
    case SendOutcome::Kind::kDead:
      series.Delivery("dead", reason).Increment();
      logger_.Error("given up: a dead letter",
                    {{"delivery", delivery.delivery}, {"channel", channel}, {"error", outcome.error}});
      return;
  }
}

void OutboxMetrics::OnHeldBack(const std::string& channel, SendReason reason) {
  SeriesOf(channel).HeldBack(reason).Increment();
}

void OutboxMetrics::OnRefreshed(const std::string& channel, size_t alerts, const SendResult& result) {
  const bool accepted = result.kind == SendResult::Kind::kAccepted;
  SeriesOf(channel).Refreshes(accepted).Increment();
  if (accepted) return;
  logger_.Warn("a receiver could not be told again of what fires",
               {{"channel", channel}, {"alerts", static_cast<uint64_t>(alerts)}, {"error", result.error}});
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
