#pragma once

#include <string>
#include <vector>

#include "notifier/outbound/channels/robot/robot.h"

namespace liandu::notifier {

/// A WeCom group robot: Markdown that names people by their user ids; plain text where only their mobiles are known,
/// since only that can ring these. Thread-safe.
class WecomChannel final : public Channel {
 public:
  explicit WecomChannel(RobotSettings settings);

  SendResult Send(const OutgoingMessage& message) override { return SendMerged({&message}); }
  int max_merged() const override { return kMaxMergedWecom; }
  SendResult SendMerged(const std::vector<const OutgoingMessage*>& messages) override;
  void Abort() override { sender_.Abort(); }

 private:
  /// Its messages are short.
  static constexpr int kMaxMergedWecom = 20;

  const RobotSettings settings_;
  HttpSender sender_;
};

/// The request's body (JSON). A pure function.
std::string WecomBody(const std::vector<const OutgoingMessage*>& messages, const std::string& keyword);
/// Bytes of a text, and of Markdown.
inline constexpr size_t kMaxWecomTextBytes = 2048;
inline constexpr size_t kMaxWecomMarkdownBytes = 4096;

/// What an answer means. A pure function.
SendResult WecomResult(const HttpAnswer& answer, const Scrubber& scrubber);

}  // namespace liandu::notifier
