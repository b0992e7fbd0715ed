#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxEntries = 500;
constexpr int kMaxPrevious = 100;
constexpr int kMaxDaysLate = 100'000;
constexpr size_t kMaxAlertLength = 300;
constexpr size_t kMaxSummaryLength = 500;

model::CircularEntry ReadEntry(const v1::CircularEntry& proto, const Form& form) {
  model::CircularEntry entry;
  entry.alert = form.RequiredText("alert", proto.alert(), kMaxAlertLength);
  entry.unit = form.OptionalId("unit", proto.unit());
  entry.condition = form.RequiredEnum("condition", proto.condition(), v1::Condition_IsValid(proto.condition()),
                                      model::Condition::kBehind);
  entry.severity =
      form.RequiredEnum("severity", proto.severity(), v1::Severity_IsValid(proto.severity()), model::Severity::kNone);
  entry.summary = form.RequiredText("summary", proto.summary(), kMaxSummaryLength);
  entry.days_late = form.Number("days_late", proto.days_late(), 0, kMaxDaysLate);
  entry.previous_circulars = form.Ids("previous_circulars", proto.previous_circulars(), kMaxPrevious);
  return entry;
}

}  // namespace

model::Circular Read(const v1::Circular& proto, const Form& form) {
  model::Circular circular;
  circular.id = form.Id("id", proto.id());
  circular.display_name = form.RequiredText("display_name", proto.display_name());
  circular.date = form.RequiredDate("date", proto.date());
  circular.period_start = form.RequiredDate("period_start", proto.period_start());
  circular.period_end = form.RequiredDate("period_end", proto.period_end());
  circular.reply_due_date = form.RequiredDate("reply_due_date", proto.reply_due_date());
  circular.author = form.RequiredText("author", proto.author());
  if (circular.period_end < circular.period_start) form.Refuse("period_end", "早于 period_start；请更正");
  if (circular.reply_due_date < circular.date) form.Refuse("reply_due_date", "早于通报日期；请更正");
  form.Count("entries", proto.entries_size(), kMaxEntries);
  for (int i = 0; i < proto.entries_size(); ++i) {
    circular.entries.push_back(ReadEntry(proto.entries(i), form.In("entries", i)));
  }
  return circular;
}

void Write(const model::Circular& circular, v1::Circular& proto) {
  proto.set_id(circular.id);
  proto.set_display_name(circular.display_name);
  if (circular.date) proto.set_date(circular.date->ToString());
  if (circular.period_start) proto.set_period_start(circular.period_start->ToString());
  if (circular.period_end) proto.set_period_end(circular.period_end->ToString());
  if (circular.reply_due_date) proto.set_reply_due_date(circular.reply_due_date->ToString());
  proto.set_author(circular.author);
  for (const model::CircularEntry& entry : circular.entries) {
    v1::CircularEntry* out = proto.add_entries();
    out->set_alert(entry.alert);
    out->set_unit(entry.unit);
    out->set_condition(ToEnum<v1::Condition>(entry.condition));
    out->set_severity(ToEnum<v1::Severity>(entry.severity));
    out->set_summary(entry.summary);
    out->set_days_late(entry.days_late);
    WriteStrings(entry.previous_circulars, out->mutable_previous_circulars());
  }
}

}  // namespace liandu::wire
