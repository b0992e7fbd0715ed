#include "notifier/outbound/channels/dingtalk/dingtalk_channel.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/text/message_text.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

/// A robot that is sent too much is blocked for so long.
constexpr std::chrono::minutes kBlockedPause{10};
constexpr size_t kMaxTitleBytes = 128;
constexpr char kCode[] = "errcode";
constexpr MarkdownStyle kWithLinks{"\n\n", true};
constexpr MarkdownStyle kWithButton{"\n\n", false};

/// "\n\n@13800000000 @user-1": only who is named in the text is rung.
std::string NamesText(const std::vector<std::string>& mobiles, const std::vector<std::string>& users) {
  std::string text;
  for (const auto* names : {&mobiles, &users}) {
    for (const std::string& name : *names) absl::StrAppend(&text, text.empty() ? "\n\n@" : " @", name);
  }
  return text;
}

}  // namespace

DingtalkChannel::DingtalkChannel(RobotSettings settings, const platform::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), sender_(settings_.transfer, ScrubberOf(settings_)) {}

SendResult DingtalkChannel::SendMerged(const std::vector<const OutgoingMessage*>& messages) {
  std::string url = settings_.url;
  if (!settings_.secret.empty()) absl::StrAppend(&url, DingtalkSignature(clock_.NowMs(), settings_.secret));
  const HttpAnswer answer = PostJson(sender_, url, DingtalkBody(messages, settings_.keyword));
  return DingtalkResult(answer, sender_.scrubber());
}

std::string DingtalkBody(const std::vector<const OutgoingMessage*>& messages, const std::string& keyword) {
  const OutgoingMessage& first = *messages.front();
  const bool merged = messages.size() > 1;
  const std::vector<std::string> mobiles = MentionsOf(messages, model::ContactKind::kPhone);
  const std::vector<std::string> users = MentionsOf(messages, model::ContactKind::kDingtalkUser);
  const std::string names = NamesText(mobiles, users);
  const bool card = !merged && names.empty() && !first.link.empty();
  const size_t room = kMaxDingtalkBytes - names.size() - keyword.size() - 1;
  const std::string title =
      CutUtf8(merged ? MergedTitle(messages.size()) : PlainMarkdown(first.delivery.title), kMaxTitleBytes);
  std::string text =
      merged ? MergedMarkdown(messages, kWithLinks, room) : MarkdownText(first, card ? kWithButton : kWithLinks, room);
  text = WithKeyword(text, keyword) + names;
  json body;
  if (card) {
    body = {{"msgtype", "actionCard"},
            {"actionCard",
             {{"title", title},
              {"text", text},
              {"btnOrientation", "0"},
              {"singleTitle", "查看与办理"},
              {"singleURL", first.link}}}};
  } else {
    body = {{"msgtype", "markdown"},
            {"markdown", {{"title", title}, {"text", text}}},
            {"at", {{"atMobiles", mobiles}, {"atUserIds", users}, {"isAtAll", false}}}};
  }
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string DingtalkSignature(int64_t timestamp_ms, const std::string& secret) {
  const std::string signature = Base64(HmacSha256(secret, absl::StrCat(timestamp_ms, "\n", secret)));
  return absl::StrCat("&timestamp=", timestamp_ms, "&sign=", PercentEncode(signature));
}

SendResult DingtalkResult(const HttpAnswer& answer, const Scrubber& scrubber) {
  const std::optional<RobotAnswer> said = ReadRobotAnswer(answer, kCode, "errmsg");
  if (!said) return UnreadableResult(answer);
  const std::string error = RobotError(kCode, *said, scrubber);
  switch (said->code) {
    case 0:
      return Accepted();
    case -1:
      return Retry(SendReason::kBusy, error, answer.retry_after);
    case 130101:
    case 410100:
      return Retry(SendReason::kRateLimited, error, kBlockedPause);
    case 310000:
      return Refused(SendReason::kBadSignature, error);
    case 400101:
      return Refused(SendReason::kBadToken, error);
    case 400102:
      return Refused(SendReason::kDisabled, error);
    case 400013:
    case 400106:
      return Refused(SendReason::kGone, error);
    case 400105:
    case 40035:
    case 43004:
      return Refused(SendReason::kBadRequest, error);
    case 430101:
    case 430102:
    case 430103:
    case 430104:
      return Refused(SendReason::kContentRefused, error);
    default:
      return Retry(SendReason::kBadAnswer, error, answer.retry_after);
  }
}

}  // namespace liandu::notifier
