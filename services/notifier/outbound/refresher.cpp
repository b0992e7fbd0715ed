#include "notifier/outbound/refresher.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

/// What was last delivered of each alert over a channel.
std::map<std::string, const DeliveryItem*> LastItems(const Desk& desk, const std::string& channel) {
  std::map<std::string, const DeliveryItem*> last;
  for (const auto& [id, delivery] : desk.deliveries()) {
    if (delivery.channel != channel || delivery.state != DeliveryState::kDelivered) continue;
    for (const DeliveryItem& item : delivery.items) {
      const DeliveryItem*& known = last[item.alert.id];
      if (known == nullptr || known->sequence < item.sequence) known = &item;
    }
  }
  return last;
}

/// An alert whose deliveries have been forgotten.
DeliveryItem ItemOf(const model::Alert& alert, const Told& told) {
  DeliveryItem item;
  item.sequence = told.sequence;
  item.severity = told.severity;
  item.alert = alert;
  item.summary = absl::StrCat(alert.subject.display_name, "：", model::ConditionText(alert.condition));
  return item;
}

}  // namespace

Refresher::Refresher(const std::map<std::string, ChannelWorkers*>& channels, const platform::Clock& clock,
                     OutboxObserver& observer)
    : clock_(clock), observer_(observer) {
  for (const auto& [name, workers] : channels) {
    if (workers->refresh_interval()) targets_[name].workers = workers;
  }
}

Refresher::~Refresher() { Stop(); }

void Refresher::Start() {
  for (auto& [name, target] : targets_) {
    target.thread = std::thread([this, &channel = name, &to = target] { Run(channel, to); });
  }
}

void Refresher::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  for (auto& [name, target] : targets_) {
    if (target.thread.joinable()) target.thread.join();
  }
}

void Refresher::OnLoaded(int partition, const NotifierMachine& machine) {
  if (targets_.empty()) return;
  OnDropped(partition);
  std::lock_guard lock(mutex_);
  for (auto& [channel, target] : targets_) {
    for (const auto& [jurisdiction, desk] : machine.desks()) {
      const std::map<std::string, const DeliveryItem*> last = LastItems(desk, channel);
      for (const auto& [id, known] : desk.alerts()) {
        for (const auto& [key, told] : known.told) {
          if (told.addressee.channel != channel) continue;
          const auto item = last.find(id);
          const bool fits = item != last.end() && item->second->kind != model::TransitionKind::kCleared;
          target.open[{partition, jurisdiction, id}] = {jurisdiction, fits ? *item->second : ItemOf(known.alert, told)};
        }
      }
    }
  }
}

void Refresher::OnDropped(int partition) {
  std::lock_guard lock(mutex_);
  for (auto& [channel, target] : targets_) {
    std::erase_if(target.open, [partition](const auto& one) { return std::get<0>(one.first) == partition; });
  }
}

void Refresher::OnDelivered(int partition, const std::string& channel, const OutgoingMessage& message) {
  const auto target = targets_.find(channel);
  if (target == targets_.end()) return;
  std::lock_guard lock(mutex_);
  for (const DeliveryItem& item : message.delivery.items) {
    const AlertKey key{partition, message.jurisdiction, item.alert.id};
    if (item.kind == model::TransitionKind::kCleared) {
      target->second.open.erase(key);
    } else {
      target->second.open[key] = {message.jurisdiction, item};
    }
  }
}

void Refresher::Run(const std::string& channel, Target& target) {
  const auto interval = *target.workers->refresh_interval();
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    std::vector<OpenAlert> open;
    for (const auto& [key, alert] : target.open) open.push_back(alert);
    if (!open.empty()) {
      lock.unlock();
      const SendResult result = target.workers->Refresh(open);
      observer_.OnRefreshed(channel, open.size(), result);
      lock.lock();
    }
    clock_.WaitUntil(lock, changed_, clock_.SteadyNow() + interval, [this] { return stopped_; });
  }
}

}  // namespace liandu::notifier
