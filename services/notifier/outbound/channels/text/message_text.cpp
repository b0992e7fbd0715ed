#include "notifier/outbound/channels/text/message_text.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/text/utf8.h"

namespace liandu::notifier {
namespace {

constexpr std::string_view kEllipsis = "…";
/// Of a title, in bytes.
constexpr size_t kMaxTitleBytes = 300;
/// A message among others that has less room than this says only its title.
constexpr size_t kMinBodyBytes = 120;

using Escape = std::string (*)(std::string_view);

std::string AsItIs(std::string_view text) { return std::string(text); }

/// The text's lines; the first not, where it only repeats the title.
std::vector<std::string> LinesOf(const Delivery& delivery) {
  std::vector<std::string> lines = absl::StrSplit(delivery.text, '\n');
  if (!lines.empty() && lines.front() == delivery.title) lines.erase(lines.begin());
  return lines;
}

/// "3. ..." tells of one item.
bool IsItemLine(std::string_view line) {
  const size_t digits = line.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && line.substr(digits, 2) == ". ";
}

std::string RestText(const OutgoingMessage& message, size_t items_shown) {
  const size_t total = message.delivery.items.size() + static_cast<size_t>(message.delivery.omitted_items);
  const char* where = message.link.empty() ? "" : "见链接";
  if (total > 1 && total > items_shown) return absl::StrCat("…余 ", total - items_shown, " 项", where);
  return absl::StrCat("…其余", message.link.empty() ? "从略" : where);
}

/// Whole lines in at most so many bytes, and what is left out is said.
std::string FitLines(const OutgoingMessage& message, Escape escape, std::string_view line_break, size_t max_bytes) {
  std::vector<std::string> lines;
  size_t bytes = 0;
  for (const std::string& line : LinesOf(message.delivery)) {
    lines.push_back(escape(line));
    bytes += lines.back().size() + line_break.size();
  }
  if (bytes <= max_bytes + line_break.size())
    return absl::StrJoin(lines, absl::string_view(line_break.data(), line_break.size()));
  // Room for the longest note that there can be.
  const size_t reserved = RestText(message, 0).size() + line_break.size();
  std::string text;
  size_t items = 0;
  for (const std::string& line : lines) {
    if (text.size() + line.size() + line_break.size() + reserved > max_bytes) break;
    absl::StrAppend(&text, line, std::string(line_break));
    if (IsItemLine(line)) ++items;
  }
  return CutUtf8(text + RestText(message, items), max_bytes);
}

std::string NumberLine(const Delivery& delivery, Escape escape) {
  if (delivery.number.empty()) return "";
  return absl::StrCat("编号 ", escape(delivery.number));
}

/// Title, lines, number and link; the title as `title` writes it.
std::string Whole(const OutgoingMessage& message, const std::string& title, Escape escape, std::string_view line_break,
                  const std::string& link, size_t max_bytes) {
  const std::string broken(line_break);
  const std::string number = NumberLine(message.delivery, escape);
  std::string tail;
  if (!number.empty()) tail = broken + number;
  if (!link.empty() && title.size() + tail.size() + broken.size() + link.size() <= max_bytes) {
    absl::StrAppend(&tail, broken, link);
  }
  const size_t taken = title.size() + broken.size() + tail.size();
  if (taken > max_bytes) return CutUtf8(title + tail, max_bytes);
  std::string body = FitLines(message, escape, line_break, max_bytes - taken);
  // The text may say its number itself.
  if (!number.empty() && body.find(message.delivery.number) != std::string::npos)
    tail.erase(0, broken.size() + number.size());
  return absl::StrCat(title, body.empty() ? "" : broken, body, tail);
}

std::string Heading(const Delivery& delivery) {
  return absl::StrCat("**", PlainMarkdown(CutUtf8(delivery.title, kMaxTitleBytes)), "**");
}

bool IsMail(std::string_view address) {
  const size_t at = address.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == address.size() || address.size() > 254) return false;
  const auto fits = [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view("<>()[],;:\\\"@").find(c) == std::string_view::npos;
  };
  const std::string_view local = address.substr(0, at);
  const std::string_view host = address.substr(at + 1);
  return std::all_of(local.begin(), local.end(), fits) && std::all_of(host.begin(), host.end(), fits) &&
         local.front() != '-' && host.front() != '-';
}

bool IsPhone(std::string_view address) {
  if (!address.empty() && address.front() == '+') address.remove_prefix(1);
  return address.size() >= 5 && address.size() <= 20 &&
         address.find_first_not_of("0123456789") == std::string_view::npos;
}

bool IsUserId(std::string_view address) {
  const auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("_-.@$").find(c) != std::string_view::npos;
  };
  return !address.empty() && address.size() <= 64 && std::all_of(address.begin(), address.end(), fits);
}

}  // namespace

std::string CutUtf8(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  const bool marked = max_bytes >= kEllipsis.size();
  size_t end = marked ? max_bytes - kEllipsis.size() : max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return absl::StrCat(std::string(text.substr(0, end)), marked ? "…" : "");
}

