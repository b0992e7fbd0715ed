#include "notifier/domain/circular_text.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "notifier/domain/compose.h"

namespace liandu::notifier {
namespace {

constexpr int kMaxName = 60;

std::string EntryLine(const model::CircularEntry& entry) {
  std::string line = absl::StrCat("〔", model::SeverityText(entry.severity), "〕", OneLine(entry.summary), "；已 ",
                                  entry.days_late, " 天");
  if (!entry.previous_circulars.empty()) {
    absl::StrAppend(&line, "；此前已通报 ", entry.previous_circulars.size(), " 次（",
                    OneLine(absl::StrJoin(entry.previous_circulars, "、"), kMaxName), "）");
  }
  return line;
}

}  // namespace

void ComposeCircular(const Directory& directory, const model::Circular& circular,
                     const std::vector<const model::CircularEntry*>& entries, Delivery& delivery) {
  std::set<std::string> units;
  for (const model::CircularEntry* entry : entries) units.insert(entry->unit);
  const std::string unit =
      units.size() == 1 ? OneLine(directory.UnitName(*units.begin()), kMaxName) : absl::StrCat(units.size(), " 个单位");
  delivery.title =
      absl::StrCat("【督办通报 ", OneLine(circular.id, kMaxName), "】", unit, "列入 ", entries.size(), " 项");
  std::string& text = delivery.text;
  text = delivery.title;
  if (!circular.display_name.empty()) absl::StrAppend(&text, "\n", OneLine(circular.display_name));
  if (circular.reply_due_date) {
    absl::StrAppend(&text, "\n请于 ", circular.reply_due_date->ToString(), " 前逐项反馈原因、措施和完成日期。");
  }
  for (size_t i = 0; i < std::min(entries.size(), kMaxCircularLines); ++i) {
    absl::StrAppend(&text, "\n", i + 1, ". ");
    if (units.size() > 1) absl::StrAppend(&text, OneLine(directory.UnitName(entries[i]->unit), kMaxName), "：");
    absl::StrAppend(&text, EntryLine(*entries[i]));
  }
  if (entries.size() > kMaxCircularLines) absl::StrAppend(&text, "\n另有 ", entries.size() - kMaxCircularLines, " 项");
  if (circular.date) absl::StrAppend(&text, "\n通报日期：", circular.date->ToString());
  if (circular.period_start && circular.period_end) {
    absl::StrAppend(&text, "（", circular.period_start->ToString(), " 至 ", circular.period_end->ToString(), "）");
  }
  absl::StrAppend(&text, "\n送：", absl::StrJoin(delivery.posts, "、", [](std::string* out, const DeliveryPost& post) {
    absl::StrAppend(out, OneLine(post.display_name, kMaxName));
  }));
  AppendNumber(delivery);
}

}  // namespace liandu::notifier
