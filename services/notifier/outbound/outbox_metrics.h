#pragma once

#include <prometheus/registry.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "notifier/outbound/outbox_observer.h"
#include "platform/log/logger.h"

namespace liandu::notifier {

/// What becomes of deliveries: liandu_deliveries_total{channel,outcome,reason} (outcome: delivered, retried, dead;
/// reason: SendReasonName), liandu_delivery_attempts_total{channel}, liandu_delivery_held_back_total{channel,reason}
/// (by a ceiling), liandu_deliveries_merged_total{channel}, liandu_delivery_refreshes_total{channel,outcome},
/// liandu_delivery_latency_seconds{channel} (from the log entry that made it due to its being accepted, by the wall
/// clock), liandu_outbox_deliveries{state}. Dead letters are logged too. Thread-safe.
class OutboxMetrics final : public OutboxObserver {
 public:
  /// The channels that are configured; everything else is counted as channel "unconfigured".
  OutboxMetrics(std::shared_ptr<prometheus::Registry> registry, platform::Logger logger,
                const std::vector<std::string>& channels);
  ~OutboxMetrics() override;

  void OnAttempt(const std::string& channel, const DeliveryRef& delivery, int attempt) override;
  void OnOutcome(const std::string& channel, const DeliveryRef& delivery, const SendOutcome& outcome, SendReason reason,
                 std::chrono::milliseconds latency) override;
  void OnHeldBack(const std::string& channel, SendReason reason) override;
  void OnRefreshed(const std::string& channel, size_t alerts, const SendResult& result) override;
  void OnSize(int partition, size_t scheduled, size_t sending) override;
  void OnCommitLost(const DeliveryRef& delivery, const absl::Status& why) override;

 private:
  struct Families;
  struct ChannelSeries;
  ChannelSeries& SeriesOf(const std::string& channel);

  platform::Logger logger_;
  std::unique_ptr<Families> families_;
  std::map<std::string, std::unique_ptr<ChannelSeries>> channels_;
  std::mutex mutex_;
  std::map<int, std::pair<size_t, size_t>> sizes_;
};

}  // namespace liandu::notifier
