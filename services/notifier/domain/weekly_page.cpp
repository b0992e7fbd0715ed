#include "notifier/domain/weekly_page.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "notifier/domain/compose.h"
#include "notifier/domain/duties.h"

namespace liandu::notifier {
namespace {

constexpr int kMaxName = 60;
constexpr std::chrono::days kWeek{7};

using Alerts = std::vector<const model::Alert*>;
using Line = std::function<std::string(const model::Alert&)>;

std::string What(const model::Alert& alert) {
  return absl::StrCat(NameOf(alert), "：", model::ConditionText(alert.condition));
}

void AppendUnit(const Directory& directory, const model::Alert& alert, std::string& line) {
  const std::string unit = ResponsibleFor(directory, alert);
  if (!unit.empty()) absl::StrAppend(&line, "；", unit);
}

void AppendSection(const std::string& heading, const Alerts& alerts, const Line& line, std::string& text) {
  if (alerts.empty()) return;
  absl::StrAppend(&text, "\n\n", heading, " ", alerts.size(), " 项");
  for (size_t i = 0; i < std::min(alerts.size(), kMaxWeeklyLines); ++i) {
    absl::StrAppend(&text, "\n", i + 1, ". ", line(*alerts[i]));
  }
  if (alerts.size() > kMaxWeeklyLines) absl::StrAppend(&text, "\n另有 ", alerts.size() - kMaxWeeklyLines, " 项");
}

Alerts Where(const Alerts& alerts, const std::function<bool(const model::Alert&)>& holds) {
  Alerts found;
  std::copy_if(alerts.begin(), alerts.end(), std::back_inserter(found),
               [&holds](const model::Alert* alert) { return holds(*alert); });
  return found;
}

std::string CountsText(const Alerts& open) {
  std::array<int, 4> counts{};
  for (const model::Alert* alert : open) ++counts[static_cast<size_t>(alert->severity)];
  std::vector<std::string> parts;
  for (model::Severity severity : {model::Severity::kRed, model::Severity::kYellow, model::Severity::kBlue}) {
    const int count = counts[static_cast<size_t>(severity)];
    if (count > 0) parts.push_back(absl::StrCat(model::SeverityText(severity), " ", count));
  }
  return absl::StrJoin(parts, "、");
}

}  // namespace

void ComposeWeekly(const Directory& directory, WeeklyPage page, model::Instant now, Delivery& delivery) {
  const model::Date today = directory.civil_time().DateAt(now);
  std::sort(page.open.begin(), page.open.end(), [&](const model::Alert* a, const model::Alert* b) {
    constexpr auto kKind = model::TransitionKind::kRaised;
    return ReadingPlaceOf(directory, *a, kKind, a->severity) < ReadingPlaceOf(directory, *b, kKind, b->severity);
  });
  const std::string chains = absl::StrJoin(page.chains, "、", [&](std::string* out, const std::string& id) {
    absl::StrAppend(out, OneLine(directory.ChainName(id), kMaxName));
  });
  delivery.title = absl::StrCat("【每周督办】", chains, chains.empty() ? "" : "：", "在办 ", page.open.size(), " 项（",
                                CountsText(page.open), "）");
  std::string& text = delivery.text;
  text = absl::StrCat(delivery.title, "\n截至 ", today.ToString());
  const auto raised = Where(page.open, [&](const model::Alert& alert) { return alert.raised_time > now - kWeek; });
  absl::StrAppend(&text, "，本周新增 ", raised.size(), " 项，解除 ", page.cleared, " 项，销号 ", page.verified, " 项");
  const auto is_overdue = [&](const model::Alert& alert) {
    const Duties duties = DutiesOf(alert);
    return duties.until && *duties.until < today;
  };
  AppendSection(
      "逾期未办", Where(page.open, is_overdue),
      [&](const model::Alert& alert) {
        const Duties duties = DutiesOf(alert);
        std::string line = absl::StrCat(What(alert), "，", duties.responsible, "，已过 ", duties.until->ToString());
        AppendUnit(directory, alert, line);
        return line;
      },
      text);
  const auto next_date = [&](const model::Alert& alert) {
    std::optional<model::Date> next;
    const Duties duties = DutiesOf(alert);
    for (const std::optional<model::Date>& date : {alert.due_date, duties.until}) {
      if (date && *date >= today && *date <= today + kWeeklyOutlookDays && (!next || *date < *next)) next = date;
    }
    return next;
  };
  AppendSection(
      "未来 7 日到期", Where(page.open, [&](const model::Alert& alert) { return next_date(alert).has_value(); }),
      [&](const model::Alert& alert) {
        const Duties duties = DutiesOf(alert);
        const model::Date date = *next_date(alert);
        const bool owed = duties.until && *duties.until == date;
        std::string line =
            absl::StrCat(date.ToString(), " ", What(alert), "，", owed ? duties.responsible : "完成时限");
        AppendUnit(directory, alert, line);
        return line;
      },
      text);
  AppendSection(
      "在办", page.open,
      [&](const model::Alert& alert) {
        std::string line = absl::StrCat("〔", model::SeverityText(alert.severity), "〕", What(alert), "，",
                                        directory.civil_time().DateAt(alert.raised_time).ToString(), " 起");
        AppendUnit(directory, alert, line);
        return absl::StrCat(line, "；", model::AlertStateText(alert.state));
      },
      text);
  absl::StrAppend(&text, "\n\n送：",
                  absl::StrJoin(delivery.posts, "、", [](std::string* out, const DeliveryPost& post) {
                    absl::StrAppend(out, OneLine(post.display_name, kMaxName));
                  }));
  AppendNumber(delivery);
}

}  // namespace liandu::notifier
