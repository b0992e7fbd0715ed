#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "notifier/outbound/channels/channel.h"

namespace liandu::notifier {

struct JournalSettings {
  /// File that messages are appended to; empty: none.
  std::string path;
  /// Whether messages also go to standard output.
  bool console = false;
};

/// Messages as people read them, appended to a file and synced to disk before they count as delivered. The file is
/// opened for each message, so it may be rotated at any time. Thread-safe.
class JournalChannel : public Channel {
 public:
  explicit JournalChannel(JournalSettings settings);

  SendResult Send(const OutgoingMessage& message) override;
  void Abort() override { aborted_ = true; }

 private:
  const JournalSettings settings_;
  std::mutex mutex_;
  std::atomic<bool> aborted_{false};
};

/// A message as it stands in the journal.
std::string JournalText(const OutgoingMessage& message);

}  // namespace liandu::notifier
