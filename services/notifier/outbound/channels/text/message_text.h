#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/organisation.h"
#include "notifier/outbound/channels/channel.h"

/// Messages as chat robots, mail and text messages can carry them. Pure functions.
namespace liandu::notifier {

/// At most so many bytes, never cut inside a character; what is cut ends in "…" where there is room for it.
std::string CutUtf8(std::string_view text, size_t max_bytes);
/// At most so many characters, the last of them "…" where something is cut.
std::string CutCharacters(std::string_view text, size_t max_characters);

/// Text from outside so that no robot's Markdown sees anything in it: marks, brackets, "@" and "://" become their
/// full-width forms, which read the same. Malformed UTF-8 becomes U+FFFD.
std::string PlainMarkdown(std::string_view text);
std::string EscapeHtml(std::string_view text);
/// "[label](url)", whatever the URL holds.
std::string MarkdownLink(std::string_view label, std::string_view url);

/// How a robot's Markdown is written.
struct MarkdownStyle {
  /// Between two lines.
  std::string_view line_break = "\n";
  /// Whether links stand in the text; else they stand beside it (a button).
  bool links = true;
};

/// The message in Markdown, in at most so many bytes: title, whole lines, its number, its link. What does not fit is
/// said: "…余 12 项见链接".
std::string MarkdownText(const OutgoingMessage& message, const MarkdownStyle& style, size_t max_bytes);
/// Several messages as one, each with its title and number, shorter ones rather than fewer.
std::string MergedMarkdown(const std::vector<const OutgoingMessage*>& messages, const MarkdownStyle& style,
                           size_t max_bytes);
/// "督办提醒：合并发送 3 条".
std::string MergedTitle(size_t count);
/// The message without any markup, in at most so many bytes, likewise.
std::string PlainText(const OutgoingMessage& message, size_t max_bytes);

/// Addresses of the kind, usable ones only, each once: those that the receiver names, where it names any that fit the
/// kind (mail and phone), else those of the posts' holders.
std::vector<std::string> AddressesOf(const Delivery& delivery, model::ContactKind kind);
/// "name@host" without anything that could end a header or a command; "13800000000" or "+8613800000000"; a chat
/// system's user id.
bool IsUsableAddress(model::ContactKind kind, std::string_view address);

}  // namespace liandu::notifier
