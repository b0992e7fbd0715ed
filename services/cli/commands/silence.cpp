#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// The silences of a jurisdiction, and its clock.
struct Silences {
  v1::Catalogue catalogue;
  Locality locality;
  model::Instant now;
};

absl::StatusOr<Silences> Fetch(Context& context, const std::string& jurisdiction) {
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.add_kinds(v1::RESOURCE_KIND_SILENCE);
  auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) return answer.status();
  v1::GetJurisdictionClockRequest clock_request;
  clock_request.set_jurisdiction(jurisdiction);
  const auto clock =
      context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::GetJurisdictionClock, clock_request);
  if (!clock.ok()) return clock.status();
  return Silences{std::move(*answer->mutable_catalogue()), FetchLocality(context, jurisdiction),
                  ToInstant(clock->clock_time())};
}

/// "2024-07-01" ends with its last minute.
std::string LastMinute(const std::string& to) {
  return to.find(' ') == std::string::npos ? absl::StrCat(to, " 23:59") : to;
}

bool HasEnded(const v1::Silence& silence, const std::string& now) { return LastMinute(silence.to()) < now; }

std::string MatchText(const v1::AlertMatcher& match, const CatalogueNames& names) {
  std::vector<std::string> parts;
  for (const int condition : match.conditions()) parts.push_back(NameOf(static_cast<v1::Condition>(condition)));
  for (const std::string& unit : match.units()) parts.push_back(names.Unit(unit));
  if (match.chains_size() > 0) parts.push_back(names.Chains(match.chains()));
  for (const std::string& programme : match.programmes()) parts.push_back(names.Programme(programme));
  for (const std::string& subject : match.subjects()) parts.push_back(subject);
  for (const auto& [name, value] : match.labels()) parts.push_back(absl::StrCat(name, "=", value));
  return parts.empty() ? "全部预警" : absl::StrJoin(parts, "、");
}

std::string WeekdayText(int weekday) {
  static const std::array<const char*, 7> kNames = {"一", "二", "三", "四", "五", "六", "日"};
  const bool known = weekday >= 1 && weekday <= static_cast<int>(kNames.size());
  return known ? kNames.at(static_cast<size_t>(weekday - 1)) : absl::StrCat(weekday);
}

std::string TimesText(const v1::Silence& silence) {
  std::string text = absl::StrCat(silence.from(), " 至 ", silence.to());
  std::vector<std::string> weekdays;
  for (const int weekday : silence.weekdays()) weekdays.push_back(WeekdayText(weekday));
  if (!weekdays.empty()) absl::StrAppend(&text, "，每周", absl::StrJoin(weekdays, "、"));
  if (!silence.daily_from().empty()) absl::StrAppend(&text, "，每天 ", silence.daily_from(), "–", silence.daily_to());
  return text;
}

Outcome Apply(const v1::Silence& silence, const std::string& jurisdiction, const std::string& done, Context& context) {
  v1::ApplyCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_actor(context.client.settings().actor);
  request.set_request_id(NewRequestId());
  *request.mutable_catalogue()->add_silences() = silence;
  const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::ApplyCatalogue, request);
  if (!answer.ok()) return answer.status();
  NoteWritten(context, jurisdiction, answer->position());
  if (context.output.json()) {
    context.output.Document(*answer);
  } else {
    context.output.Text(absl::StrCat(done, "：", CleanText(silence.id()), "，", CleanText(TimesText(silence)), "\n"));
  }
  return kOk;
}

absl::StatusOr<v1::Silence> SilenceOf(const SilenceAddOptions& options, const std::string& now,
                                      const std::string& author) {
  v1::Silence silence;
  silence.set_id(options.id);
  silence.set_reason(options.reason);
  silence.set_author(author);
  silence.set_from(options.from.empty() ? now : options.from);
  silence.set_to(options.to);
  v1::AlertMatcher& match = *silence.mutable_match();
  for (const v1::Condition condition : options.conditions) match.add_conditions(condition);
  match.mutable_chains()->Assign(options.chains.begin(), options.chains.end());
  match.mutable_units()->Assign(options.units.begin(), options.units.end());
  match.mutable_programmes()->Assign(options.programmes.begin(), options.programmes.end());
  match.mutable_subjects()->Assign(options.subjects.begin(), options.subjects.end());
  for (const std::string& label : options.labels) {
    const size_t sign = label.find('=');
    if (sign == std::string::npos) return UsageError(absl::StrCat("--label “", label, "”应写成 名=值"));
    (*match.mutable_labels())[label.substr(0, sign)] = label.substr(sign + 1);
  }
  std::vector<int> weekdays = options.weekdays;
  std::sort(weekdays.begin(), weekdays.end());
  silence.mutable_weekdays()->Assign(weekdays.begin(), weekdays.end());
  silence.set_daily_from(options.daily_from);
  silence.set_daily_to(options.daily_to);
  return silence;
}

}  // namespace

Outcome Run(const SilenceListOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto known = Fetch(context, *jurisdiction);
  if (!known.ok()) return known.status();
  const std::string now = known->locality.civil_time.ToText(known->now);
  v1::Catalogue shown;
  for (const v1::Silence& silence : known->catalogue.silences()) {
    if (options.all || !HasEnded(silence, now)) *shown.add_silences() = silence;
  }
  if (context.output.json()) {
    context.output.Document(shown);
    return kOk;
  }
  Table table({{"编号"}, {"状态"}, {"对哪些", Align::kLeft, true}, {"何时", Align::kLeft, true}, {"谁"}});
  for (const v1::Silence& silence : shown.silences()) {
    const bool begun = silence.from() <= now;
    const char* state = HasEnded(silence, now) ? "已结束" : begun ? "生效中" : "未开始";
    table.AddRow(
        {silence.id(), state, MatchText(silence.match(), known->locality.names), TimesText(silence), silence.author()});
    table.AddNote(silence.reason());
  }
  if (table.empty()) {
    context.output.Text(options.all ? "没有静默\n" : "没有未结束的静默\n");
  } else {
    context.output.Show(table);
  }
  return kOk;
}

Outcome Run(const SilenceAddOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto known = Fetch(context, *jurisdiction);
  if (!known.ok()) return known.status();
  for (const v1::Silence& silence : known->catalogue.silences()) {
    if (silence.id() == options.id) return UsageError(absl::StrCat("已有静默“", options.id, "”；请换一个编号"));
  }
  const auto silence =
      SilenceOf(options, known->locality.civil_time.ToText(known->now), context.client.settings().actor);
  if (!silence.ok()) return silence.status();
  return Apply(*silence, *jurisdiction, "已设静默", context);
}

Outcome Run(const SilenceEndOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto known = Fetch(context, *jurisdiction);
  if (!known.ok()) return known.status();
  // This minute is told again already.
  const std::string last = known->locality.civil_time.ToText(known->now - std::chrono::minutes(1));
  for (v1::Silence silence : known->catalogue.silences()) {
    if (silence.id() != options.id) continue;
    if (HasEnded(silence, last))
      return UsageError(absl::StrCat("静默“", options.id, "”早已结束（", silence.to(), "）"));
    silence.set_to(last);
    silence.set_from(std::min(silence.from(), last));
    return Apply(silence, *jurisdiction, "已结束静默", context);
  }
  return UsageError(absl::StrCat("没有静默“", options.id, "”；用 liandu silence list --all 看全部"));
}

}  // namespace liandu::cli
