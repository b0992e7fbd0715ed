#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "liandu/v1/stream.pb.h"
#include "model/event.h"
#include "notifier/domain/desk.h"
#include "platform/eventlog/machine.h"

namespace liandu::notifier {

/// A delivery of a partition.
struct DeliveryRef {
  std::string jurisdiction;
  std::string delivery;
  auto operator<=>(const DeliveryRef&) const = default;
};

/// The notifier's state machine over one partition's alerts stream: a desk for each jurisdiction. Live desks share the
/// partition's clock; the others keep their own. Says nothing into the log; what it decides stands in its state.
class NotifierMachine : public eventlog::Machine {
 public:
  absl::Status Restore(std::string_view key, std::string_view value) override;
  absl::Status FinishRestore() override;
  absl::StatusOr<bool> FireSome(const eventlog::Entry& entry, int max_timers, eventlog::Effects& effects) override;
  absl::Status Step(const eventlog::Entry& entry, eventlog::Effects& effects) override;
  std::optional<int64_t> NextDueMs() const override;

  /// nullptr for a jurisdiction that is not known here.
  const Desk* FindDesk(const std::string& jurisdiction) const;
  const std::map<std::string, Desk>& desks() const { return desks_; }
  /// Deliveries that came to be due since the last call.
  std::vector<DeliveryRef> TakeNewlyDue();

  /// Changes that come from no entry. They return what is to be written.
  eventlog::Effects BeginAttempt(const DeliveryRef& delivery, int attempt);
  eventlog::Effects Finish(const DeliveryRef& delivery, const SendOutcome& outcome);

 private:
  /// What an entry's coming makes due: everything up to `now_ms` of a jurisdiction, or of all live ones (empty).
  struct Moment {
    std::string jurisdiction;
    int64_t now_ms = 0;
    bool fires = true;
  };
  Moment MomentOf(const eventlog::Entry& entry, const v1::AlertsStreamEntry& decoded) const;
  Desk& DeskOf(const std::string& jurisdiction);
  void StepAlert(const eventlog::Entry& entry, const v1::AlertMoved& moved);
  void StepEvent(const eventlog::Entry& entry, const model::Event& event, int64_t now_ms);
  /// The desk whose delivery is due first at or before the moment; nullptr: none is.
  Desk* NextDesk(const Moment& moment);
  void CollectWrites(eventlog::Effects& effects);
  void CollectWrites(Desk& desk, eventlog::Effects& effects);

  std::map<std::string, Desk> desks_;
};

class NotifierMachineFactory : public eventlog::MachineFactory {
 public:
  std::unique_ptr<eventlog::Machine> Make(int partition) override;
};

/// The payload of a tick in the log.
std::string TickPayload();

}  // namespace liandu::notifier
