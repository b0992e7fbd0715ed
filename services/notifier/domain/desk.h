#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/alert.h"
#include "model/event.h"
#include "notifier/domain/alert_desk.h"
#include "notifier/domain/compose.h"
#include "notifier/domain/delivery.h"
#include "notifier/domain/delivery_book.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/duties.h"
#include "notifier/domain/foresee.h"
#include "notifier/domain/hold_back.h"
#include "notifier/domain/route.h"

namespace liandu::notifier {

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

/// Something that happens by itself when its time has come. At one moment first what alerts do, then what is to be
/// sent, then the week's page.
struct DueMoment {
  model::Instant at{};
  enum class Kind { kAlert, kDelivery, kWeekly };
  Kind kind = Kind::kAlert;
  /// Of the alert or delivery.
  std::string id;
  auto operator<=>(const DueMoment&) const = default;
};

/// The notifications of one jurisdiction: takes alert transitions and the passing of time, and says what is to be
/// delivered when. A pure state machine: the same calls give the same state. Not thread-safe.
///
/// desk.cpp holds what comes in, desk_announce.cpp who hears of it, desk_schedule.cpp when, desk_climb.cpp what follows
/// if nothing happens, desk_due.cpp what becomes of a message whose time has come, desk_hold.cpp what is held
/// back, desk_budget.cpp what is beyond the day's limit, desk_requests.cpp what people asked
/// for, desk_weekly.cpp the week's page, desk_settle.cpp how all of it
/// is found again.
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
  Changes TakeChanges();

  const std::string& jurisdiction() const { return jurisdiction_; }
  model::ClockMode clock_mode() const { return clock_mode_; }
  model::Instant clock() const { return clock_; }
  const Directory& directory() const { return directory_; }
  const Inhibitors& inhibitors() const { return inhibitors_; }
  const std::map<std::string, AlertDesk>& alerts() const { return alerts_; }
  const std::map<std::string, Delivery>& deliveries() const { return book_.all(); }
  /// Ids of deliveries on their way, in order of their being due.
  const std::set<std::pair<model::Instant, std::string>>& on_their_way() const { return book_.sending(); }
  /// When the week's page goes out; nullopt: the policy has none.
  std::optional<model::Instant> next_weekly() const { return next_weekly_; }

  /// Deliveries that wait for their slot.
  size_t waiting_count() const { return book_.scheduled().size(); }

  /// Moves the clock forward, without firing anything.
  void SetClock(model::ClockMode mode, model::Instant now);
  /// A change of the catalogue at the clock's present moment. Circulars that come with it are told to whom they list.
  void Apply(const std::vector<model::Resource>& put, const std::vector<model::ResourceKey>& removed, int64_t cause_ms);
  void Put(model::Resource resource) { Apply({std::move(resource)}, {}, 0); }
  void Remove(const model::ResourceKey& key) { Apply({}, {key}, 0); }

  /// An alert moved at the clock's present moment. Acknowledgements, comments and refusals are told to nobody; so is
  /// what was suppressed. `cause_ms`: store time of the log entry that caused it.
  void Move(const model::Alert& alert, const model::Transition& transition, int64_t cause_ms);

  /// What is due first; nullopt: nothing will ever be by itself.
  std::optional<DueMoment> NextDue() const;
  /// Lets it happen. There must be one.
  void FireNextDue(int64_t cause_ms);

  /// A dead letter goes on its way again, under its id; without effect for anything else.
  void Resend(const std::string& delivery, int64_t cause_ms);
  /// A message marked as a test, at once. `id` tells it from other tests. Without effect for an unknown receiver.
  void SendTest(const std::string& id, const model::TestMessageRequested& request, int64_t cause_ms);

  /// Deliveries that came to be due since the last call; being due, their first attempt is marked as begun.
  std::vector<std::string> TakeNewlyDue() { return std::exchange(newly_due_, {}); }
  /// Marks that attempt number `attempt` begins. False: it is not on its way any more.
  bool BeginAttempt(const std::string& delivery, int attempt);
  /// Without effect for a delivery that is not on its way.
  void Finish(const std::string& delivery, const SendOutcome& outcome);

  /// Transitions that a delivery tells of: those kept once it is due, those that wait until then.
  std::vector<DeliveryItem> ItemsOf(const Delivery& delivery) const;
  /// Every delivery that told of the alert, will tell of it, or would have but for a reason, the oldest first.
  std::vector<const Delivery*> DeliveriesOf(const std::string& alert) const;

  /// Takes back what records say, before anything else; FinishRestore when that was all.
  void RestoreClock(model::ClockMode mode, model::Instant clock, std::optional<model::Instant> next_weekly);
  void RestoreResource(model::Resource resource);
  void RestoreAlert(AlertDesk alert);
  void RestoreDelivery(Delivery delivery);
  void FinishRestore();

 private:
  using Addressees = std::vector<Addressee>;

  // desk_announce.cpp
  void Hear(AlertDesk& desk, const model::Transition& transition);
  void Announce(AlertDesk& desk, const model::Transition& transition);
  void Resolve(AlertDesk& desk, const model::Transition& transition);
  void TellHowItGoesOn(AlertDesk& desk, const model::Transition& transition);
  Addressees ThoseTold(const AlertDesk& desk) const;
  Addressees InRole(const AlertDesk& desk, model::RecipientRole role, const char* route) const;
  void Keep(AlertDesk& desk, const model::Alert& alert, const model::Transition& transition);