std::string CutCharacters(std::string_view text, size_t max_characters) {
  size_t position = 0;
  size_t keep = 0;
  for (size_t count = 0; position < text.size(); ++count) {
    if (count + 1 == max_characters) keep = position;
    if (count == max_characters) return absl::StrCat(std::string(text.substr(0, keep)), max_characters == 0 ? "" : "…");
    platform::NextCodePoint(text, position);
  }
  return std::string(text);
}

std::string PlainMarkdown(std::string_view text) {
  static constexpr std::pair<char, const char*> kForms[] = {
      {'*', "＊"}, {'_', "＿"}, {'`', "｀"},  {'[', "［"}, {']', "］"}, {'<', "＜"}, {'>', "＞"}, {'#', "＃"},
      {'|', "｜"}, {'~', "～"}, {'\\', "＼"}, {'@', "＠"}, {'!', "！"}, {'&', "＆"}, {'$', "＄"}};
  std::string plain;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    bool well_formed = true;
    platform::NextCodePoint(text, i, &well_formed);
    if (!well_formed) {
      plain += "\xEF\xBF\xBD";
      continue;
    }
    const std::string_view character = text.substr(start, i - start);
    const auto form = std::find_if(std::begin(kForms), std::end(kForms),
                                   [&](const auto& one) { return character.size() == 1 && one.first == character[0]; });
    if (form != std::end(kForms)) {
      plain += form->second;
    } else if (text.substr(start, 3) == "://") {
      plain += "：";
    } else if (static_cast<unsigned char>(character[0]) < 0x20) {
      plain += ' ';
    } else {
      plain += character;
    }
  }
  return plain;
}

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (char character : text) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

std::string MarkdownLink(std::string_view label, std::string_view url) {
  std::string target;
  for (char character : url) {
    switch (character) {
      case '(':
        target += "%28";
        break;
      case ')':
        target += "%29";
        break;
      case ' ':
        target += "%20";
        break;
      default:
        target += character;
    }
  }
  return absl::StrCat("[", std::string(label), "](", target, ")");
}

std::string MarkdownText(const OutgoingMessage& message, const MarkdownStyle& style, size_t max_bytes) {
  const std::string link = style.links && !message.link.empty() ? MarkdownLink("查看与办理", message.link) : "";
  return Whole(message, Heading(message.delivery), &PlainMarkdown, style.line_break, link, max_bytes);
}

std::string MergedTitle(size_t count) { return absl::StrCat("督办提醒：合并发送 ", count, " 条"); }

std::string MergedMarkdown(const std::vector<const OutgoingMessage*>& messages, const MarkdownStyle& style,
                           size_t max_bytes) {
  const std::string broken(style.line_break);
  std::string text = absl::StrCat("**", MergedTitle(messages.size()), "**");
  const size_t gap = 2 * broken.size();
  const size_t taken = text.size() + messages.size() * gap;
  if (taken >= max_bytes) return CutUtf8(text, max_bytes);
  const size_t share = (max_bytes - taken) / messages.size();
  for (const OutgoingMessage* message : messages) {
    const std::string link = message->link.empty() ? "" : MarkdownLink("查看与办理", message->link);
    std::string title = Heading(message->delivery);
    const std::string number = NumberLine(message->delivery, &PlainMarkdown);
    std::string part;
    if (share >= kMinBodyBytes + title.size()) {
      part = Whole(*message, title, &PlainMarkdown, style.line_break, link, share);
    } else {
      const std::string plain = PlainMarkdown(message->delivery.title);
      const std::string tail = number.empty() ? "" : absl::StrCat("（", number, "）");
      part = CutUtf8(plain, share > tail.size() ? share - tail.size() : 0) + (share > tail.size() ? tail : "");
      if (!link.empty() && part.size() + 1 + link.size() <= share) absl::StrAppend(&part, " ", link);
    }
    absl::StrAppend(&text, broken, broken, part);
  }
  return text;
}

std::string PlainText(const OutgoingMessage& message, size_t max_bytes) {
  return Whole(message, CutUtf8(message.delivery.title, kMaxTitleBytes), &AsItIs, "\n",
               message.link.empty() ? "" : absl::StrCat("链接：", message.link), max_bytes);
}

std::vector<std::string> AddressesOf(const Delivery& delivery, model::ContactKind kind) {
  std::vector<std::string> addresses;
  const auto add = [&](const std::string& address) {
    const bool known = std::find(addresses.begin(), addresses.end(), address) != addresses.end();
    if (!known && IsUsableAddress(kind, address)) addresses.push_back(address);
  };
  if (kind == model::ContactKind::kMail || kind == model::ContactKind::kPhone) {
    for (const std::string& address : delivery.addresses) add(address);
    if (!addresses.empty()) return addresses;
  }
  for (const model::ContactPoint& point : delivery.contact_points) {
    if (point.kind == kind) add(point.address);
  }
  return addresses;
}

bool IsUsableAddress(model::ContactKind kind, std::string_view address) {
  if (kind == model::ContactKind::kMail) return IsMail(address);
  if (kind == model::ContactKind::kPhone) return IsPhone(address);
  return IsUserId(address);
}

}  // namespace liandu::notifier
