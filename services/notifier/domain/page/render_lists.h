#pragma once

#include <string>

#include "notifier/domain/page/page_views.h"

namespace liandu::notifier {

/// The page of a message that tells of several alerts: each with a link to its own page, and the message as it was.
std::string RenderDigest(const DigestPage& page);

/// What is open in a jurisdiction, to be read only: lights by chain, what is late, what comes due.
std::string RenderBoard(const BoardPage& page);

/// The messages of a jurisdiction as those who got them saw them, newest first.
std::string RenderInbox(const InboxPage& page);

}  // namespace liandu::notifier
