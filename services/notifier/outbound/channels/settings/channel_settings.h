#pragma once

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "notifier/outbound/channels/alertmanager/alertmanager_channel.h"
#include "notifier/outbound/channels/ceiling/ceiling.h"
#include "notifier/outbound/channels/journal/journal_channel.h"
#include "notifier/outbound/channels/mail/mail_channel.h"
#include "notifier/outbound/channels/robot/robot.h"
#include "notifier/outbound/channels/sms/sms_channel.h"
#include "notifier/outbound/channels/webhook/webhook_channel.h"
#include "platform/config/config_table.h"

namespace liandu::notifier {

enum class RobotKind { kDingtalk, kWecom, kFeishu };

/// A group robot and what it takes.
struct PacedRobotSettings {
  RobotKind kind = RobotKind::kDingtalk;
  RobotSettings robot;
  CeilingRules ceiling;
};

/// A channel of the configuration, with its secrets.
struct ChannelSettings {
  /// By which receivers name it.
  std::string name;
  /// Messages in flight at once.
  int threads = 1;
  std::variant<JournalSettings, PacedRobotSettings, MailSettings, SmsSettings, WebhookSettings, AlertmanagerSettings>
      settings;
};

/// What a list of channels comes to.
struct ChannelList {
  std::vector<ChannelSettings> channels;
  /// To be told, and no reason to stop: files that hold secrets and are open to others.
  std::vector<std::string> warnings;
};

/// Reads the list `channels` of the configuration, with the secrets' files; opens no socket. `external_url`: what
/// webhooks and alerts say is the address of this system. Everything that is wrong is added to `violations`.
ChannelList ReadChannels(const std::vector<platform::ConfigRecord>& records, const std::string& external_url,
                         platform::ConfigViolations& violations);

/// How a value of the list is printed: URLs without what may be secret.
std::string ShownChannelValue(const std::string& key, const std::string& text);

/// a-z, 0-9 and "-", at most 63.
bool IsChannelName(const std::string& name);

}  // namespace liandu::notifier
