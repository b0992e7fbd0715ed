#include "cli/circular/draft_circular.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "cli/show/moment.h"

namespace liandu::cli {
namespace {

constexpr int kMaxEntries = 500;
constexpr size_t kMaxSummaryCharacters = 480;

bool IsOfPeople(v1::Condition condition) {
  return condition == v1::CONDITION_ACKNOWLEDGEMENT_OVERDUE || condition == v1::CONDITION_FEEDBACK_OVERDUE ||
         condition == v1::CONDITION_PROMISE_BROKEN;
}

bool IsListed(v1::Condition condition) {
  return IsOfPeople(condition) || condition == v1::CONDITION_MISSED || condition == v1::CONDITION_OVERDUE ||
         condition == v1::CONDITION_REPORT_OVERDUE;
}

/// The first characters of a text, never cut inside of one.
std::string Shortened(const std::string& text) {
  size_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (characters++ == kMaxSummaryCharacters) return text.substr(0, i) + "…";
  }
  return text;
}

int NumberOf(const std::string& id, int year) {
  const std::string prefix = absl::StrCat(year, "-");
  int number = 0;
  if (id.rfind(prefix, 0) != 0) return 0;
  const auto [end, error] = std::from_chars(id.data() + prefix.size(), id.data() + id.size(), number);
  return error == std::errc() && end == id.data() + id.size() ? number : 0;
}

/// Calendar days since the deadline passed, or since the alert was raised where it has none that has.
int DaysLate(const v1::Alert& alert, model::Date date, const model::CivilTime& civil_time) {
  const auto due = model::Date::Parse(alert.due_date());
  if (due.ok() && *due < date) return date - *due;
  return std::max(0, date - civil_time.DateAt(ToInstant(alert.raised_time())));
}

/// The sentence without who is responsible, which has a column of its own.
std::string SummaryOf(const v1::Alert& alert) {
  const std::string& text = alert.evidence().summary();
  const size_t unit = text.rfind("；责任单位");
  return unit == std::string::npos || text.find("；", unit + 1) != std::string::npos ? text : text.substr(0, unit);
}

std::string UnitOf(const v1::Alert& alert, const v1::Catalogue& catalogue) {
  if (!alert.responsible_unit().empty()) return alert.responsible_unit();
  for (const v1::Programme& programme : catalogue.programmes()) {
    if (programme.id() == alert.programme()) return programme.issuer();
  }
  return "";
}

absl::Status CheckDates(const CircularRequest& request) {
  if (request.period_end < request.period_start) {
    return absl::InvalidArgumentError("通报期间的结束早于开始；请更正 --from 与 --to");
  }
  if (request.reply_due_date < request.date) {
    return absl::InvalidArgumentError(absl::StrCat("回复时限 ", request.reply_due_date.ToString(), " 早于通报日期 ",
                                                   request.date.ToString(), "；请更正 --reply-by"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Circular> DraftCircular(const CircularRequest& request, const std::vector<v1::Alert>& alerts,
                                           const v1::Catalogue& catalogue, const model::CivilTime& civil_time) {
  if (const absl::Status status = CheckDates(request); !status.ok()) return status;
  std::map<std::string, const v1::Alert*> by_id;
  for (const v1::Alert& alert : alerts) by_id.emplace(alert.id(), &alert);
  std::map<std::string, v1::CircularEntry> entries;
  const auto add = [&](const v1::Alert& about, const v1::Alert& says) {
    v1::CircularEntry& entry = entries[about.id()];
    const bool fresh = entry.alert().empty();
    entry.set_alert(about.id());
    entry.set_unit(UnitOf(about, catalogue));
    if (fresh || says.severity() > entry.severity()) entry.set_severity(says.severity());
    // What it is about comes first; that nobody answered is added.
    if (fresh || !IsOfPeople(says.condition())) entry.set_condition(says.condition());
    entry.set_days_late(std::max(entry.days_late(), DaysLate(says, request.date, civil_time)));
    const std::string text = SummaryOf(says);
    const bool first = fresh || !IsOfPeople(says.condition());
    entry.set_summary(Shortened(fresh   ? text
                                : first ? absl::StrCat(text, "；", entry.summary())
                                        : absl::StrCat(entry.summary(), "；", text)));
    *entry.mutable_previous_circulars() = about.circulars();
  };
  for (const v1::Alert& alert : alerts) {
    if (!alert.open() || alert.severity() < v1::SEVERITY_YELLOW || !IsListed(alert.condition())) continue;
    if (civil_time.DateAt(ToInstant(alert.raised_time())) > request.period_end) continue;
    const auto about = IsOfPeople(alert.condition()) ? by_id.find(alert.subject().id()) : by_id.find(alert.id());
    if (about != by_id.end()) add(*about->second, alert);
  }
  if (entries.empty()) return absl::InvalidArgumentError("这一期间没有逾期、未达标或未答复的事项，不用通报");
  if (entries.size() > kMaxEntries) {
    return absl::InvalidArgumentError(
        absl::StrCat("有 ", entries.size(), " 项，一期通报最多 ", kMaxEntries, " 项；请缩短期间"));
  }
  v1::Circular circular;
  const int year = static_cast<int>(request.date.year());
  int number = 0;
  for (const v1::Circular& earlier : catalogue.circulars()) number = std::max(number, NumberOf(earlier.id(), year));
  circular.set_id(absl::StrCat(year, "-", number + 1));
  circular.set_display_name(request.display_name.empty() ? absl::StrCat(year, " 年第 ", number + 1, " 期督办通报")
                                                         : request.display_name);
  circular.set_date(request.date.ToString());
  circular.set_period_start(request.period_start.ToString());
  circular.set_period_end(request.period_end.ToString());
  circular.set_reply_due_date(request.reply_due_date.ToString());
  circular.set_author(request.author);
  std::vector<v1::CircularEntry> sorted;
  for (auto& [id, entry] : entries) sorted.push_back(std::move(entry));
  const auto order = [](const v1::CircularEntry& entry) {
    return std::tuple(-static_cast<int>(entry.severity()), -entry.days_late(), entry.unit(), entry.alert());
  };
  std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  for (v1::CircularEntry& entry : sorted) *circular.add_entries() = std::move(entry);
  return circular;
}

const char* ReplyText(ReplyState state) {
  switch (state) {
    case ReplyState::kWaiting:
      return "待回复";
    case ReplyState::kAnswered:
      return "已回复";
    case ReplyState::kReturned:
      return "已退回";
    case ReplyState::kCleared:
      return "已解除";
    case ReplyState::kOverdue:
      return "逾期未回复";
  }
  return "";
}

ReplyState ReplyOf(const v1::Circular& circular, const v1::Alert* alert, model::Date today,
                   const model::CivilTime& civil_time) {
  if (alert == nullptr || alert->state() == v1::ALERT_STATE_CLEARED || (!alert->open() && alert->has_cleared_time())) {
    return ReplyState::kCleared;
  }
  const auto published = model::Date::Parse(circular.date());
  const auto due = model::Date::Parse(circular.reply_due_date());
  ReplyState state = due.ok() && *due < today ? ReplyState::kOverdue : ReplyState::kWaiting;
  for (const v1::Transition& transition : alert->trail()) {
    if (published.ok() && civil_time.DateAt(ToInstant(transition.time())) < *published) continue;
    if (transition.kind() == v1::TRANSITION_KIND_ANSWERED || transition.kind() == v1::TRANSITION_KIND_VERIFIED) {
      state = ReplyState::kAnswered;
    }
    if (transition.kind() == v1::TRANSITION_KIND_RETURNED) state = ReplyState::kReturned;
  }
  return state;
}

}  // namespace liandu::cli
