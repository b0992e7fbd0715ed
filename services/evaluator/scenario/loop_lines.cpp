#include "evaluator/scenario/loop_lines.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace liandu::scenarios {
namespace {

model::NotificationPolicy PolicyOf(const Words& words) {
  model::NotificationPolicy policy;
  const bool calendar_days = words.Has("calendar_days");
  const std::pair<const char*, model::Severity> severities[] = {
      {"blue", model::Severity::kBlue}, {"yellow", model::Severity::kYellow}, {"red", model::Severity::kRed}};
  for (const auto& [name, severity] : severities) {
    const std::string text = words.Get(name);
    if (text.empty()) continue;
    const std::vector<std::string> days = absl::StrSplit(text, '/');
    if (days.size() != 2) throw BadLine(absl::StrCat("“", text, "”应写成 签收天数/反馈天数，如 1/3"));
    policy.response_deadlines.push_back(
        {severity, static_cast<int>(ReadWhole(days[0])), static_cast<int>(ReadWhole(days[1])), calendar_days});
  }
  return policy;
}

model::Circular CircularOf(const Words& words) {
  model::Circular circular;
  circular.id = circular.display_name = words.plain.at(1);
  circular.date = DateOf(words, "date");
  circular.reply_due_date = DateOf(words, "reply");
  circular.author = words.Get("author");
  const std::string unit = words.Get("unit");
  for (const std::string& alert : words.List("alerts")) {
    model::CircularEntry entry;
    entry.alert = alert;
    entry.unit = unit;
    circular.entries.push_back(std::move(entry));
  }
  return circular;
}

}  // namespace

std::optional<model::Resource> LoopOfWords(const Words& words) {
  const std::string& kind = words.plain.at(0);
  if (kind == "policy") return PolicyOf(words);
  if (kind == "circular") return CircularOf(words);
  return std::nullopt;
}

model::Labels LabelsOf(const Words& words) {
  model::Labels labels;
  for (const std::string& text : words.List("labels")) {
    const std::vector<std::string> parts = absl::StrSplit(text, ':');
    if (parts.size() != 2) throw BadLine(absl::StrCat("“", text, "”应写成 名称:值"));
    labels[parts[0]] = parts[1];
  }
  return labels;
}

}  // namespace liandu::scenarios
