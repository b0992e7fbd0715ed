#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "notifier/inbound/notifier_machine.h"
#include "notifier/outbound/channels/channel.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// Partition and delivery.
using SendKey = std::pair<int, DeliveryRef>;
/// Partition, jurisdiction, receiver, post: where one message is in flight.
using SendGroup = std::pair<int, std::vector<std::string>>;

/// A delivery's attempt.
struct SendPart {
  SendKey key;
  /// Tells this send from another of the same key after the partition was lost and won again.
  uint64_t token = 0;
  int number = 1;
  std::shared_ptr<const OutgoingMessage> message;
};

/// Attempts that are handed to a channel together; several go out as one message.
struct Parcel {
  std::string channel;
  std::vector<SendPart> parts;
};

/// From so many waiting messages on, a channel that can puts them together.
inline constexpr size_t kMergeFrom = 5;

/// Which deliveries wait for which channel, and which of them go next: one at a time for a receiver and post, as many
/// at once as the channel has threads, several as one message where the channel can and they have piled up. Not
/// thread-safe.
class SendQueue {
 public:
  using SteadyTime = platform::Clock::SteadyTime;

  void AddLane(const std::string& channel, int capacity, int max_merged);

  /// False: there is no such channel. A key that is there already stays as it is.
  bool Add(const SendKey& key, const std::string& channel, const SendGroup& group, int attempt, SteadyTime now);
  /// Takes one that was just added, if it may go at once. False: it may not.
  bool TakeAtOnce(const SendKey& key, SteadyTime now, Parcel& parcel);
  std::vector<Parcel> TakeReady(SteadyTime now);
  /// When something may be ready next; at most an hour from now.
  SteadyTime NextTurn(SteadyTime now) const;

  /// A parcel's thread is free again.
  void Release(const std::string& channel);
  /// Nothing more for the channel until then; what waits is put together, where the channel can.
  void Pause(const std::string& channel, SteadyTime until);
  /// A part is to be tried again, as attempt `number`; `alone`: never put together with others.
  void Again(const SendPart& part, SteadyTime not_before, int number, bool alone);
  /// A part is done with.
  void Done(const SendPart& part);
  /// Forgets a partition.
  void Drop(int partition);

 private:
  struct Send {
    uint64_t token = 0;
    std::string channel;
    SendGroup group;
    int attempt = 1;
    SteadyTime not_before{};
    /// Waits for `not_before`, as the first of its group.
    bool waits = false;
    /// Stands in a parcel.
    bool taken = false;
    bool alone = false;
  };
  struct Lane {
    int capacity = 1;
    size_t max_merged = 1;
    int under_way = 0;
    SteadyTime paused_until{};
    /// More came than it could take.
    bool behind = false;
    std::set<std::pair<SteadyTime, SendKey>> waiting;
  };

  std::vector<SendKey> ReadyKeys(const Lane& lane, SteadyTime now) const;
  SendPart Take(Lane& lane, const SendKey& key);
  void TakeFollowers(Lane& lane, const SendKey& key, Parcel& parcel);
  Send* Find(const SendPart& part);
  void Wait(const SendKey& key, Send& send, SteadyTime not_before);
  void Remove(const SendKey& key);

  uint64_t next_token_ = 0;
  std::map<SendKey, Send> sends_;
  std::map<SendGroup, std::deque<SendKey>> groups_;
  std::map<std::string, Lane> lanes_;
};

}  // namespace liandu::notifier
