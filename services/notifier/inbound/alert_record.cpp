#include "notifier/inbound/alert_record.h"

#include <chrono>

#include "wire/wire.h"

namespace liandu::notifier {
namespace {

int64_t ToMs(model::Instant instant) { return instant.time_since_epoch().count(); }
model::Instant FromMs(int64_t ms) { return model::Instant(std::chrono::milliseconds(ms)); }

// Model and contract number these alike.
static_assert(static_cast<int>(model::EscalationStart::kPromisedDate) == v1::ESCALATION_START_PROMISED_DATE);

void Write(const Addressee& addressee, state::v1::NotifierAddressee& record) {
  record.set_receiver(addressee.receiver);
  record.set_channel(addressee.channel);
  record.set_post(addressee.post);
  record.set_post_display_name(addressee.post_display_name);
  record.set_route(addressee.route);
  record.set_reason(addressee.reason);
  record.set_person(addressee.person);
  record.set_shared(addressee.shared);
  record.set_group(addressee.group);
  record.set_group_wait_seconds(addressee.group_wait_seconds);
  record.set_group_interval_seconds(addressee.group_interval_seconds);
  record.set_repeat_days(addressee.repeat_days);
}

Addressee Read(const state::v1::NotifierAddressee& record) {
  Addressee addressee;
  addressee.receiver = record.receiver();
  addressee.channel = record.channel();
  addressee.post = record.post();
  addressee.post_display_name = record.post_display_name();
  addressee.route = record.route();
  addressee.reason = record.reason();
  addressee.person = record.person();
  addressee.shared = record.shared();
  addressee.group = record.group();
  addressee.group_wait_seconds = record.group_wait_seconds();
  addressee.group_interval_seconds = record.group_interval_seconds();
  addressee.repeat_days = record.repeat_days();
  return addressee;
}

void Write(const LadderProgress& progress, state::v1::NotifierLadder& record) {
  record.set_ladder(progress.ladder);
  if (progress.told) record.set_told_ms(ToMs(*progress.told));
  for (const auto& [step, start] : progress.taken) {
    state::v1::NotifierStep& entry = *record.add_taken();
    entry.set_step(step);
    entry.set_counted_from(static_cast<v1::EscalationStart>(start));
  }
  record.set_open(progress.open);
  record.set_severity(static_cast<v1::Severity>(progress.severity));
  if (progress.acknowledged) record.set_acknowledged_ms(ToMs(*progress.acknowledged));
  if (progress.feedback_awaited_since) record.set_feedback_awaited_since_ms(ToMs(*progress.feedback_awaited_since));
  record.set_answered(progress.answered);
  if (progress.promised_date) record.set_promised_days(progress.promised_date->days());
  if (progress.excused_until) record.set_excused_until_days(progress.excused_until->days());
}

LadderProgress Read(const state::v1::NotifierLadder& record) {
  LadderProgress progress;
  progress.ladder = record.ladder();
  if (record.has_told_ms()) progress.told = FromMs(record.told_ms());
  for (const state::v1::NotifierStep& step : record.taken()) {
    progress.taken[step.step()] = static_cast<model::EscalationStart>(step.counted_from());
  }
  progress.open = record.open();
  progress.severity = static_cast<model::Severity>(record.severity());
  if (record.has_acknowledged_ms()) progress.acknowledged = FromMs(record.acknowledged_ms());
  if (record.has_feedback_awaited_since_ms()) {
    progress.feedback_awaited_since = FromMs(record.feedback_awaited_since_ms());
  }
  progress.answered = record.answered();
  if (record.has_promised_days()) progress.promised_date = model::Date(record.promised_days());
  if (record.has_excused_until_days()) progress.excused_until = model::Date(record.excused_until_days());
  return progress;
}

void Write(const Pending& pending, state::v1::NotifierPending& record) {
  Write(pending.addressee, *record.mutable_addressee());
  record.set_delivery(pending.delivery);
  record.set_sequence(pending.telling.sequence);
  record.set_kind(static_cast<v1::TransitionKind>(pending.telling.kind));
  record.set_severity(static_cast<v1::Severity>(pending.telling.severity));
  record.set_step(pending.telling.step);
  record.set_repeated_reminder(pending.telling.repeated);
  record.set_merged(pending.telling.merged);
  record.set_held_back(pending.telling.held_back);
}

Pending Read(const state::v1::NotifierPending& record) {
  Pending pending;
  pending.addressee = Read(record.addressee());
  pending.delivery = record.delivery();
  pending.telling.sequence = record.sequence();
  pending.telling.kind = static_cast<model::TransitionKind>(record.kind());
  pending.telling.severity = static_cast<model::Severity>(record.severity());
  pending.telling.step = record.step();
  pending.telling.repeated = record.repeated_reminder();
  pending.telling.merged = record.merged();
  pending.telling.held_back = record.held_back();
  return pending;
}

}  // namespace

state::v1::NotifierAlert RecordOf(const AlertDesk& alert, const std::string& jurisdiction) {
  state::v1::NotifierAlert record;
  *record.mutable_alert() = wire::ToProto(alert.alert, jurisdiction);
  for (const auto& [key, told] : alert.told) {
    state::v1::NotifierTold& entry = *record.add_told();
    Write(told.addressee, *entry.mutable_addressee());
    entry.set_sequence(told.sequence);
    entry.set_severity(static_cast<v1::Severity>(told.severity));
    entry.set_time_ms(ToMs(told.time));
    entry.set_delivery(told.delivery);
    entry.set_over(told.over);
  }
  for (const auto& [key, pending] : alert.pending) Write(pending, *record.add_pending());
  Write(alert.progress, *record.mutable_ladder());
  if (alert.hold) {
    record.mutable_hold()->set_source(alert.hold->source);
    if (alert.hold->until) record.mutable_hold()->set_until_ms(ToMs(*alert.hold->until));
  }
  if (alert.wake) record.set_wake_ms(ToMs(*alert.wake));
  return record;
}

AlertDesk AlertFromRecord(const state::v1::NotifierAlert& record) {
  AlertDesk alert;
  alert.alert = wire::AlertFromProto(record.alert());
  for (const state::v1::NotifierTold& entry : record.told()) {
    Told told;
    told.addressee = Read(entry.addressee());
    told.sequence = entry.sequence();
    told.severity = static_cast<model::Severity>(entry.severity());
    told.time = FromMs(entry.time_ms());
    told.delivery = entry.delivery();
    told.over = entry.over();
    alert.told[told.addressee.key()] = told;
  }
  for (const state::v1::NotifierPending& entry : record.pending()) {
    Pending pending = Read(entry);
    const RecipientKey key = pending.addressee.key();
    alert.pending[key] = std::move(pending);
  }
  alert.progress = Read(record.ladder());
  if (record.has_hold()) {
    alert.hold = Hold{record.hold().source(), std::nullopt};
    if (record.hold().has_until_ms()) alert.hold->until = FromMs(record.hold().until_ms());
  }
  if (record.has_wake_ms()) alert.wake = FromMs(record.wake_ms());
  return alert;
}

}  // namespace liandu::notifier
