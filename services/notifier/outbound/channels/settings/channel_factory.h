#pragma once

#include <functional>
#include <memory>
#include <string>

#include "notifier/outbound/channels/ceiling/ceiling.h"
#include "notifier/outbound/channels/settings/channel_settings.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// Makes the ceiling of the robot of that name.
using CeilingFactory = std::function<std::unique_ptr<Ceiling>(const std::string& robot, const CeilingRules& rules)>;

/// Makes a channel as it is configured. The clock must outlive it.
std::unique_ptr<Channel> MakeChannel(const ChannelSettings& settings, const CeilingFactory& ceilings,
                                     const platform::Clock& clock);

/// What a robot is called among all that send to it: the same for the same URL, which it does not give away.
std::string RobotName(const std::string& url);

}  // namespace liandu::notifier