  // desk_schedule.cpp
  void Schedule(AlertDesk& desk, const Telling& telling, const Addressees& addressees, bool interrupts);
  void IntoDigest(AlertDesk& desk, const Telling& telling, const Addressee& addressee, model::Instant slot);
  Delivery& DigestFor(const Addressee& addressee, model::Instant slot);
  /// Id of the message that goes out at once, or after its group's wait; empty: it has gone already.
  std::string ImmediateFor(const AlertDesk& desk, const Telling& telling, const Addressee& addressee,
                           model::Instant at);
  model::Instant GroupTime(const Addressee& addressee) const;
  void Wait(AlertDesk& desk, const Telling& telling, const Addressee& addressee, const std::string& delivery);
  /// Takes away what waits for a recipient; a delivery in which nothing waits any more is cancelled. `why`: in Chinese.
  void Drop(AlertDesk& desk, const RecipientKey& key, const char* why);
  void DropIf(AlertDesk& desk, bool (*drops)(const Telling&), const char* why);
  /// Sends what Schedule has made due at the present moment.
  void FlushDueNow(int64_t cause_ms);

  // desk_climb.cpp
  void Wake(AlertDesk& desk);
  model::Instant SlotOfNow() const;
  Telling Reminder(const AlertDesk& desk) const;
  void TakeSteps(AlertDesk& desk);
  /// When an alert can be told from `at` on; nullopt: when what inhibits it ends.
  std::optional<model::Instant> FreeFrom(const AlertDesk& desk, model::Instant at) const;
  void Repeat(AlertDesk& desk);
  std::optional<model::Instant> NextWake(const AlertDesk& desk) const;
  std::optional<model::Instant> NextRepeatOf(const AlertDesk& desk, const RecipientKey& key, const Told& told) const;

  // desk_due.cpp
  void MakeDue(const std::string& id, int64_t cause_ms);
  void Address(Delivery& delivery);
  void Split(Delivery& delivery, const DeliveryPost& post);
  // desk_hold.cpp
  std::map<std::string, HeldBack> FindHeld(const std::set<std::string>& alerts, const std::string& delivery);
  void ReleaseHeld(AlertDesk& desk);
  void Suppress(Delivery& delivery, const std::map<std::string, HeldBack>& held);
  // desk_budget.cpp
  bool IsBeyondLimit(const Delivery& delivery) const;
  void Merge(Delivery& delivery);
  void Send(Delivery& delivery, int64_t cause_ms);
  void Tell(AlertDesk& desk, const Pending& pending);
  /// What waits of the alerts in a delivery, in reading order; at most kMaxDeliveryItems, the rest is counted.
  std::vector<DeliveryItem> WaitingItems(const std::string& delivery, const std::set<std::string>& alerts,
                                         int& omitted) const;
  std::set<std::string> TakeWaiting(const std::string& delivery);
  static DeliveryItem ItemOf(const AlertDesk& desk, const Pending& pending);
  std::vector<ToDo> ToDosOf(const Delivery& delivery) const;

  // desk_weekly.cpp
  void FireWeekly();
  void PlanWeekly();

  // desk_requests.cpp
  void Circulate(const model::Circular& circular);

  // desk.cpp
  /// After a change that decides when people are told.
  void RefreshAll();

  // desk_settle.cpp
  /// Where an alert is found without a search; what stands here is also in the maps below.
  struct Places {
    std::optional<model::Instant> wake;
    std::string held_by;
    std::string unit;
    std::string programme;
    bool inhibits = false;
  };
  void Touch(const AlertDesk& desk);
  /// Works out anew, for the alerts that were touched, when they wake and whether they are still needed.
  void Settle();
  void Settle(AlertDesk& desk);
  void Prune(AlertDesk& desk) const;
  Places PlacesOf(const AlertDesk& desk) const;
  void Place(const std::string& alert, const Places& places);
  bool IsNeeded(const AlertDesk& desk) const;

  std::string jurisdiction_;
  model::ClockMode clock_mode_ = model::ClockMode::kLive;
  model::Instant clock_{};
  std::optional<model::Instant> next_weekly_;
  Directory directory_;
  Inhibitors inhibitors_;
  std::map<std::string, AlertDesk> alerts_;
  DeliveryBook book_;
  /// Alerts that wait in a scheduled delivery.
  std::map<std::string, std::set<std::string>> waiting_alerts_;
  std::set<std::pair<model::Instant, std::string>> wakes_;
  std::map<std::string, Places> places_;
  /// Alerts that one alert inhibits.
  std::map<std::string, std::set<std::string>> held_by_;
  /// Alerts that wait for their responsible unit, and for the issuer of their programme.
  std::map<std::string, std::set<std::string>> waiting_for_unit_;
  std::map<std::string, std::set<std::string>> waiting_for_issuer_;
  std::vector<std::string> due_now_;
  std::set<std::string> unsettled_;
  std::vector<std::string> newly_due_;
  Changes changes_;
};

}  // namespace liandu::notifier
