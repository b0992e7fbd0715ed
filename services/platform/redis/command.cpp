#include "platform/redis/command.h"

#include <openssl/sha.h>

#include <array>
#include <charconv>
#include <utility>

#include "absl/strings/escaping.h"

namespace liandu::platform::redis {
namespace {

void AppendNumber(std::string& bytes, char mark, size_t number) {
  std::array<char, 24> text{};
  text[0] = mark;
  const auto [end, error] = std::to_chars(text.data() + 1, text.data() + text.size() - 2, number);
  static_cast<void>(error);
  end[0] = '\r';
  end[1] = '\n';
  bytes.append(text.data(), static_cast<size_t>(end - text.data()) + 2);
}

void AppendBulk(std::string& bytes, std::string_view value) {
  AppendNumber(bytes, '$', value.size());
  bytes.append(value);
  bytes.append("\r\n", 2);
}

}  // namespace

void Pipeline::Add(std::initializer_list<std::string_view> arguments) {
  AppendNumber(bytes_, '*', arguments.size());
  for (const std::string_view argument : arguments) AppendBulk(bytes_, argument);
  ++commands_;
}

void Pipeline::Add(const std::vector<std::string_view>& arguments) {
  AppendNumber(bytes_, '*', arguments.size());
  for (const std::string_view argument : arguments) AppendBulk(bytes_, argument);
  ++commands_;
}

void Pipeline::Clear() {
  bytes_.clear();
  commands_ = 0;
}

Script::Script(std::string source) : source_(std::move(source)) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(source_.data()), source_.size(), digest.data());
  sha1_ = absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

void ScriptCall::Key(std::string_view key) {
  AppendBulk(key_bytes_, key);
  ++keys_;
}

void ScriptCall::Arg(std::string_view value) {
  AppendBulk(arguments_, value);
  ++argument_count_;
}

void ScriptCall::Arg(int64_t value) {
  std::array<char, 24> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  static_cast<void>(error);
  Arg(std::string_view(text.data(), static_cast<size_t>(end - text.data())));
}

std::string ScriptCall::Head(std::string_view verb, std::string_view script) const {
  std::string head;
  AppendNumber(head, '*', 3 + keys_ + argument_count_);
  AppendBulk(head, verb);
  AppendBulk(head, script);
  AppendBulk(head, std::to_string(keys_));
  return head;
}

}  // namespace liandu::platform::redis
