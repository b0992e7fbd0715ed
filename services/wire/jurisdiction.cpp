#include <algorithm>
#include <functional>

#include "absl/strings/str_cat.h"
#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxUtcOffsets = 100;
constexpr int kMaxDueSoonDays = 10;

model::UtcOffset ReadOffset(const v1::UtcOffset& proto, const Form& form) {
  return {form.OptionalDate("from", proto.from()), form.Number("offset_minutes", proto.offset_minutes(), -720, 840)};
}

/// A positive number of percentage points; `fallback` if empty.
model::Decimal ReadPoints(std::string_view field, const std::string& value, model::Decimal fallback, const Form& form) {
  if (value.empty()) return fallback;
  model::Decimal points = form.RequiredDecimal(field, value);
  if (points.mantissa < 0) form.Refuse(field, "是负数；请填 0 以上的百分点");
  return points;
}

int OrDefault(int value, int fallback) { return value == 0 ? fallback : value; }

model::JudgementSettings ReadSettings(const v1::JudgementSettings& proto, const Form& form) {
  model::JudgementSettings settings;
  settings.behind_yellow_lag_points =
      ReadPoints("behind_yellow_lag_points", proto.behind_yellow_lag_points(), settings.behind_yellow_lag_points, form);
  settings.behind_red_lag_points =
      ReadPoints("behind_red_lag_points", proto.behind_red_lag_points(), settings.behind_red_lag_points, form);
  settings.hysteresis_points =
      ReadPoints("hysteresis_points", proto.hysteresis_points(), settings.hysteresis_points, form);
  settings.stale_months = OrDefault(form.Number("stale_months", proto.stale_months(), 0, 1200), settings.stale_months);
  settings.report_due_working_days =
      OrDefault(form.Number("report_due_working_days", proto.report_due_working_days(), 0, 250),
                settings.report_due_working_days);
  settings.overdue_red_days =
      OrDefault(form.Number("overdue_red_days", proto.overdue_red_days(), 0, 3650), settings.overdue_red_days);
  settings.light_red_one_in =
      OrDefault(form.Number("light_red_one_in", proto.light_red_one_in(), 0, 1000), settings.light_red_one_in);
  settings.light_red_min_evaluable =
      OrDefault(form.Number("light_red_min_evaluable", proto.light_red_min_evaluable(), 0, 1000),
                settings.light_red_min_evaluable);
  settings.light_green_one_in =
      OrDefault(form.Number("light_green_one_in", proto.light_green_one_in(), 0, 1000), settings.light_green_one_in);
  form.Count("due_soon_working_days", proto.due_soon_working_days_size(), kMaxDueSoonDays);
  if (proto.due_soon_working_days().empty()) return settings;
  settings.due_soon_working_days.clear();
  for (int i = 0; i < proto.due_soon_working_days_size(); ++i) {
    settings.due_soon_working_days.push_back(
        form.Number("due_soon_working_days", proto.due_soon_working_days(i), 1, 250, i));
  }
  std::sort(settings.due_soon_working_days.begin(), settings.due_soon_working_days.end(), std::greater<>());
  return settings;
}

void WriteSettings(const model::JudgementSettings& settings, v1::JudgementSettings& proto) {
  // Written out even where they are the defaults: a later binary with other defaults must judge old entries the same.
  proto.set_behind_yellow_lag_points(settings.behind_yellow_lag_points.ToString());
  proto.set_behind_red_lag_points(settings.behind_red_lag_points.ToString());
  proto.set_hysteresis_points(settings.hysteresis_points.ToString());
  proto.set_stale_months(settings.stale_months);
  proto.set_report_due_working_days(settings.report_due_working_days);
  proto.set_overdue_red_days(settings.overdue_red_days);
  proto.set_light_red_one_in(settings.light_red_one_in);
  proto.set_light_red_min_evaluable(settings.light_red_min_evaluable);
  proto.set_light_green_one_in(settings.light_green_one_in);
  for (int days : settings.due_soon_working_days) proto.add_due_soon_working_days(days);
}

