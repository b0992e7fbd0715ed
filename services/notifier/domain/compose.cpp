#include "notifier/domain/compose.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace liandu::notifier {
namespace {

using model::Severity;

constexpr int kMaxMembers = 10;

bool IsResolved(const DeliveryItem& item) { return item.kind == model::TransitionKind::kCleared; }

/// "红", "黄", "蓝", "解除": the groups of a digest, in order.
constexpr std::array<const char*, 4> kGroupTexts{"红", "黄", "蓝", "解除"};
constexpr std::array<const char*, 4> kGroupTitles{"红色预警", "黄色预警", "蓝色提示", "已解除"};

size_t GroupOf(const DeliveryItem& item) {
  if (IsResolved(item)) return 3;
  switch (item.severity) {
    case Severity::kRed:
      return 0;
    case Severity::kYellow:
      return 1;
    default:
      return 2;
  }
}

std::string Name(const model::Alert& alert) {
  std::string id = OneLine(alert.subject.id, 60);
  const std::string name = OneLine(alert.subject.display_name, 60);
  if (name.empty() || name == id) return id;
  return absl::StrCat(name, "（", id, "）");
}

/// "市工业和信息化局"; empty when nobody is named.
std::string Responsible(const Directory& directory, const model::Alert& alert) {
  if (!alert.responsible_unit.empty()) return OneLine(directory.UnitName(alert.responsible_unit), 60);
  const model::Programme* programme = model::Find(directory.catalogue().programmes, alert.programme);
  if (programme == nullptr || programme->issuer.empty()) return "";
  return OneLine(directory.UnitName(programme->issuer), 60) + "（方案印发单位）";
}

std::string Chains(const Directory& directory, const model::Alert& alert) {
  return absl::StrJoin(alert.chains, "、", [&](std::string* out, const std::string& id) {
    absl::StrAppend(out, OneLine(directory.ChainName(id), 40));
  });
}

/// What the transition itself says: how it stands now, where that is another than what the evidence says.
std::string Note(const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  const bool says = IsResolved(item) || (item.kind == model::TransitionKind::kSeverityChanged &&
                                         alert.condition != model::Condition::kDueSoon);
  const bool kept = !alert.trail.empty() && alert.trail.back().sequence == item.sequence;
  return says && kept ? OneLine(alert.trail.back().note) : "";
}

/// What and how far behind; what holds now when it is resolved. Without the names of the subject and of who is
/// responsible, which stand beside it.
std::string Situation(const Directory& directory, const DeliveryItem& item) {
  if (std::string note = Note(item); !note.empty() || IsResolved(item)) return note;
  const model::Alert& alert = item.alert;
  const model::Evidence& evidence = alert.evidence;
  if (!evidence.summary.empty()) {
    absl::string_view text = evidence.summary;
    absl::ConsumePrefix(&text, absl::StrCat(alert.subject.display_name, "："));
    absl::ConsumeSuffix(&text, absl::StrCat("；责任单位 ", Responsible(directory, alert)));
    return OneLine({text.data(), text.size()});
  }
  std::vector<std::string> parts;
  if (!evidence.expected.empty()) parts.push_back("应达 " + OneLine(evidence.expected, 60));
  if (!evidence.actual.empty()) parts.push_back("实际 " + OneLine(evidence.actual, 60));
  if (!evidence.lag_points.empty()) parts.push_back("落后 " + OneLine(evidence.lag_points, 20) + " 个百分点");
  return absl::StrJoin(parts, "，");
}

std::string DayOf(const Directory& directory, model::Instant moment) {
  return directory.civil_time().DateAt(moment).ToString();
}

std::string Since(const Directory& directory, const model::Alert& alert) {
  return directory.civil_time().ToText(alert.raised_time);
}

std::string ClearedAt(const Directory& directory, const model::Alert& alert) {
  return alert.cleared_time ? directory.civil_time().ToText(*alert.cleared_time) : "";
}

std::string Summary(const Directory& directory, const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  std::string line = absl::StrCat(Name(alert), "：", model::ConditionText(alert.condition));
  if (IsResolved(item)) absl::StrAppend(&line, "已解除");
  const std::string situation = Situation(directory, item);
  if (!situation.empty()) absl::StrAppend(&line, "，", situation);
  // What the sentence has said already is not said again.
  const auto is_said = [&situation](const std::string& what) { return absl::StrContains(situation, what); };
  if (IsResolved(item)) {
    if (alert.cleared_time) absl::StrAppend(&line, "；", DayOf(directory, *alert.cleared_time), " 解除");
  } else {
    absl::StrAppend(&line, "；", DayOf(directory, alert.raised_time), " 起");
    if (alert.acknowledged) absl::StrAppend(&line, "；已签收");
  }
  const std::string responsible = Responsible(directory, alert);
  if (!responsible.empty() && !is_said(responsible)) absl::StrAppend(&line, "；责任：", responsible);
  const std::string due = alert.due_date ? alert.due_date->ToString() : "";
  if (!IsResolved(item) && !due.empty() && !is_said(due)) absl::StrAppend(&line, "；时限：", due);
  return line;
}

std::string Members(const model::Alert& alert) {
  std::vector<std::string> shown;
  for (const std::string& member : alert.members) {
    if (shown.size() == kMaxMembers) break;
    shown.push_back(OneLine(member, 60));
  }
  std::string text = absl::StrJoin(shown, "、");
  if (alert.members.size() > shown.size()) absl::StrAppend(&text, " 等 ", alert.members.size(), " 项");
  return text;
}

void AppendLine(std::string& text, const char* label, const std::string& value) {
  if (value.empty()) return;
  absl::StrAppend(&text, "\n", label, "：", value);
}

/// "（级别变化）"; empty for what is told for the first time, or for the last.
const char* Change(const DeliveryItem& item) {
  if (item.kind != model::TransitionKind::kSeverityChanged) return "";
  return item.alert.condition == model::Condition::kDueSoon ? "（再次提醒）" : "（级别变化）";
}

std::string Heading(const DeliveryItem& item) {
  return absl::StrCat("【", kGroupTitles[GroupOf(item)], Change(item), "】", Name(item.alert), "：",
                      model::ConditionText(item.alert.condition));
}

std::string Description(const Directory& directory, const DeliveryItem& item) {
  const model::Alert& alert = item.alert;
  std::string text = Heading(item);
  AppendLine(text, "情况", Situation(directory, item));
  AppendLine(text, "起始", Since(directory, alert));
  if (IsResolved(item)) AppendLine(text, "解除", ClearedAt(directory, alert));
  AppendLine(text, "责任单位", Responsible(directory, alert));
  AppendLine(text, "所属", Chains(directory, alert));
  AppendLine(text, "涉及", Members(alert));
  if (!IsResolved(item) && alert.due_date) AppendLine(text, "完成时限", alert.due_date->ToString());
  return text;
}

std::string Posts(const Delivery& delivery) {
  return absl::StrJoin(delivery.posts, "、", [](std::string* out, const DeliveryPost& post) {
    absl::StrAppend(out, OneLine(post.display_name, 60));
  });
}

/// "红 1 项、黄 2 项" of items from `first` on; what is not kept has no colour.
std::string Counts(const std::vector<DeliveryItem>& items, size_t first) {
  std::array<int, 4> counts{};
  for (size_t i = first; i < items.size(); ++i) ++counts[GroupOf(items[i])];
  std::vector<std::string> parts;
  for (size_t group = 0; group < counts.size(); ++group) {
    if (counts[group] > 0) parts.push_back(absl::StrCat(kGroupTexts[group], " ", counts[group], " 项"));
  }
  return absl::StrJoin(parts, "、");
}

std::string FirstChain(const Directory& directory, const DeliveryItem& item) {
  return item.alert.chains.empty() ? "" : OneLine(directory.ChainName(item.alert.chains.front()), 40);
}

void AppendDigestLines(const Directory& directory, const Delivery& delivery, size_t shown, std::string& text) {
  std::array<int, 4> counts{};
  for (const DeliveryItem& item : delivery.items) ++counts[GroupOf(item)];
  size_t group = kGroupTitles.size();
  std::string chain;
  for (size_t i = 0; i < shown; ++i) {
    const DeliveryItem& item = delivery.items[i];
    if (GroupOf(item) != group) {
      group = GroupOf(item);
      chain.clear();
      absl::StrAppend(&text, "\n\n", kGroupTitles[group], " ", counts[group], " 项");
    }
    const std::string next_chain = FirstChain(directory, item);
    if (next_chain != chain) absl::StrAppend(&text, "\n〔", next_chain.empty() ? "其他" : next_chain, "〕");
    chain = next_chain;
    absl::StrAppend(&text, "\n", i + 1, ". ", item.summary);
  }
}

void ComposeDigest(const Directory& directory, Delivery& delivery) {
  const std::string slot = directory.civil_time().ToText(delivery.scheduled);
  const size_t total = delivery.items.size() + static_cast<size_t>(delivery.omitted_items);
  delivery.title = delivery.omitted_items > 0 ? absl::StrCat("督办提醒（", slot, "）：共 ", total, " 项")
                                              : absl::StrCat("督办提醒（", slot, "）：", Counts(delivery.items, 0));
  const size_t shown = std::min<size_t>(delivery.items.size(), kMaxDigestLines);
  delivery.text = absl::StrCat(delivery.title, "\n送：", Posts(delivery));
  AppendDigestLines(directory, delivery, shown, delivery.text);
  if (total <= shown) return;
  absl::StrAppend(&delivery.text, "\n\n另有 ", total - shown, " 项");
  if (delivery.omitted_items == 0) absl::StrAppend(&delivery.text, "（", Counts(delivery.items, shown), "）");
}

}  // namespace

