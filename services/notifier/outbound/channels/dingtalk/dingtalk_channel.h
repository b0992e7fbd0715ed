#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "notifier/outbound/channels/robot/robot.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// A DingTalk group robot. A message that rings somebody is Markdown that names them; one that rings nobody and has a
/// link is an action card with a button. Thread-safe.
class DingtalkChannel final : public Channel {
 public:
  /// The clock must outlive it.
  DingtalkChannel(RobotSettings settings, const platform::Clock& clock);

  SendResult Send(const OutgoingMessage& message) override { return SendMerged({&message}); }
  int max_merged() const override { return kMaxMerged; }
  SendResult SendMerged(const std::vector<const OutgoingMessage*>& messages) override;
  void Abort() override { sender_.Abort(); }

 private:
  const RobotSettings settings_;
  const platform::Clock& clock_;
  HttpSender sender_;
};

/// The request's body (JSON), of at most kMaxDingtalkBytes in its text. A pure function.
std::string DingtalkBody(const std::vector<const OutgoingMessage*>& messages, const std::string& keyword);
inline constexpr size_t kMaxDingtalkBytes = 16'000;

/// "&timestamp=...&sign=...", to be appended to the robot's URL. A pure function.
std::string DingtalkSignature(int64_t timestamp_ms, const std::string& secret);

/// What an answer means. A pure function.
SendResult DingtalkResult(const HttpAnswer& answer, const Scrubber& scrubber);

}  // namespace liandu::notifier
