#include "notifier/outbound/channels/settings/channel_factory.h"

#include <utility>

#include "notifier/outbound/channels/ceiling/ceiling_channel.h"
#include "notifier/outbound/channels/dingtalk/dingtalk_channel.h"
#include "notifier/outbound/channels/feishu/feishu_channel.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/wecom/wecom_channel.h"

namespace liandu::notifier {
namespace {

constexpr size_t kRobotNameDigits = 16;

/// Makes what each kind of settings asks for.
struct Maker {
  const CeilingFactory& ceilings;
  const platform::Clock& clock;

  std::unique_ptr<Channel> operator()(const JournalSettings& settings) const {
    return std::make_unique<JournalChannel>(settings);
  }
  std::unique_ptr<Channel> operator()(const PacedRobotSettings& settings) const {
    return std::make_unique<CeilingChannel>(Robot(settings), ceilings(RobotName(settings.robot.url), settings.ceiling));
  }
  std::unique_ptr<Channel> operator()(const MailSettings& settings) const {
    return std::make_unique<MailChannel>(settings);
  }
  std::unique_ptr<Channel> operator()(const SmsSettings& settings) const {
    return std::make_unique<SmsChannel>(settings, clock);
  }
  std::unique_ptr<Channel> operator()(const WebhookSettings& settings) const {
    return std::make_unique<WebhookChannel>(settings, clock);
  }
  std::unique_ptr<Channel> operator()(const AlertmanagerSettings& settings) const {
    return std::make_unique<AlertmanagerChannel>(settings, clock);
  }

  std::unique_ptr<Channel> Robot(const PacedRobotSettings& settings) const {
    if (settings.kind == RobotKind::kDingtalk) return std::make_unique<DingtalkChannel>(settings.robot, clock);
    if (settings.kind == RobotKind::kFeishu) return std::make_unique<FeishuChannel>(settings.robot, clock);
    return std::make_unique<WecomChannel>(settings.robot);
  }
};

}  // namespace

std::unique_ptr<Channel> MakeChannel(const ChannelSettings& settings, const CeilingFactory& ceilings,
                                     const platform::Clock& clock) {
  return std::visit(Maker{ceilings, clock}, settings.settings);
}

std::string RobotName(const std::string& url) { return HexDigits(Sha256(url)).substr(0, kRobotNameDigits); }

}  // namespace liandu::notifier
