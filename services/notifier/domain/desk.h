#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/alert.h"
#include "model/event.h"
#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/route.h"

namespace liandu::notifier {

/// What a recipient was last told of an alert that fires.
struct Told {
  std::string channel;
  std::string post_display_name;
  int64_t sequence = 0;
  model::Severity severity = model::Severity::kNone;
  bool operator==(const Told&) const = default;
};

/// A transition that waits in a delivery for its time.
struct Pending {
  std::string delivery;
  int64_t sequence = 0;
  model::TransitionKind kind = model::TransitionKind::kRaised;
  model::Severity severity = model::Severity::kNone;
  bool operator==(const Pending&) const = default;
};

/// What is known of an alert: as it is now (of its trail only the last transition that is told), who was told, who is
/// about to be.
struct AlertDesk {
  model::Alert alert;
  std::map<RecipientKey, Told> told;
  std::map<RecipientKey, Pending> pending;
  bool operator==(const AlertDesk&) const = default;
};

/// How a delivery ended or went on, as the rim tells.
struct SendOutcome {
  enum class Kind { kDelivered, kRetry, kDead };
  Kind kind = Kind::kDelivered;
  /// By the wall clock of the rim; for kDelivered.
  model::Instant time{};
  /// The channel's refusal, otherwise.
  std::string error;
  /// What else is to be known of it, in Chinese ("合并发送 ..."); becomes the delivery's reason. Empty: nothing.
  std::string note = {};
};

/// Finished deliveries that a jurisdiction keeps; the oldest go first.
inline constexpr size_t kMaxFinishedDeliveries = 2000;

/// The notifications of one jurisdiction: takes alert transitions and the passing of time, and says what is to be
/// delivered when. A pure state machine: the same calls give the same state. Not thread-safe.
class Desk {
 public:
  explicit Desk(std::string jurisdiction) : jurisdiction_(std::move(jurisdiction)) {}

  /// What calls changed since the last TakeChanges: ids whose records are to be written, or removed if they are gone.
  struct Changes {
    bool clock = false;
    std::set<model::ResourceKey> resources;
    std::set<std::string> alerts;
    std::set<std::string> deliveries;
  };
  Changes TakeChanges() { return std::exchange(changes_, {}); }

  const std::string& jurisdiction() const { return jurisdiction_; }
  model::ClockMode clock_mode() const { return clock_mode_; }
  model::Instant clock() const { return clock_; }
  const Directory& directory() const { return directory_; }
  const std::map<std::string, AlertDesk>& alerts() const { return alerts_; }
  const std::map<std::string, Delivery>& deliveries() const { return deliveries_; }
  /// Ids of deliveries on their way, in order of their being due.
  const std::set<std::pair<model::Instant, std::string>>& on_their_way() const { return sending_; }

  /// Deliveries that wait for their slot.
  size_t waiting_count() const { return scheduled_.size(); }

  /// Moves the clock forward, without firing anything.
  void SetClock(model::ClockMode mode, model::Instant now);
  void Put(model::Resource resource);
  void Remove(const model::ResourceKey& key);

  /// An alert moved at the clock's present moment. Acknowledgements and refusals are told to nobody; so is what was
  /// suppressed. `cause_ms`: store time of the log entry that caused it.
  void Move(const model::Alert& alert, const model::Transition& transition, int64_t cause_ms);

  /// The earliest delivery that waits for its time.
  std::optional<std::pair<model::Instant, std::string>> NextDue() const;
  /// Composes it and puts it on its way. There must be one.
  void FireNextDue(int64_t cause_ms);

  /// Deliveries that came to be due since the last call; being due, their first attempt is marked as begun.
  std::vector<std::string> TakeNewlyDue() { return std::exchange(newly_due_, {}); }
  /// Marks that attempt number `attempt` begins. False: it is not on its way any more.
  bool BeginAttempt(const std::string& delivery, int attempt);
  /// Without effect for a delivery that is not on its way.
  void Finish(const std::string& delivery, const SendOutcome& outcome);

  /// Who would be told of it at a moment, and when.
  struct Decision {
    Addressee addressee;
    bool immediate = false;
    model::Instant scheduled{};
  };
  std::vector<Decision> TestRoute(const RouteQuestion& question, model::Instant now) const;
  /// Transitions that a delivery tells of: those kept once it is due, those that wait until then.
  std::vector<DeliveryItem> ItemsOf(const Delivery& delivery) const;

  /// Takes back what records say, before anything else.
  void RestoreClock(model::ClockMode mode, model::Instant clock);
  void RestoreResource(model::Resource resource);
  void RestoreAlert(AlertDesk alert);
  void RestoreDelivery(Delivery delivery);

 private:
  using Slots = std::set<std::pair<model::Instant, std::string>>;

  void Announce(AlertDesk& desk, const model::Transition& transition, int64_t cause_ms);
  void Resolve(AlertDesk& desk, const model::Transition& transition, int64_t cause_ms);
  void Schedule(AlertDesk& desk, const model::Transition& transition, const std::vector<Addressee>& addressees,
                bool interrupts, int64_t cause_ms);
  void SendAtOnce(AlertDesk& desk, const model::Transition& transition, const std::vector<Addressee>& addressees,
                  int64_t cause_ms);
  void DropPending(AlertDesk& desk);
  void Cancel(Delivery& delivery, const AlertDesk& desk, const Pending& pending);
  Delivery& DigestFor(const Addressee& addressee, model::Instant slot);
  void Wait(AlertDesk& desk, const RecipientKey& key, const model::Transition& transition, const Delivery& delivery);
  void MakeDue(Delivery& delivery, int64_t cause_ms);
  std::vector<DeliveryItem> WaitingItems(const Delivery& delivery) const;
  void Tell(const Delivery& delivery, const std::string& alert);
  Slots& SlotsOf(DeliveryState state);
  void SetState(Delivery& delivery, DeliveryState state);
  void ForgetIfQuiet(const std::string& alert);
  void ForgetOldest();

  std::string jurisdiction_;
  model::ClockMode clock_mode_ = model::ClockMode::kLive;
  model::Instant clock_{};
  Directory directory_;
  std::map<std::string, AlertDesk> alerts_;
  std::map<std::string, Delivery> deliveries_;
  /// Alerts that wait in a scheduled delivery.
  std::map<std::string, std::set<std::string>> waiting_alerts_;
  Slots scheduled_;
  Slots sending_;
  Slots finished_;
  std::vector<std::string> newly_due_;
  Changes changes_;
};

}  // namespace liandu::notifier