std::vector<model::CalendarDays> ReadDays(std::string_view field,
                                          const google::protobuf::RepeatedPtrField<v1::CalendarDays>& days,
                                          const Form& form) {
  form.Count(field, days.size(), kMaxListLength);
  std::vector<model::CalendarDays> ranges;
  for (int i = 0; i < days.size(); ++i) {
    Form place = form.In(field, i);
    model::Date from = place.RequiredDate("from", days[i].from());
    ranges.push_back({from, place.OptionalDate("to", days[i].to()).value_or(from)});
  }
  return ranges;
}

void WriteDays(const std::vector<model::CalendarDays>& ranges,
               google::protobuf::RepeatedPtrField<v1::CalendarDays>* days) {
  for (const model::CalendarDays& range : ranges) {
    v1::CalendarDays* proto = days->Add();
    proto->set_from(range.from.ToString());
    if (range.to != range.from) proto->set_to(range.to.ToString());
  }
}

}  // namespace

model::Jurisdiction Read(const v1::Jurisdiction& proto, const Form& form) {
  model::Jurisdiction jurisdiction;
  jurisdiction.id = form.Id("id", proto.id());
  jurisdiction.display_name = form.RequiredText("display_name", proto.display_name());
  jurisdiction.time_zone = form.Text("time_zone", proto.time_zone(), kMaxIdLength);
  form.Count("utc_offsets", proto.utc_offsets_size(), kMaxUtcOffsets);
  for (int i = 0; i < proto.utc_offsets_size(); ++i) {
    jurisdiction.utc_offsets.push_back(ReadOffset(proto.utc_offsets(i), form.In("utc_offsets", i)));
  }
  jurisdiction.supervised_since = form.OptionalDate("supervised_since", proto.supervised_since());
  jurisdiction.work_calendar = form.OptionalId("work_calendar", proto.work_calendar());
  jurisdiction.settings = ReadSettings(proto.settings(), form.In("settings"));
  return jurisdiction;
}

void Write(const model::Jurisdiction& jurisdiction, v1::Jurisdiction& proto) {
  proto.set_id(jurisdiction.id);
  proto.set_display_name(jurisdiction.display_name);
  proto.set_time_zone(jurisdiction.time_zone);
  for (const model::UtcOffset& offset : jurisdiction.utc_offsets) {
    v1::UtcOffset* out = proto.add_utc_offsets();
    if (offset.from) out->set_from(offset.from->ToString());
    out->set_offset_minutes(offset.offset_minutes);
  }
  if (jurisdiction.supervised_since) proto.set_supervised_since(jurisdiction.supervised_since->ToString());
  proto.set_work_calendar(jurisdiction.work_calendar);
  WriteSettings(jurisdiction.settings, *proto.mutable_settings());
}

model::WorkCalendar Read(const v1::WorkCalendar& proto, const Form& form) {
  model::WorkCalendar calendar;
  calendar.id = form.Id("id", proto.id());
  calendar.display_name = form.Text("display_name", proto.display_name());
  calendar.days_off = ReadDays("days_off", proto.days_off(), form);
  calendar.working_days = ReadDays("working_days", proto.working_days(), form);
  calendar.horizon = form.OptionalDate("horizon", proto.horizon());
  return calendar;
}

void Write(const model::WorkCalendar& calendar, v1::WorkCalendar& proto) {
  proto.set_id(calendar.id);
  proto.set_display_name(calendar.display_name);
  WriteDays(calendar.days_off, proto.mutable_days_off());
  WriteDays(calendar.working_days, proto.mutable_working_days());
  if (calendar.horizon) proto.set_horizon(calendar.horizon->ToString());
}

model::UnitOfMeasure Read(const v1::UnitOfMeasure& proto, const Form& form) {
  model::UnitOfMeasure unit;
  unit.id = form.RequiredText("id", proto.id(), kMaxIdLength);
  unit.dimension = form.RequiredText("dimension", proto.dimension(), kMaxIdLength);
  unit.scale = form.RequiredDecimal("scale", proto.scale());
  if (unit.scale.mantissa <= 0 && model::Decimal::Parse(proto.scale()).ok()) {
    form.Refuse("scale", "不大于 0；请填大于 0 的数");
  }
  return unit;
}

void Write(const model::UnitOfMeasure& unit, v1::UnitOfMeasure& proto) {
  proto.set_id(unit.id);
  proto.set_dimension(unit.dimension);
  proto.set_scale(unit.scale.ToString());
}

}  // namespace liandu::wire
