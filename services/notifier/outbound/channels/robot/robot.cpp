#include "notifier/outbound/channels/robot/robot.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/text/message_text.h"

namespace liandu::notifier {

using nlohmann::json;

Scrubber ScrubberOf(const RobotSettings& settings) {
  Scrubber scrubber;
  scrubber.HideUrl(settings.url);
  scrubber.Hide(settings.secret);
  return scrubber;
}

HttpAnswer PostJson(HttpSender& sender, const std::string& url, const std::string& body) {
  return sender.Post({url, {"Content-Type: application/json; charset=utf-8"}, body});
}

std::optional<RobotAnswer> ReadRobotAnswer(const HttpAnswer& answer, const char* code_key, const char* message_key) {
  if (answer.failure) return std::nullopt;
  const json body = json::parse(answer.body, nullptr, false);
  if (!body.is_object()) return std::nullopt;
  const auto code = body.find(code_key);
  if (code == body.end() || !code->is_number_integer()) return std::nullopt;
  const auto message = body.find(message_key);
  const bool has_text = message != body.end() && message->is_string();
  return RobotAnswer{code->get<int64_t>(), has_text ? message->get<std::string>() : ""};
}

SendResult UnreadableResult(const HttpAnswer& answer) {
  const SendResult by_status = ResultOfStatus(answer);
  if (by_status.kind != SendResult::Kind::kAccepted) return by_status;
  return Retry(SendReason::kBadAnswer, absl::StrCat("HTTP ", answer.status, " with an answer that is not understood"),
               answer.retry_after);
}

std::string RobotError(const char* code_key, const RobotAnswer& answer, const Scrubber& scrubber) {
  return scrubber.Clean(absl::StrCat(code_key, " ", answer.code, answer.message.empty() ? "" : ": ", answer.message));
}

std::string WithKeyword(std::string text, const std::string& keyword) {
  if (keyword.empty() || text.find(keyword) != std::string::npos) return text;
  return absl::StrCat(text, "\n", keyword);
}

std::vector<std::string> MentionsOf(const std::vector<const OutgoingMessage*>& messages, model::ContactKind kind) {
  std::vector<std::string> mentions;
  for (const OutgoingMessage* message : messages) {
    for (const std::string& address : AddressesOf(message->delivery, kind)) {
      const bool known = std::find(mentions.begin(), mentions.end(), address) != mentions.end();
      if (!known && mentions.size() < kMaxMentions) mentions.push_back(address);
    }
  }
  return mentions;
}

}  // namespace liandu::notifier
