#include "notifier/outbound/channels/feishu/feishu_channel.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/text/message_text.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;

constexpr char kCode[] = "code";
constexpr size_t kMaxTitleBytes = 300;
constexpr MarkdownStyle kWithLinks{"\n", true};
constexpr MarkdownStyle kWithButton{"\n", false};
constexpr int64_t kMsPerSecond = 1000;

/// The card's colour: that of the worst alert.
const char* ColourOf(const std::vector<const OutgoingMessage*>& messages) {
  model::Severity worst = model::Severity::kNone;
  for (const OutgoingMessage* message : messages) {
    for (const DeliveryItem& item : message->delivery.items) {
      if (item.kind != model::TransitionKind::kCleared) worst = std::max(worst, item.severity);
    }
  }
  if (worst == model::Severity::kRed) return "red";
  if (worst == model::Severity::kYellow) return "yellow";
  return worst == model::Severity::kNone ? "green" : "blue";
}

/// "too many request" and the like.
bool IsAboutRate(const std::string& message) {
  const std::string lower = absl::AsciiStrToLower(message);
  return absl::StrContains(lower, "too many") || absl::StrContains(lower, "limit");
}

json Card(const std::vector<const OutgoingMessage*>& messages, const std::string& keyword, size_t room) {
  const OutgoingMessage& first = *messages.front();
  const bool merged = messages.size() > 1;
  const std::string title = merged ? MergedTitle(messages.size()) : CutUtf8(first.delivery.title, kMaxTitleBytes);
  const std::string text = merged ? MergedMarkdown(messages, kWithLinks, room) : MarkdownText(first, kWithButton, room);
  json elements = {{{"tag", "markdown"}, {"content", WithKeyword(text, keyword)}}};
  std::string names;
  for (const std::string& user : MentionsOf(messages, model::ContactKind::kFeishuUser)) {
    absl::StrAppend(&names, "<at id=", user, "></at>");
  }
  if (!names.empty()) elements.push_back({{"tag", "markdown"}, {"content", names}});
  if (!merged && !first.link.empty()) {
    const json button = {{"tag", "button"},
                         {"text", {{"tag", "plain_text"}, {"content", "查看与办理"}}},
                         {"type", "primary"},
                         {"url", first.link}};
    elements.push_back({{"tag", "action"}, {"actions", {button}}});
  }
  return {{"config", {{"wide_screen_mode", true}}},
          {"header", {{"template", ColourOf(messages)}, {"title", {{"tag", "plain_text"}, {"content", title}}}}},
          {"elements", elements}};
}

}  // namespace

FeishuChannel::FeishuChannel(RobotSettings settings, const platform::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), sender_(settings_.transfer, ScrubberOf(settings_)) {}

SendResult FeishuChannel::SendMerged(const std::vector<const OutgoingMessage*>& messages) {
  const std::string body = FeishuBody(messages, settings_, clock_.NowMs() / kMsPerSecond);
  return FeishuResult(PostJson(sender_, settings_.url, body), sender_.scrubber());
}

std::string FeishuBody(const std::vector<const OutgoingMessage*>& messages, const RobotSettings& settings,
                       int64_t timestamp_s) {
  size_t room = kMaxFeishuBytes;
  while (true) {
    json body = {{"msg_type", "interactive"}, {"card", Card(messages, settings.keyword, room)}};
    if (!settings.secret.empty()) {
      body["timestamp"] = absl::StrCat(timestamp_s);
      body["sign"] = FeishuSignature(timestamp_s, settings.secret);
    }
    std::string bytes = body.dump(-1, ' ', false, json::error_handler_t::replace);
    if (bytes.size() <= kMaxFeishuBytes) return bytes;
    // What surrounds the text, and what JSON makes longer, is known only now.
    const size_t beyond = bytes.size() - kMaxFeishuBytes;
    room = room > 2 * beyond ? room - beyond : room / 2;
  }
}

std::string FeishuSignature(int64_t timestamp_s, const std::string& secret) {
  return Base64(HmacSha256(absl::StrCat(timestamp_s, "\n", secret), ""));
}

SendResult FeishuResult(const HttpAnswer& answer, const Scrubber& scrubber) {
  const std::optional<RobotAnswer> said = ReadRobotAnswer(answer, kCode, "msg");
  if (!said) return UnreadableResult(answer);
  const std::string error = RobotError(kCode, *said, scrubber);
  switch (said->code) {
    case 0:
      return Accepted();
    case 9499:
      // One code for two things; what it says tells them apart.
      if (IsAboutRate(said->message)) {
        return Retry(SendReason::kRateLimited, error, kRateLimitedPause);
      }
      return Refused(SendReason::kBadRequest, error);
    case 11232:
      return Retry(SendReason::kRateLimited, error, kRateLimitedPause);
    case 19001:
      return Refused(SendReason::kBadToken, error);
    case 19021:
      return Refused(SendReason::kBadSignature, error);
    case 19022:
      return Refused(SendReason::kIpRefused, error);
    case 19024:
      return Refused(SendReason::kKeywordMissing, error);
    default:
      return Retry(SendReason::kBadAnswer, error, answer.retry_after);
  }
}

}  // namespace liandu::notifier
