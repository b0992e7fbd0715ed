#include "scenarios/notification/notices.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "model/civil_time.h"

namespace liandu::scenarios {
namespace {

using notifier::Delivery;
using notifier::DeliveryState;
using notifier::Desk;

/// What a line calls deliveries in a state; empty: another.
std::string WordOf(DeliveryState state) {
  switch (state) {
    case DeliveryState::kSending:
    case DeliveryState::kDelivered:
      return "message";
    case DeliveryState::kScheduled:
      return "waiting";
    case DeliveryState::kSuppressed:
      return "held";
    case DeliveryState::kMerged:
      return "merged";
    case DeliveryState::kCancelled:
      return "cancelled";
    case DeliveryState::kDead:
      return "";
  }
  return "";
}

bool IsFor(const Delivery& delivery, const std::string& post) {
  return std::any_of(delivery.posts.begin(), delivery.posts.end(),
                     [&](const notifier::DeliveryPost& one) { return one.id == post; });
}

std::string PostsOf(const Delivery& delivery) {
  return absl::StrJoin(delivery.posts, ",",
                       [](std::string* out, const notifier::DeliveryPost& post) { absl::StrAppend(out, post.id); });
}

std::string AddressesOf(const Delivery& delivery) {
  return absl::StrJoin(delivery.contact_points, ",",
                       [](std::string* out, const model::ContactPoint& point) { absl::StrAppend(out, point.address); });
}

constexpr const char* kKeys[] = {"says", "also", "then", "lacks", "reason", "holder", "to", "posts", "items"};

model::Instant MomentOf(const std::string& date, const std::string& time) {
  const int64_t minutes = ReadWhole(time.substr(0, 2)) * 60 + ReadWhole(time.substr(3));
  return model::CivilTime().At(ReadDate(date), static_cast<int>(minutes));
}

}  // namespace

Desk& Notices::DeskOf(const std::string& jurisdiction) {
  return desks_.try_emplace(jurisdiction, jurisdiction).first->second;
}

void Notices::Hear(const model::Event& event, model::Instant at,
                   const std::vector<std::optional<evaluator::AlertMovement>>& said) {
  for (const std::optional<evaluator::AlertMovement>& movement : said) {
    if (!movement) {
      HearEvent(event, at);
      continue;
    }
    Desk& desk = DeskOf(movement->jurisdiction);
    FireUntil(desk, movement->at);
    desk.SetClock(desk.clock_mode(), movement->at);
    desk.Move(movement->alert, movement->transition, 1);
    Deliver(desk);
  }
}

void Notices::HearEvent(const model::Event& event, model::Instant at) {
  if (event.jurisdiction.empty()) {
    for (auto& [id, desk] : desks_) {
      if (desk.clock_mode() == model::ClockMode::kLive) FireUntil(desk, at);
    }
    return;
  }
  Desk& desk = DeskOf(event.jurisdiction);
  model::ClockMode mode = desk.clock_mode();
  const auto* opened = std::get_if<model::JurisdictionOpened>(&event.body);
  const auto* live = std::get_if<model::JurisdictionWentLive>(&event.body);
  if (opened != nullptr) mode = opened->clock_mode;
  if (live != nullptr) mode = live->clock_mode;
  if (opened == nullptr && live == nullptr) FireUntil(desk, at);
  desk.SetClock(mode, at);
  if (const auto* applied = std::get_if<model::CatalogueApplied>(&event.body))
    desk.Apply(applied->put, applied->removed, 1);
  Deliver(desk);
}

void Notices::FireUntil(Desk& desk, model::Instant at) {
  for (auto due = desk.NextDue(); due && due->at <= at; due = desk.NextDue()) {
    desk.FireNextDue(1);
    Deliver(desk);
  }
}

void Notices::Deliver(Desk& desk) {
  for (const std::string& id : desk.TakeNewlyDue()) {
    ++sent_;
    desk.Finish(id, {notifier::SendOutcome::Kind::kDelivered, desk.clock(), ""});
  }
}

bool Notices::Take(const Words& words, const Fail& fail) {
  if (words.plain.at(0) != "expect") return false;
  const std::string& what = words.plain.at(1);
  if (what == "messages") {
    const std::string expected = words.plain.at(2);
    const std::string actual = absl::StrCat(sent_ - sent_seen_);
    sent_seen_ = sent_;
    if (expected != actual) fail("新发消息数", expected, absl::StrCat(actual, AllOf("message")));
    return true;
  }
  if (what != "message" && what != "held" && what != "merged" && what != "waiting" && what != "cancelled") return false;
  ExpectOne(words, what, fail);
  return true;
}

/// "expect message POST DATE TIME [kind=] [receiver=] [says=] [also=] [then=] [lacks=] [reason=] [holder=] [to=]
/// [posts=] [items=] | absent"
void Notices::ExpectOne(const Words& words, const std::string& what, const Fail& fail) const {
  const std::string post = words.plain.at(2);
  const model::Instant at = MomentOf(words.plain.at(3), words.plain.at(4));
  const bool absent = words.Has("absent");
  const std::string receiver = words.Get("receiver");
  const std::string kind = words.Get("kind");
  // Asked for whether or not there is a message, so that no word of the line is taken for a slip of the pen.
  for (const char* key : kKeys) words.Get(key);
  std::vector<const Delivery*> found;
  for (const auto& [id, desk] : desks_) {
    for (const auto& [key, delivery] : desk.deliveries()) {
      if (WordOf(delivery.state) != what || delivery.scheduled != at || !IsFor(delivery, post)) continue;
      if (!receiver.empty() && delivery.receiver != receiver) continue;
      if (!kind.empty() && notifier::DeliveryKindName(delivery.kind) != kind) continue;
      found.push_back(&delivery);
    }
  }
  if (absent || found.size() != 1) {
    if (absent != found.empty())
      fail("消息", absent ? "没有" : "恰有一条", absl::StrCat(found.size(), " 条", AllOf(what)));
    return;
  }
  const Delivery& delivery = *found.front();
  for (const char* key : {"says", "also", "then"}) {
    if (words.named.contains(key) && !absl::StrContains(delivery.text, words.Get(key))) {
      fail("消息内容", words.Get(key), delivery.text);
    }
  }
  if (words.named.contains("lacks") && absl::StrContains(delivery.text, words.Get("lacks"))) {
    fail("消息内容", "没有 " + words.Get("lacks"), delivery.text);
  }
  if (words.named.contains("reason") && !absl::StrContains(delivery.reason, words.Get("reason"))) {
    fail("缘由", words.Get("reason"), delivery.reason);
  }
  const auto same = [&](const char* key, const char* label, const std::string& actual) {
    if (words.named.contains(key) && words.Get(key) != actual) fail(label, words.Get(key), actual);
  };
  same("holder", "收件人", delivery.posts.front().holder);
  same("to", "地址", AddressesOf(delivery));
  same("posts", "岗位", PostsOf(delivery));
  same("items", "项数", absl::StrCat(delivery.items.size() + static_cast<size_t>(delivery.omitted_items)));
}

std::string Notices::AllOf(const std::string& what) const {
  std::vector<std::pair<model::Instant, std::string>> lines;
  for (const auto& [id, desk] : desks_) {
    for (const auto& [key, delivery] : desk.deliveries()) {
      if (WordOf(delivery.state) != what) continue;
      lines.emplace_back(delivery.scheduled,
                         absl::StrCat("\n    ", PostsOf(delivery), " ", model::CivilTime().ToText(delivery.scheduled),
                                      " ", notifier::DeliveryKindName(delivery.kind), " ", delivery.title,
                                      delivery.reason.empty() ? "" : "（" + delivery.reason + "）"));
    }
  }
  std::sort(lines.begin(), lines.end());
  return absl::StrJoin(lines, "", [](std::string* out, const auto& line) { absl::StrAppend(out, line.second); });
}

}  // namespace liandu::scenarios
