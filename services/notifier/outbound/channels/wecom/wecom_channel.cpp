#include "notifier/outbound/channels/wecom/wecom_channel.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/text/message_text.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

constexpr char kCode[] = "errcode";
constexpr MarkdownStyle kStyle{"\n", true};
/// People's names may take a quarter of a message.
constexpr size_t kMaxNamesBytes = kMaxWecomMarkdownBytes / 4;

/// "\n<@user-1><@user-2>", as many as there is room for.
std::string NamesText(const std::vector<std::string>& users) {
  std::string text;
  for (const std::string& user : users) {
    const std::string name = absl::StrCat(text.empty() ? "\n" : "", "<@", user, ">");
    if (text.size() + name.size() <= kMaxNamesBytes) text += name;
  }
  return text;
}

json TextBody(const OutgoingMessage& message, const std::string& keyword, const std::vector<std::string>& mobiles) {
  const std::string text = PlainText(message, kMaxWecomTextBytes - keyword.size() - 1);
  return {{"msgtype", "text"},
          {"text",
           {{"content", WithKeyword(text, keyword)},
            {"mentioned_list", json::array()},
            {"mentioned_mobile_list", mobiles}}}};
}

}  // namespace

WecomChannel::WecomChannel(RobotSettings settings)
    : settings_(std::move(settings)), sender_(settings_.transfer, ScrubberOf(settings_)) {}

SendResult WecomChannel::SendMerged(const std::vector<const OutgoingMessage*>& messages) {
  const HttpAnswer answer = PostJson(sender_, settings_.url, WecomBody(messages, settings_.keyword));
  return WecomResult(answer, sender_.scrubber());
}

std::string WecomBody(const std::vector<const OutgoingMessage*>& messages, const std::string& keyword) {
  const std::vector<std::string> users = MentionsOf(messages, model::ContactKind::kWecomUser);
  const std::vector<std::string> mobiles = MentionsOf(messages, model::ContactKind::kPhone);
  json body;
  if (messages.size() == 1 && users.empty() && !mobiles.empty()) {
    body = TextBody(*messages.front(), keyword, mobiles);
  } else {
    const std::string names = NamesText(users);
    const size_t room = kMaxWecomMarkdownBytes - names.size() - keyword.size() - 1;
    const std::string text =
        messages.size() == 1 ? MarkdownText(*messages.front(), kStyle, room) : MergedMarkdown(messages, kStyle, room);
    body = {{"msgtype", "markdown"}, {"markdown", {{"content", WithKeyword(text, keyword) + names}}}};
  }
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

SendResult WecomResult(const HttpAnswer& answer, const Scrubber& scrubber) {
  const std::optional<RobotAnswer> said = ReadRobotAnswer(answer, kCode, "errmsg");
  if (!said) return UnreadableResult(answer);
  const std::string error = RobotError(kCode, *said, scrubber);
  switch (said->code) {
    case 0:
      return Accepted();
    case -1:
      return Retry(SendReason::kBusy, error, answer.retry_after);
    case 45009:
      return Retry(SendReason::kRateLimited, error, kRateLimitedPause);
    case 93000:
      return Refused(SendReason::kBadToken, error);
    default:
      return Retry(SendReason::kBadAnswer, error, answer.retry_after);
  }
}

}  // namespace liandu::notifier
