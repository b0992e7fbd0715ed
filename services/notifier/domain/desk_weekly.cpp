#include <algorithm>

#include "absl/strings/str_cat.h"
#include "notifier/domain/desk.h"
#include "notifier/domain/time_slots.h"
#include "notifier/domain/weekly_page.h"

namespace liandu::notifier {
namespace {

constexpr char kWeeklyRoute[] = "weekly";

/// A recipient's page while it is being gathered.
struct Draft {
  Addressee addressee;
  std::vector<DeliveryPost> posts;
  std::vector<std::string> chains;
  std::set<std::string> open;
  std::set<std::string> cleared;
  std::set<std::string> verified;
};

Draft& DraftFor(std::map<Recipient, Draft>& drafts, const Addressee& addressee) {
  Draft& draft = drafts[RecipientOf(addressee)];
  draft.addressee = addressee;
  const bool known = std::any_of(draft.posts.begin(), draft.posts.end(),
                                 [&](const DeliveryPost& post) { return post.id == addressee.post; });
  if (!known) draft.posts.push_back({addressee.post, addressee.post_display_name, "", addressee.person});
  return draft;
}

void Note(const model::Alert& alert, Draft& draft) {
  const bool verified = alert.state == model::AlertState::kClosed;
  (alert.open ? draft.open : verified ? draft.verified : draft.cleared).insert(alert.id);
}

}  // namespace

void Desk::PlanWeekly() {
  next_weekly_ = clock_mode_ == model::ClockMode::kImporting ? std::nullopt : NextWeekly(directory_, clock_);
}

void Desk::FireWeekly() {
  std::map<Recipient, Draft> drafts;
  std::map<std::string, std::vector<const AlertDesk*>> by_chain;
  for (const auto& [id, desk] : alerts_) {
    for (const auto& [key, told] : desk.told) Note(desk.alert, DraftFor(drafts, told.addressee));
    for (const std::string& chain : desk.alert.chains) by_chain[chain].push_back(&desk);
  }
  model::EscalationLadder leader;
  leader.id = kWeeklyRoute;
  leader.steps.resize(1);
  leader.steps.front().recipients = {model::RecipientRole::kChainLeader};
  const model::Date today = directory_.civil_time().DateAt(clock_);
  for (const auto& [chain, desks] : by_chain) {
    RouteQuestion question;
    question.chains = {chain};
    for (const Addressee& addressee : StepAddressees(directory_, question, leader, 1, today)) {
      Draft& draft = DraftFor(drafts, addressee);
      draft.chains.push_back(chain);
      for (const AlertDesk* desk : desks) Note(desk->alert, draft);
    }
  }
  for (auto& [recipient, draft] : drafts) {
    if (draft.open.empty()) continue;
    Delivery delivery;
    delivery.receiver = draft.addressee.receiver;
    delivery.channel = draft.addressee.channel;
    delivery.shared = draft.addressee.shared;
    delivery.posts = std::move(draft.posts);
    delivery.id = absl::StrCat(jurisdiction_, "/weekly/", clock_.time_since_epoch().count() / 1000, "/",
                               delivery.shared ? "" : delivery.posts.front().id, "/", delivery.receiver);
    delivery.kind = DeliveryKind::kWeekly;
    delivery.scheduled = clock_;
    delivery.number = DeliveryNumber(delivery.id);
    WeeklyPage page;
    page.chains = std::move(draft.chains);
    for (const std::string& alert : draft.open) page.open.push_back(&alerts_.at(alert).alert);
    page.cleared = static_cast<int>(draft.cleared.size());
    page.verified = static_cast<int>(draft.verified.size());
    ComposeWeekly(directory_, std::move(page), clock_, delivery);
    due_now_.push_back(delivery.id);
    book_.Add(std::move(delivery));
  }
  for (auto& [id, desk] : alerts_) {
    if (desk.alert.open || !desk.pending.empty()) continue;
    // It was kept for this page only.
    desk.told.clear();
    Touch(desk);
  }
  PlanWeekly();
  changes_.clock = true;
}

}  // namespace liandu::notifier
