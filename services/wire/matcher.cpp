#include "absl/strings/str_format.h"
#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr size_t kMaxSubjectLength = 2 * kMaxIdLength + 1;
constexpr int kMaxLabels = 20;
constexpr int kDaysOfWeek = 7;
constexpr size_t kMaxMinuteLength = 16;

/// "2024-10-01 09:00", or a whole day: its first or its last minute.
model::CivilMinute ReadMinute(std::string_view field, const std::string& value, int whole_day, const Form& form) {
  form.RequiredText(field, value, kMaxMinuteLength);
  const size_t space = value.find(' ');
  model::CivilMinute minute;
  minute.date = form.RequiredDate(field, value.substr(0, space));
  minute.minute = space == std::string::npos ? whole_day : form.MinutesOfDay(field, value.substr(space + 1), whole_day);
  return minute;
}

std::string MinuteText(const model::CivilMinute& minute) {
  return absl::StrFormat("%s %02d:%02d", minute.date.ToString(), minute.minute / 60, minute.minute % 60);
}

std::string ClockText(int minutes) { return absl::StrFormat("%02d:%02d", minutes / 60, minutes % 60); }

}  // namespace

model::Labels ReadLabels(std::string_view field, const google::protobuf::Map<std::string, std::string>& labels,
                         const Form& form) {
  form.Count(field, static_cast<int>(labels.size()), kMaxLabels);
  model::Labels result;
  for (const auto& [name, value] : labels) {
    form.RequiredText(field, name, kMaxIdLength);
    form.Text(field, value, kMaxIdLength);
    result[name] = value;
  }
  return result;
}

void WriteLabels(const model::Labels& labels, google::protobuf::Map<std::string, std::string>& proto) {
  for (const auto& [name, value] : labels) proto[name] = value;
}

model::AlertMatcher ReadMatcher(const v1::AlertMatcher& proto, const Form& form) {
  model::AlertMatcher matcher;
  for (int i = 0; i < proto.conditions_size(); ++i) {
    const int value = proto.conditions(i);
    if (value == 0) form.Refuse("conditions", "没有写明情形；请选一种，或把列表留空表示全部", i);
    matcher.conditions.push_back(
        form.Enum("conditions", value, v1::Condition_IsValid(value), model::Condition::kBehind, 0, i));
  }
  matcher.min_severity = form.Enum("min_severity", proto.min_severity(), v1::Severity_IsValid(proto.min_severity()),
                                   model::Severity::kNone);
  matcher.max_severity = form.Enum("max_severity", proto.max_severity(), v1::Severity_IsValid(proto.max_severity()),
                                   model::Severity::kNone);
  if (matcher.max_severity != model::Severity::kNone && matcher.max_severity < matcher.min_severity) {
    form.Refuse("max_severity", "低于 min_severity，什么也不会匹配；请调整");
  }
  matcher.chains = form.Ids("chains", proto.chains());
  matcher.units = form.Ids("units", proto.units());
  matcher.programmes = form.Ids("programmes", proto.programmes());
  matcher.subjects = form.Texts("subjects", proto.subjects(), kMaxListLength, kMaxSubjectLength);
  matcher.labels = ReadLabels("labels", proto.labels(), form);
  return matcher;
}

void WriteMatcher(const model::AlertMatcher& matcher, v1::AlertMatcher& proto) {
  for (model::Condition condition : matcher.conditions) proto.add_conditions(ToEnum<v1::Condition>(condition));
  proto.set_min_severity(ToEnum<v1::Severity>(matcher.min_severity));
  proto.set_max_severity(ToEnum<v1::Severity>(matcher.max_severity));
  WriteStrings(matcher.chains, proto.mutable_chains());
  WriteStrings(matcher.units, proto.mutable_units());
  WriteStrings(matcher.programmes, proto.mutable_programmes());
  WriteStrings(matcher.subjects, proto.mutable_subjects());
  WriteLabels(matcher.labels, *proto.mutable_labels());
}

model::Silence Read(const v1::Silence& proto, const Form& form) {
  constexpr int kLastMinute = 24 * 60 - 1;
  model::Silence silence;
  silence.id = form.Id("id", proto.id());
  silence.match = ReadMatcher(proto.match(), form.In("match"));
  silence.reason = form.RequiredText("reason", proto.reason());
  silence.author = form.RequiredText("author", proto.author());
  silence.from = ReadMinute("from", proto.from(), 0, form);
  silence.to = ReadMinute("to", proto.to(), kLastMinute, form);
  if (silence.to < silence.from) form.Refuse("to", "早于 from；请填不早于开始的结束时间");
  form.Count("weekdays", proto.weekdays_size(), kDaysOfWeek);
  for (int i = 0; i < proto.weekdays_size(); ++i) {
    silence.weekdays.push_back(form.Number("weekdays", proto.weekdays(i), 1, kDaysOfWeek, i));
  }
  if (proto.daily_from().empty() != proto.daily_to().empty()) {
    form.Refuse("daily_to", "与 daily_from 只填了一个；请两个都填，或都不填");
  }
  if (!proto.daily_from().empty()) silence.daily_from = form.MinutesOfDay("daily_from", proto.daily_from(), 0);
  if (!proto.daily_to().empty()) silence.daily_to = form.MinutesOfDay("daily_to", proto.daily_to(), 0);
  return silence;
}

void Write(const model::Silence& silence, v1::Silence& proto) {
  proto.set_id(silence.id);
  if (silence.match != model::AlertMatcher{}) WriteMatcher(silence.match, *proto.mutable_match());
  proto.set_reason(silence.reason);
  proto.set_author(silence.author);
  proto.set_from(MinuteText(silence.from));
  proto.set_to(MinuteText(silence.to));
  for (int weekday : silence.weekdays) proto.add_weekdays(weekday);
  if (silence.daily_from) proto.set_daily_from(ClockText(*silence.daily_from));
  if (silence.daily_to) proto.set_daily_to(ClockText(*silence.daily_to));
}

}  // namespace liandu::wire
