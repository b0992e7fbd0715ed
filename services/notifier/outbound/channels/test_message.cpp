#include "notifier/outbound/channels/test_message.h"

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

/// 2024-07-01 in Asia/Shanghai at so many minutes after midnight.
model::Instant FirstOfJuly(int minutes) {
  constexpr int64_t kMidnightMs = 1'719'763'200'000;
  return model::Instant(std::chrono::milliseconds(kMidnightMs) + std::chrono::minutes(minutes));
}

constexpr int kRaisedMinutes = 9 * 60 + 30;
constexpr int kClearedMinutes = 11 * 60;

model::Alert BehindTarget(const std::string& target) {
  model::Alert alert;
  alert.subject = {model::SubjectKind::kTarget, target, "新增上市企业"};
  alert.condition = model::Condition::kBehind;
  alert.window = "2024";
  alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
  alert.severity = model::Severity::kRed;
  alert.open = true;
  alert.evidence.rule = "R1";
  alert.evidence.lag_points = "39.7";
  alert.raised_time = FirstOfJuly(kRaisedMinutes);
  alert.chains = {"nev"};
  alert.responsible_unit = "gxj";
  alert.due_date = model::Date(2024, 12, 31);
  return alert;
}

}  // namespace

OutgoingMessage TestMessage(model::TransitionKind kind) {
  Delivery delivery;
  delivery.id = "city/target:T013:behind:2024:1/gxj-liaison/hook";
  delivery.receiver = "hook";
  delivery.channel = "webhook";
  delivery.posts = {{"gxj-liaison", "市工业和信息化局联络员"}};
  delivery.state = DeliveryState::kSending;
  delivery.kind = DeliveryKind::kImmediate;
  delivery.scheduled = FirstOfJuly(kRaisedMinutes);
  delivery.number = "7QK3F9";
  DeliveryItem item;
  item.sequence = 1;
  item.kind = kind;
  item.severity = model::Severity::kRed;
  item.alert = BehindTarget("T013");
  item.summary = "新增上市企业（T013）：进度滞后，落后 39.7 个百分点；责任：市工业和信息化局";
  delivery.title = "【红色预警】新增上市企业（T013）：进度滞后";
  if (kind == model::TransitionKind::kCleared) {
    item.alert.cleared_time = FirstOfJuly(kClearedMinutes);
    item.alert.open = false;
    item.summary = "新增上市企业（T013）：进度滞后已解除";
    delivery.title = "【已解除】新增上市企业（T013）：进度滞后";
  }
  item.description = absl::StrCat(delivery.title, "\n责任单位：市工业和信息化局");
  delivery.text = absl::StrCat(item.description, "\n送：市工业和信息化局联络员");
  delivery.items = {item};
  return {"city", "某市", delivery};
}

OutgoingMessage TestDigest(int items) {
  OutgoingMessage message = TestMessage();
  Delivery& delivery = message.delivery;
  delivery.kind = DeliveryKind::kDigest;
  delivery.items.clear();
  delivery.title = absl::StrCat("督办提醒（2024-07-01 09:30）：红 ", items, " 项");
  delivery.text = absl::StrCat(delivery.title, "\n送：市工业和信息化局联络员\n\n红色预警 ", items, " 项");
  for (int i = 1; i <= items; ++i) {
    DeliveryItem item;
    item.sequence = 1;
    item.severity = model::Severity::kRed;
    item.alert = BehindTarget(absl::StrCat("T", i));
    item.summary = absl::StrCat("新增上市企业（T", i, "）：进度滞后，落后 39.7 个百分点；责任：市工业和信息化局");
    absl::StrAppend(&delivery.text, "\n", i, ". ", item.summary);
    delivery.items.push_back(item);
  }
  message.link = "https://liandu.example/m/7QK3F9?s=abcdef";
  return message;
}

}  // namespace liandu::notifier
