#include <algorithm>

#include "absl/strings/str_cat.h"
#include "notifier/domain/circular_text.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/time_slots.h"

namespace liandu::notifier {
namespace {

constexpr char kCircularRoute[] = "circular";
constexpr int kMaxTestText = 500;

/// What one recipient is told of a circular.
struct Part {
  Addressee addressee;
  std::vector<DeliveryPost> posts;
  /// Units of which it gets the entries.
  std::set<std::string> units;
};

DeliveryItem EntryItem(const model::CircularEntry& entry, const AlertDesk* desk) {
  DeliveryItem item;
  item.kind = model::TransitionKind::kCirculated;
  item.severity = entry.severity;
  if (desk != nullptr) item.alert = desk->alert;
  item.alert.trail.clear();
  item.alert.id = entry.alert;
  item.alert.condition = entry.condition;
  item.sequence = item.alert.sequence;
  item.summary = OneLine(entry.summary);
  item.description = item.summary;
  item.route = kCircularRoute;
  return item;
}

}  // namespace

void Desk::Circulate(const model::Circular& circular) {
  const model::Date today = directory_.civil_time().DateAt(clock_);
  model::EscalationLadder unit_posts;
  unit_posts.id = kCircularRoute;
  unit_posts.steps.resize(1);
  unit_posts.steps.front().recipients = {model::RecipientRole::kResponsibleUnit, model::RecipientRole::kUnitHead};
  std::map<Recipient, Part> parts;
  std::set<std::string> units;
  for (const model::CircularEntry& entry : circular.entries) {
    if (!units.insert(entry.unit).second) continue;
    RouteQuestion question;
    question.responsible_unit = entry.unit;
    for (const Addressee& addressee : StepAddressees(directory_, question, unit_posts, 1, today)) {
      Part& part = parts[RecipientOf(addressee)];
      part.addressee = addressee;
      part.units.insert(entry.unit);
      const DeliveryPost post{addressee.post, addressee.post_display_name, "", addressee.person};
      if (std::find(part.posts.begin(), part.posts.end(), post) == part.posts.end()) part.posts.push_back(post);
    }
  }
  for (auto& [recipient, part] : parts) {
    Delivery delivery;
    delivery.receiver = part.addressee.receiver;
    delivery.channel = part.addressee.channel;
    delivery.shared = part.addressee.shared;
    delivery.posts = std::move(part.posts);
    delivery.id = absl::StrCat(jurisdiction_, "/circular/", circular.id, "/",
                               delivery.shared ? "" : delivery.posts.front().id, "/", delivery.receiver);
    if (book_.Find(delivery.id) != nullptr) continue;
    delivery.kind = DeliveryKind::kCircular;
    delivery.scheduled = InWorkingHours(directory_, clock_) ? clock_ : NextInterruption(directory_, clock_);
    delivery.number = DeliveryNumber(delivery.id);
    std::vector<const model::CircularEntry*> entries;
    for (const model::CircularEntry& entry : circular.entries) {
      if (!part.units.contains(entry.unit)) continue;
      entries.push_back(&entry);
      if (entries.size() > kMaxDeliveryItems) {
        ++delivery.omitted_items;
      } else {
        delivery.items.push_back(EntryItem(entry, model::Find(alerts_, entry.alert)));
      }
    }
    ComposeCircular(directory_, circular, entries, delivery);
    if (delivery.scheduled <= clock_) due_now_.push_back(delivery.id);
    book_.Add(std::move(delivery));
  }
}

void Desk::Resend(const std::string& id, int64_t cause_ms) {
  Delivery* delivery = book_.Find(id);
  if (delivery == nullptr || delivery->state != DeliveryState::kDead) return;
  // As if it had just come to be due: the next attempt is marked with it.
  ++delivery->attempts;
  delivery->cause_ms = cause_ms;
  newly_due_.push_back(id);
  book_.SetState(*delivery, DeliveryState::kSending);
}

void Desk::SendTest(const std::string& id, const model::TestMessageRequested& request, int64_t cause_ms) {
  const std::vector<model::Receiver>& receivers = directory_.policy().receivers;
  Delivery delivery;
  delivery.receiver = request.receiver;
  if (receivers.empty() && request.receiver == kDefaultReceiver) {
    delivery.channel = kDefaultChannel;
  } else {
    const auto receiver = std::find_if(receivers.begin(), receivers.end(),
                                       [&](const model::Receiver& one) { return one.id == request.receiver; });
    if (receiver == receivers.end()) return;
    delivery.channel = receiver->channel;
    delivery.shared = receiver->shared;
  }
  const model::Post* post = model::Find(directory_.catalogue().posts, request.post);
  if (post == nullptr) {
    delivery.posts = {{"", absl::StrCat("接收端 ", request.receiver), "", absl::StrCat("receiver:", request.receiver)}};
  } else {
    delivery.posts = {{post->id, directory_.PostName(*post), "", absl::StrCat("post:", post->id)}};
  }
  delivery.id = absl::StrCat(jurisdiction_, "/test/", id, "/", request.receiver);
  if (book_.Find(delivery.id) != nullptr) return;
  delivery.kind = DeliveryKind::kTest;
  delivery.scheduled = clock_;
  delivery.number = DeliveryNumber(delivery.id);
  delivery.title = "【测试】督办提醒渠道测试";
  delivery.text = absl::StrCat(delivery.title, "\n本消息仅为检查渠道是否畅通，无需处理。");
  if (!request.text.empty()) absl::StrAppend(&delivery.text, "\n说明：", OneLine(request.text, kMaxTestText));
  absl::StrAppend(&delivery.text, "\n送：", OneLine(delivery.posts.front().display_name, 60));
  AppendNumber(delivery);
  due_now_.push_back(delivery.id);
  book_.Add(std::move(delivery));
  FlushDueNow(cause_ms);
}

}  // namespace liandu::notifier
