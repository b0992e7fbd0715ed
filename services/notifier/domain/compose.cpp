#include "notifier/domain/compose.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace liandu::notifier {
namespace {

using Counts = std::array<int, kItemGroups>;

std::string Posts(const Delivery& delivery) {
  return absl::StrJoin(delivery.posts, "、", [](std::string* out, const DeliveryPost& post) {
    absl::StrAppend(out, OneLine(post.display_name, 60));
  });
}

/// Of items from `first` on.
Counts CountGroups(const std::vector<DeliveryItem>& items, size_t first) {
  Counts counts{};
  for (size_t i = first; i < items.size(); ++i) ++counts[static_cast<size_t>(GroupOf(items[i]))];
  return counts;
}

/// "红 1 项、黄 2 项"; what is not kept has no colour.
std::string CountsText(const Counts& counts) {
  std::vector<std::string> parts;
  for (size_t group = 0; group < counts.size(); ++group) {
    if (counts[group] == 0) continue;
    parts.push_back(absl::StrCat(GroupText(static_cast<ItemGroup>(group)), " ", counts[group], " 项"));
  }
  return absl::StrJoin(parts, "、");
}

std::string FirstChain(const Directory& directory, const DeliveryItem& item) {
  return item.alert.chains.empty() ? "" : OneLine(directory.ChainName(item.alert.chains.front()), 40);
}

void AppendLines(const Directory& directory, const Delivery& delivery, size_t shown, std::string& text) {
  const Counts counts = CountGroups(delivery.items, 0);
  std::optional<ItemGroup> group;
  std::string chain;
  for (size_t i = 0; i < shown; ++i) {
    const DeliveryItem& item = delivery.items[i];
    if (GroupOf(item) != group) {
      group = GroupOf(item);
      chain.clear();
      absl::StrAppend(&text, "\n\n", GroupTitle(*group), " ", counts[static_cast<size_t>(*group)], " 项");
    }
    const std::string next_chain = FirstChain(directory, item);
    if (next_chain != chain) absl::StrAppend(&text, "\n〔", next_chain.empty() ? "其他" : next_chain, "〕");
    chain = next_chain;
    absl::StrAppend(&text, "\n", i + 1, ". ", item.summary);
  }
}

void AppendToDos(std::vector<ToDo> to_dos, std::string& text) {
  if (to_dos.empty()) return;
  std::sort(to_dos.begin(), to_dos.end(), [](const ToDo& a, const ToDo& b) {
    // What has no date comes last.
    return std::tuple(!a.until, a.until.value_or(model::Date()), a.alert->id) <
           std::tuple(!b.until, b.until.value_or(model::Date()), b.alert->id);
  });
  absl::StrAppend(&text, "\n\n待您办理 ", to_dos.size(), " 项");
  for (size_t i = 0; i < std::min(to_dos.size(), kMaxToDoLines); ++i) {
    const ToDo& to_do = to_dos[i];
    absl::StrAppend(&text, "\n· ", NameOf(*to_do.alert), "：", model::ConditionText(to_do.alert->condition), "，",
                    to_do.action);
    if (to_do.until) absl::StrAppend(&text, "，", to_do.until->ToString(), " 前");
  }
  if (to_dos.size() > kMaxToDoLines) absl::StrAppend(&text, "\n· 另有 ", to_dos.size() - kMaxToDoLines, " 项");
}

/// Says what stands here though it was to be told otherwise.
void AppendWhy(const Delivery& delivery, std::string& text) {
  const auto count = [&delivery](bool DeliveryItem::*flag) {
    return std::count_if(delivery.items.begin(), delivery.items.end(),
                         [flag](const DeliveryItem& item) { return item.*flag; });
  };
  std::vector<std::string> parts;
  if (const auto merged = count(&DeliveryItem::merged)) {
    parts.push_back(absl::StrCat("含因当日条数上限并入的 ", merged, " 项"));
  }
  if (const auto held = count(&DeliveryItem::held_back)) {
    parts.push_back(absl::StrCat("含此前因静默、抑制或免予未送的 ", held, " 项"));
  }
  if (!parts.empty()) absl::StrAppend(&text, "\n\n", absl::StrJoin(parts, "；"));
}

void ComposeDigest(const Directory& directory, Delivery& delivery) {
  const std::string slot = directory.civil_time().ToText(delivery.scheduled);
  const size_t total = delivery.items.size() + static_cast<size_t>(delivery.omitted_items);
  const std::string counts = CountsText(CountGroups(delivery.items, 0));
  delivery.title =
      absl::StrCat("督办提醒（", slot, "）：", delivery.omitted_items > 0 ? absl::StrCat("共 ", total, " 项") : counts);
  const size_t shown = std::min<size_t>(delivery.items.size(), kMaxDigestLines);
  delivery.text = absl::StrCat(delivery.title, "\n送：", Posts(delivery));
  AppendLines(directory, delivery, shown, delivery.text);
  if (total <= shown) return;
  absl::StrAppend(&delivery.text, "\n\n另有 ", total - shown, " 项");
  if (delivery.omitted_items > 0) return;
  absl::StrAppend(&delivery.text, "（", CountsText(CountGroups(delivery.items, shown)), "）");
}

void ComposeOne(Delivery& delivery, std::vector<ToDo>& to_dos) {
  const DeliveryItem& item = delivery.items.front();
  delivery.title = HeadingOf(item);
  delivery.text = absl::StrCat(item.description, "\n送：", Posts(delivery));
  // What is to be done about this one stands in its description.
  std::erase_if(to_dos, [&item](const ToDo& to_do) { return to_do.alert->id == item.alert.id; });
}

}  // namespace

void SortForReading(const Directory& directory, std::vector<DeliveryItem>& items) {
  const auto place = [&directory](const DeliveryItem& item) {
    return ReadingPlaceOf(directory, item.alert, item.kind, item.severity);
  };
  std::sort(items.begin(), items.end(),
            [&place](const DeliveryItem& a, const DeliveryItem& b) { return place(a) < place(b); });
}

void AppendNumber(Delivery& delivery) {
  if (!delivery.number.empty()) absl::StrAppend(&delivery.text, "\n编号 ", delivery.number);
}

void Compose(const Directory& directory, Delivery& delivery, std::vector<ToDo> to_dos) {
  for (DeliveryItem& item : delivery.items) {
    item.summary = SummaryOf(directory, item);
    item.description = DescriptionOf(directory, item);
  }
  if (delivery.items.size() != 1 || delivery.omitted_items > 0) {
    ComposeDigest(directory, delivery);
  } else {
    ComposeOne(delivery, to_dos);
  }
  AppendToDos(std::move(to_dos), delivery.text);
  AppendWhy(delivery, delivery.text);
  AppendNumber(delivery);
}

}  // namespace liandu::notifier
