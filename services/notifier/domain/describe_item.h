#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>

#include "notifier/domain/delivery.h"
#include "notifier/domain/directory.h"

/// One item of a message, in Chinese.
namespace liandu::notifier {

/// The groups of a digest, in order.
enum class ItemGroup { kRed, kYellow, kBlue, kProgress, kCleared, kVerified };
inline constexpr size_t kItemGroups = 6;
ItemGroup GroupOf(model::TransitionKind kind, model::Severity severity);
ItemGroup GroupOf(const DeliveryItem& item);
/// "红", as in "红 1 项".
const char* GroupText(ItemGroup group);
/// "红色预警".
const char* GroupTitle(ItemGroup group);

/// Where an item stands in its message: by group, then by chain and alert.
using ReadingPlace = std::tuple<ItemGroup, bool, int, std::string, std::string>;
ReadingPlace ReadingPlaceOf(const Directory& directory, const model::Alert& alert, model::TransitionKind kind,
                            model::Severity severity);

/// "新增上市企业（T013）".
std::string NameOf(const model::Alert& alert);
/// The unit that answers for it: "市工业和信息化局"; empty when nobody is named.
std::string ResponsibleFor(const Directory& directory, const model::Alert& alert);
/// "【红色预警】新增上市企业（T013）：进度滞后".
std::string HeadingOf(const DeliveryItem& item);
/// One line: what, how it stands, since when, who, until when.
std::string SummaryOf(const Directory& directory, const DeliveryItem& item);
/// The heading and several lines.
std::string DescriptionOf(const Directory& directory, const DeliveryItem& item);

/// Makes text from outside safe to stand inside one line: control characters, line breaks and direction overrides
/// become spaces, and it is cut (with "…") after `max_characters` code points.
std::string OneLine(std::string_view text, int max_characters = 200);

}  // namespace liandu::notifier
