#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "notifier/outbound/channels/robot/robot.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// A Feishu custom bot: a card with a heading, Markdown, the people who are named, and the link as a button.
/// Thread-safe.
class FeishuChannel final : public Channel {
 public:
  /// The clock must outlive it.
  FeishuChannel(RobotSettings settings, const platform::Clock& clock);

  SendResult Send(const OutgoingMessage& message) override { return SendMerged({&message}); }
  int max_merged() const override { return kMaxMerged; }
  SendResult SendMerged(const std::vector<const OutgoingMessage*>& messages) override;
  void Abort() override { sender_.Abort(); }

 private:
  const RobotSettings settings_;
  const platform::Clock& clock_;
  HttpSender sender_;
};

/// The request's body (JSON), of at most kMaxFeishuBytes; signed where there is a secret. A pure function.
std::string FeishuBody(const std::vector<const OutgoingMessage*>& messages, const RobotSettings& settings,
                       int64_t timestamp_s);
inline constexpr size_t kMaxFeishuBytes = 20 * 1024;

/// The field "sign". A pure function.
std::string FeishuSignature(int64_t timestamp_s, const std::string& secret);

/// What an answer means. A pure function.
SendResult FeishuResult(const HttpAnswer& answer, const Scrubber& scrubber);

}  // namespace liandu::notifier
