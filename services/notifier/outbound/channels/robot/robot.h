#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "notifier/outbound/channels/channel.h"
#include "notifier/outbound/channels/transfer/http_sender.h"

/// What the group robots of DingTalk, WeCom and Feishu have in common.
namespace liandu::notifier {

struct RobotSettings {
  /// The robot's whole address; secret.
  std::string url;
  /// What it signs with; secret; empty: it does not.
  std::string secret;
  /// A word that the robot demands in every message; empty: none.
  std::string keyword;
  TransferSettings transfer;
};

/// Knows the robot's secrets.
Scrubber ScrubberOf(const RobotSettings& settings);

/// Posts a body (JSON) to a robot.
HttpAnswer PostJson(HttpSender& sender, const std::string& url, const std::string& body);

/// What a robot's answer says: a code, whatever its HTTP status is.
struct RobotAnswer {
  int64_t code = 0;
  std::string message;
};
/// nullopt: the answer is not 2xx, or no JSON object with the code as a number under `code_key`.
std::optional<RobotAnswer> ReadRobotAnswer(const HttpAnswer& answer, const char* code_key, const char* message_key);
/// What an answer means that ReadRobotAnswer does not understand.
SendResult UnreadableResult(const HttpAnswer& answer);
/// "errcode 310000: ..." without secrets.
std::string RobotError(const char* code_key, const RobotAnswer& answer, const Scrubber& scrubber);

/// The text with the keyword in it.
std::string WithKeyword(std::string text, const std::string& keyword);
/// All messages' addresses of the kind, each once, at most kMaxMentions.
std::vector<std::string> MentionsOf(const std::vector<const OutgoingMessage*>& messages, model::ContactKind kind);
inline constexpr size_t kMaxMentions = 50;

/// How many messages go out as one, at most.
inline constexpr int kMaxMerged = 50;
/// How long a robot is left alone that says that it is sent too much.
inline constexpr std::chrono::minutes kRateLimitedPause{1};

}  // namespace liandu::notifier
