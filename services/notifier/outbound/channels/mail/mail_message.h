#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notifier/outbound/channels/channel.h"

/// A delivery as a mail (RFC 5322, MIME). Pure functions; nothing in a message can add a header or a part.
namespace liandu::notifier {

/// Who a mail comes from.
struct MailSender {
  /// "链督"; empty: none.
  std::string display_name;
  /// Usable as IsUsableAddress says.
  std::string address;

  /// Reads "链督 <liandu@example.org>" or "liandu@example.org"; the address is empty for anything else.
  static MailSender Parse(std::string_view text);
};

/// The whole mail, lines ended by CRLF. The same message always gives the same bytes, Message-ID and Date included.
std::string MailText(const OutgoingMessage& message, const MailSender& from, const std::vector<std::string>& to);

/// "<...@example.org>": one for each delivery, whatever happens to it.
std::string MessageId(std::string_view delivery_id, std::string_view from_address);

/// A header's text (RFC 2047): ASCII as it is, everything else as encoded words on lines of at most 76 characters.
/// Control characters become spaces.
std::string EncodedHeader(std::string_view text);

/// "Mon, 01 Jul 2024 01:30:00 +0000".
std::string MailDate(model::Instant instant);

}  // namespace liandu::notifier