std::string OneLine(std::string_view text, int max_characters) {
  std::string line;
  int characters = 0;
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    length = std::min(length, text.size() - i);
    const std::string_view character = text.substr(i, length);
    i += length;
    if (characters == max_characters) return line + "…";
    ++characters;
    // U+0085, U+2028/9, and the marks, embeddings, overrides and isolates that turn the reading direction.
    const bool control = lead < 0x20 || lead == 0x7F || (character >= "\xC2\x80" && character <= "\xC2\x9F") ||
                         (character >= "\xE2\x80\x8E" && character <= "\xE2\x80\x8F") ||
                         (character >= "\xE2\x80\xA8" && character <= "\xE2\x80\xAE") ||
                         (character >= "\xE2\x81\xA6" && character <= "\xE2\x81\xA9");
    line.append(control ? std::string_view(" ") : character);
  }
  return line;
}

void SortForReading(const Directory& directory, std::vector<DeliveryItem>& items) {
  const auto order = [&directory](const DeliveryItem& item) {
    const model::Chain* chain =
        item.alert.chains.empty() ? nullptr : model::Find(directory.catalogue().chains, item.alert.chains.front());
    return std::tuple(GroupOf(item), item.alert.chains.empty(), chain == nullptr ? 0 : chain->order,
                      item.alert.chains.empty() ? std::string() : item.alert.chains.front(), item.alert.id);
  };
  std::sort(items.begin(), items.end(),
            [&order](const DeliveryItem& a, const DeliveryItem& b) { return order(a) < order(b); });
}

void Compose(const Directory& directory, Delivery& delivery) {
  for (DeliveryItem& item : delivery.items) {
    item.summary = Summary(directory, item);
    item.description = Description(directory, item);
  }
  if (delivery.items.size() != 1 || delivery.omitted_items > 0) return ComposeDigest(directory, delivery);
  delivery.title = Heading(delivery.items.front());
  delivery.text = absl::StrCat(delivery.items.front().description, "\n送：", Posts(delivery));
}

}  // namespace liandu::notifier
