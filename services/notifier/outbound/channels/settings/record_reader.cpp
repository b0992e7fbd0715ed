#include "notifier/outbound/channels/settings/record_reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/config/text_rules.h"

namespace liandu::notifier {
namespace {

constexpr size_t kMaxTextBytes = 2048;

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte < 0x20 || byte == 0x7F;
  });
}

std::string_view HostOf(std::string_view url) {
  url.remove_prefix(std::min(url.find("://") + 3, url.size()));
  return url.substr(0, url.find_first_of("/?#"));
}

}  // namespace

RecordReader::RecordReader(const platform::ConfigRecord& record, platform::ConfigViolations& violations,
                           std::vector<std::string>& warnings)
    : record_(record), violations_(violations), warnings_(warnings) {}

void RecordReader::Text(const std::string& key, std::string& value) {
  const std::string* text = Single(key);
  if (text == nullptr) return;
  const absl::Status plain = platform::CheckPlainText(*text, kMaxTextBytes);
  if (!plain.ok()) return Complain(key, std::string(plain.message()));
  value = *text;
}

void RecordReader::Integer(const std::string& key, int64_t min, int64_t max, int64_t& value) {
  const std::string* text = Single(key);
  if (text == nullptr) return;
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < min || number > max) {
    return Complain(key, absl::StrCat("must be a whole number from ", min, " to ", max));
  }
  value = number;
}

void RecordReader::Bool(const std::string& key, bool& value) {
  const std::string* text = Single(key);
  if (text == nullptr) return;
  if (*text != "true" && *text != "false") return Complain(key, "must be true or false");
  value = *text == "true";
}

void RecordReader::List(const std::string& key, std::vector<std::string>& value) {
  const platform::ConfigRecord::Value* found = Find(key);
  if (found == nullptr) return;
  if (!found->is_list) return Complain(key, "must be a list");
  value = found->texts;
}

void RecordReader::Url(const std::string& key, std::string& value) {
  const std::string* text = Single(key);
  if (text == nullptr) return;
  if (!IsHttpUrl(*text)) return Complain(key, "must be an http or https URL");
  if (HostOf(*text).find('@') != std::string_view::npos) {
    return Complain(key, "holds a user or password; put the URL into a file and name it as url_file");
  }
  value = *text;
}

void RecordReader::SecretFile(const std::string& key, std::string& value) {
  const std::string* path = Single(key);
  if (path == nullptr) return;
  const absl::StatusOr<std::string> secret = platform::ReadSecretFile(*path);
  if (!secret.ok()) return Complain(key, std::string(secret.status().message()));
  if (HasControls(*secret) || secret->size() > kMaxTextBytes) {
    return Complain(key, "names a file that does not hold one line of at most 2048 bytes");
  }
  struct stat about {};
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (stat(path->c_str(), &about) == 0 && (about.st_mode & kOthers) != 0) {
    warnings_.push_back(absl::StrCat(*path, " holds a secret and is open to others; chmod 600 it"));
  }
  value = *secret;
}

void RecordReader::File(const std::string& key, std::string& value) {
  const std::string* path = Single(key);
  if (path == nullptr) return;
  const absl::Status readable = platform::CheckReadable(*path);
  if (!readable.ok()) return Complain(key, std::string(readable.message()));
  value = *path;
}

void RecordReader::Require(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    if (Has(key)) return;
  }
  violations_.push_back(absl::StrCat(record_.where, ": ", absl::StrJoin(keys, " or "), " is missing"));
}

void RecordReader::Complain(const std::string& key, std::string_view what) {
  const auto found = record_.values.find(key);
  const std::string& where = found == record_.values.end() ? record_.where : found->second.where;
  violations_.push_back(absl::StrCat(where, ": ", key, " ", std::string(what)));
}

void RecordReader::RefuseOthers() {
  for (const auto& [key, value] : record_.values) {
    if (known_.count(key) == 0) Complain(key, "is no setting of this kind of channel; see docs/channels.md");
  }
}

const platform::ConfigRecord::Value* RecordReader::Find(const std::string& key) {
  known_.insert(key);
  const auto found = record_.values.find(key);
  return found == record_.values.end() ? nullptr : &found->second;
}

const std::string* RecordReader::Single(const std::string& key) {
  const platform::ConfigRecord::Value* found = Find(key);
  if (found == nullptr) return nullptr;
  if (found->is_list || found->texts.size() != 1 || found->texts.front().empty()) {
    Complain(key, "takes one value");
    return nullptr;
  }
  return &found->texts.front();
}

bool IsHttpUrl(std::string_view url) {
  const bool known = url.substr(0, 7) == "http://" || url.substr(0, 8) == "https://";
  return known && !HostOf(url).empty() && !HasControls(url) && url.find(' ') == std::string_view::npos;
}

}  // namespace liandu::notifier
