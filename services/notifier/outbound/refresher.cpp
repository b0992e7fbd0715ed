#include "notifier/outbound/refresher.h"

#include <utility>

#include "notifier/domain/describe_item.h"

namespace liandu::notifier {
namespace {

/// What somebody was told of an alert, as it is now: a finished delivery keeps less.
DeliveryItem ItemOf(const Directory& directory, const model::Alert& alert, const Told& told) {
  DeliveryItem item;
  item.sequence = told.sequence;
  item.severity = told.severity;
  item.alert = alert;
  item.summary = SummaryOf(directory, item);
  item.description = DescriptionOf(directory, item);
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
      for (const auto& [id, known] : desk.alerts()) {
        for (const auto& [key, told] : known.told) {
          if (told.over || told.addressee.channel != channel) continue;
          target.open[{partition, jurisdiction, id}] = {jurisdiction, ItemOf(desk.directory(), known.alert, told)};
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
    if (IsResolved(item)) {
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
