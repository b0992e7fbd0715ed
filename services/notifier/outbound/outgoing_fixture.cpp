#include "notifier/outbound/outgoing_fixture.h"

#include "notifier/domain/compose.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {

OutgoingMessage TestMessage(model::TransitionKind kind) {
  Delivery delivery;
  delivery.id = "city/target:T013:behind:2024:1/gxj-liaison/hook";
  delivery.receiver = "hook";
  delivery.channel = "webhook";
  delivery.posts = {{"gxj-liaison", "市工业和信息化局联络员"}};
  delivery.state = DeliveryState::kSending;
  delivery.scheduled = At("2024-07-01 09:30");
  DeliveryItem item;
  item.sequence = 1;
  item.kind = kind;
  item.severity = model::Severity::kRed;
  item.alert = TestAlert();
  item.alert.trail = {TestTransition(1, kind, model::Severity::kRed, "2024-07-01 09:30")};
  if (kind == model::TransitionKind::kCleared) {
    item.alert.cleared_time = At("2024-07-01 11:00");
    item.alert.trail.back().note = "截至 6月30日 完成 45 场次，进度正常";
  }
  delivery.items = {item};
  Compose(TestCity(), delivery);
  return {"city", "某市", delivery};
}

}  // namespace liandu::notifier
