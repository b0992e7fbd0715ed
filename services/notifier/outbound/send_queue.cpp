#include "notifier/outbound/send_queue.h"

#include <algorithm>
#include <chrono>

namespace liandu::notifier {

void SendQueue::AddLane(const std::string& channel, int capacity, int max_merged) {
  Lane& lane = lanes_[channel];
  lane.capacity = capacity;
  lane.max_merged = static_cast<size_t>(max_merged);
}

bool SendQueue::Add(const SendKey& key, const std::string& channel, const SendGroup& group, int attempt,
                    SteadyTime now) {
  if (lanes_.count(channel) == 0) return false;
  const auto [it, added] = sends_.try_emplace(key);
  if (!added) return true;
  Send& send = it->second;
  send.token = ++next_token_;
  send.channel = channel;
  send.group = group;
  send.attempt = attempt;
  send.not_before = now;
  std::deque<SendKey>& members = groups_[group];
  members.push_back(key);
  if (members.size() == 1) Wait(key, send, now);
  return true;
}

bool SendQueue::TakeAtOnce(const SendKey& key, SteadyTime now, Parcel& parcel) {
  const Send& send = sends_.at(key);
  Lane& lane = lanes_.at(send.channel);
  if (!send.waits || lane.under_way >= lane.capacity || lane.paused_until > now) return false;
  parcel = {send.channel, {Take(lane, key)}};
  ++lane.under_way;
  return true;
}

std::vector<Parcel> SendQueue::TakeReady(SteadyTime now) {
  std::vector<Parcel> parcels;
  for (auto& [name, lane] : lanes_) {
    while (lane.under_way < lane.capacity && lane.paused_until <= now) {
      const std::vector<SendKey> ready = ReadyKeys(lane, now);
      if (ready.empty()) {
        lane.behind = false;
        break;
      }
      Parcel parcel{name, {}};
      const bool merges = lane.max_merged > 1 && (lane.behind || ready.size() >= kMergeFrom);
      if (!merges || sends_.at(ready.front()).alone) {
        parcel.parts.push_back(Take(lane, ready.front()));
      } else {
        for (const SendKey& key : ready) {
          if (sends_.at(key).alone || parcel.parts.size() >= lane.max_merged) continue;
          parcel.parts.push_back(Take(lane, key));
          TakeFollowers(lane, key, parcel);
        }
      }
      ++lane.under_way;
      parcels.push_back(std::move(parcel));
    }
  }
  return parcels;
}

SendQueue::SteadyTime SendQueue::NextTurn(SteadyTime now) const {
  SteadyTime next = now + std::chrono::hours(1);
  for (const auto& [name, lane] : lanes_) {
    if (lane.waiting.empty() || lane.under_way >= lane.capacity) continue;
    next = std::min(next, std::max(lane.waiting.begin()->first, lane.paused_until));
  }
  return next;
}

void SendQueue::Release(const std::string& channel) { --lanes_.at(channel).under_way; }

void SendQueue::Pause(const std::string& channel, SteadyTime until) {
  Lane& lane = lanes_.at(channel);
  lane.paused_until = std::max(lane.paused_until, until);
  lane.behind = true;
}

void SendQueue::Again(const SendPart& part, SteadyTime not_before, int number, bool alone) {
  Send* send = Find(part);
  if (send == nullptr) return;
  send->taken = false;
  send->attempt = number;
  send->alone = send->alone || alone;
  // What went out together with those before it comes back behind them.
  if (groups_.at(send->group).front() == part.key) {
    Wait(part.key, *send, not_before);
  } else {
    send->not_before = not_before;
  }
}

void SendQueue::Done(const SendPart& part) {
  if (Find(part) != nullptr) Remove(part.key);
}

void SendQueue::Drop(int partition) {
  for (auto it = sends_.lower_bound({partition, {}}); it != sends_.end() && it->first.first == partition;) {
    const Send& send = it->second;
    if (send.waits) lanes_.at(send.channel).waiting.erase({send.not_before, it->first});
    groups_.erase(send.group);
    it = sends_.erase(it);
  }
}

std::vector<SendKey> SendQueue::ReadyKeys(const Lane& lane, SteadyTime now) const {
  std::vector<SendKey> keys;
  const size_t enough = std::max(lane.max_merged, size_t{1});
  for (const auto& [not_before, key] : lane.waiting) {
    if (not_before > now || keys.size() >= enough) break;
    keys.push_back(key);
  }
  return keys;
}

SendPart SendQueue::Take(Lane& lane, const SendKey& key) {
  Send& send = sends_.at(key);
  if (send.waits) lane.waiting.erase({send.not_before, key});
  send.waits = false;
  send.taken = true;
  return {key, send.token, send.attempt, nullptr};
}

/// Those behind it in its group go along: in one message they keep their order.
void SendQueue::TakeFollowers(Lane& lane, const SendKey& key, Parcel& parcel) {
  const std::deque<SendKey>& members = groups_.at(sends_.at(key).group);
  for (size_t i = 1; i < members.size() && parcel.parts.size() < lane.max_merged; ++i) {
    const Send& next = sends_.at(members[i]);
    if (next.alone || next.taken) return;
    parcel.parts.push_back(Take(lane, members[i]));
  }
}

SendQueue::Send* SendQueue::Find(const SendPart& part) {
  auto it = sends_.find(part.key);
  return it == sends_.end() || it->second.token != part.token ? nullptr : &it->second;
}

void SendQueue::Wait(const SendKey& key, Send& send, SteadyTime not_before) {
  Lane& lane = lanes_.at(send.channel);
  if (send.waits) lane.waiting.erase({send.not_before, key});
  send.not_before = not_before;
  send.waits = true;
  lane.waiting.insert({not_before, key});
}

void SendQueue::Remove(const SendKey& key) {
  auto it = sends_.find(key);
  const SendGroup group = it->second.group;
  sends_.erase(it);
  auto members = groups_.find(group);
  if (members == groups_.end()) return;
  std::deque<SendKey>& keys = members->second;
  keys.erase(std::remove(keys.begin(), keys.end(), key), keys.end());
  if (keys.empty()) {
    groups_.erase(members);
    return;
  }
  Send& next = sends_.at(keys.front());
  if (!next.waits && !next.taken) Wait(keys.front(), next, next.not_before);
}

}  // namespace liandu::notifier
