#include "notifier/outbound/channels/mail/mail_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "notifier/outbound/channels/signing/signatures.h"
#include "notifier/outbound/channels/text/message_text.h"
#include "notifier/outbound/channels/transfer/http_sender.h"

namespace liandu::notifier {
namespace {

/// Bytes of text in an encoded word, so that the word with "=?UTF-8?B?" and "?=" has at most 75 characters.
constexpr size_t kEncodedWordBytes = 45;
constexpr size_t kBase64LineLength = 76;
constexpr size_t kMaxSubjectBytes = 300;
/// Of a part's text; a digest of a hundred alerts is far below.
constexpr size_t kMaxTextBytes = 256 * 1024;
/// Of a Message-ID's and a boundary's digest.
constexpr size_t kIdDigits = 32;

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }) &&
         text.find("=?") == std::string_view::npos;
}

/// Bytes of the character that begins at `position`.
size_t CharacterBytes(std::string_view text, size_t position) {
  size_t end = position + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end - position;
}

std::string Base64Lines(std::string_view text) {
  const std::string encoded = Base64(text);
  std::string lines;
  for (size_t i = 0; i < encoded.size(); i += kBase64LineLength) {
    absl::StrAppend(&lines, encoded.substr(i, kBase64LineLength), "\r\n");
  }
  return lines;
}

std::string Part(const std::string& boundary, const char* type, std::string_view text) {
  return absl::StrCat("--", boundary, "\r\nContent-Type: ", type,
                      "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", Base64Lines(text));
}

std::string Html(const OutgoingMessage& message) {
  const Delivery& delivery = message.delivery;
  std::string html = absl::StrCat(
      "<!DOCTYPE html>\r\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>", EscapeHtml(delivery.title),
      "</title></head>\r\n<body style=\"font-family:sans-serif;line-height:1.6;max-width:42em\">\r\n<h1 "
      "style=\"font-size:1.2em\">",
      EscapeHtml(delivery.title), "</h1>\r\n");
  std::vector<std::string> lines = absl::StrSplit(delivery.text, '\n');
  if (lines.front() == delivery.title) lines.erase(lines.begin());
  for (const std::string& line : lines) {
    if (!line.empty()) absl::StrAppend(&html, "<p style=\"margin:0.3em 0\">", EscapeHtml(line), "</p>\r\n");
  }
  const bool says_number = delivery.text.find(delivery.number) != std::string::npos;
  if (!says_number) absl::StrAppend(&html, "<p>编号 ", EscapeHtml(delivery.number), "</p>\r\n");
  if (!message.link.empty()) {
    absl::StrAppend(&html, "<p><a href=\"", EscapeHtml(message.link), "\">查看与办理</a></p>\r\n");
  }
  return html + "</body></html>\r\n";
}

std::string FromHeader(const MailSender& from) {
  if (from.display_name.empty()) return from.address;
  // Always encoded: then nothing in it can be anything but a name.
  return absl::StrCat("=?UTF-8?B?", Base64(CutUtf8(from.display_name, kEncodedWordBytes)), "?= <", from.address, ">");
}

}  // namespace

MailSender MailSender::Parse(std::string_view text) {
  const size_t open = text.find('<');
  MailSender sender;
  std::string_view address = text;
  if (open != std::string_view::npos && !text.empty() && text.back() == '>') {
    address = text.substr(open + 1, text.size() - open - 2);
    sender.display_name = std::string(absl::StripAsciiWhitespace(absl::string_view(text.data(), open)));
  }
  if (IsUsableAddress(model::ContactKind::kMail, address)) sender.address = std::string(address);
  return sender;
}

std::string MailText(const OutgoingMessage& message, const MailSender& from, const std::vector<std::string>& to) {
  const Delivery& delivery = message.delivery;
  const std::string boundary = "liandu-" + HexDigits(Sha256("boundary " + delivery.id)).substr(0, kIdDigits);
  return absl::StrCat("Date: ", MailDate(delivery.scheduled), "\r\nFrom: ", FromHeader(from),
                      "\r\nTo: ", absl::StrJoin(to, ",\r\n "),
                      "\r\nSubject: ", EncodedHeader(CutUtf8(delivery.title, kMaxSubjectBytes)),
                      "\r\nMessage-ID: ", MessageId(delivery.id, from.address),
                      "\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\nX-Liandu-Number: ",
                      HeaderValue(delivery.number), "\r\nMIME-Version: 1.0\r\nContent-Language: zh-CN\r\n",
                      "Content-Type: multipart/alternative; boundary=\"", boundary, "\"\r\n\r\n",
                      Part(boundary, "text/plain", PlainText(message, kMaxTextBytes)),
                      Part(boundary, "text/html", CutUtf8(Html(message), kMaxTextBytes)), "--", boundary, "--\r\n");
}

std::string MessageId(std::string_view delivery_id, std::string_view from_address) {
  const std::string digits = HexDigits(Sha256(delivery_id)).substr(0, kIdDigits);
  return absl::StrCat("<", digits, "@", std::string(from_address.substr(from_address.find('@') + 1)), ">");
}

std::string EncodedHeader(std::string_view text) {
  std::string clean(text);
  for (char& character : clean) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7F) character = ' ';
  }
  constexpr size_t kPlainLineLength = 60;
  if (IsPlain(clean) && clean.size() <= kPlainLineLength) return clean;
  std::vector<std::string> words;
  std::string word;
  for (size_t i = 0; i < clean.size();) {
    const size_t bytes = CharacterBytes(clean, i);
    if (word.size() + bytes > kEncodedWordBytes) {
      words.push_back(absl::StrCat("=?UTF-8?B?", Base64(word), "?="));
      word.clear();
    }
    word += clean.substr(i, bytes);
    i += bytes;
  }
  words.push_back(absl::StrCat("=?UTF-8?B?", Base64(word), "?="));
  return absl::StrJoin(words, "\r\n ");
}

std::string MailDate(model::Instant instant) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(instant - day).count();
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace liandu::notifier
