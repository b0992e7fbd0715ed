#include "platform/config/text_rules.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace liandu::platform {
namespace {

constexpr size_t kMaxSecretBytes = 64 * 1024;

/// Length of the UTF-8 sequence at the front of `text`; 0 if there is none.
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) > 0x9F;
  const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
  return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

absl::Status CheckPlainText(std::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) {
    return absl::InvalidArgumentError(absl::StrCat("is ", text.size(), " bytes long; at most ", max_bytes));
  }
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x20 || lead == 0x7F) return absl::InvalidArgumentError("holds a control character; remove it");
    const size_t length = SequenceLength(text);
    if (length == 0) return absl::InvalidArgumentError("is not UTF-8; save the file as UTF-8");
    text.remove_prefix(length);
  }
  return absl::OkStatus();
}

absl::Status CheckAddress(std::string_view text, bool allow_unix) {
  const char* form = allow_unix ? "is no address; write \"host:port\" or \"unix:/path\""
                                : "is no address; write \"host:port\" with a port from 0 to 65535";
  if (absl::Status plain = CheckPlainText(text, 512); !plain.ok()) return plain;
  if (text.substr(0, 5) == "unix:") {
    return allow_unix && text.size() > 6 && text[5] == '/' ? absl::OkStatus() : absl::InvalidArgumentError(form);
  }
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return absl::InvalidArgumentError(form);
  const std::string_view host = text.substr(0, colon);
  const bool bracketed = host.front() == '[' && host.back() == ']' && host.size() > 2;
  if (!bracketed && host.find_first_of(":[] /") != std::string_view::npos) return absl::InvalidArgumentError(form);
  const std::string_view digits = text.substr(colon + 1);
  int port = -1;
  const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
                      absl::SimpleAtoi(std::string(digits), &port);
  return number && port <= 65535 ? absl::OkStatus() : absl::InvalidArgumentError(form);
}

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  if (absl::Status readable = CheckReadable(path); !readable.ok()) return readable;
  std::ifstream file(path, std::ios::binary);
  std::string content(kMaxSecretBytes + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<size_t>(file.gcount()));
  if (content.size() > kMaxSecretBytes) return absl::InvalidArgumentError("names a file of more than 64 kB");
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) content.pop_back();
  if (content.empty()) return absl::InvalidArgumentError("names an empty file");
  return content;
}

absl::Status CheckReadable(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0 || access(path.c_str(), R_OK) != 0) {
    return absl::InvalidArgumentError(absl::StrCat("names a file that cannot be read: ", std::strerror(errno)));
  }
  if (S_ISDIR(about.st_mode)) return absl::InvalidArgumentError("names a directory; a file is needed");
  return absl::OkStatus();
}

std::string QuoteYaml(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace liandu::platform
