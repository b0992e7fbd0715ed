#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace liandu::platform::redis {

/// Commands in the server's wire format, sent together and answered in order.
class Pipeline {
 public:
  void Add(std::initializer_list<std::string_view> arguments);
  void Add(const std::vector<std::string_view>& arguments);
  size_t commands() const { return commands_; }
  const std::string& bytes() const { return bytes_; }
  void Clear();

 private:
  std::string bytes_;
  size_t commands_ = 0;
};

/// A Lua script; called by its SHA-1, sent whole only when the server does not know it.
class Script {
 public:
  explicit Script(std::string source);
  const std::string& source() const { return source_; }
  const std::string& sha1() const { return sha1_; }

 private:
  const std::string source_;
  std::string sha1_;
};

/// A script's keys and arguments, encoded once; the same bytes can be sent again. Keys come before arguments.
class ScriptCall {
 public:
  /// Makes room for so many bytes at once.
  void Reserve(size_t bytes) { arguments_.reserve(bytes); }
  void Key(std::string_view key);
  void Arg(std::string_view value);
  void Arg(int64_t value);
  /// Number of keys so far: the index, from 1, of the last one.
  size_t keys() const { return keys_; }
  size_t bytes() const { return key_bytes_.size() + arguments_.size(); }

  /// "EVALSHA sha n" or "EVAL source n", to be followed by key_bytes() and argument_bytes().
  std::string Head(std::string_view verb, std::string_view script) const;
  const std::string& key_bytes() const { return key_bytes_; }
  const std::string& argument_bytes() const { return arguments_; }

 private:
  std::string key_bytes_;
  std::string arguments_;
  size_t keys_ = 0;
  size_t argument_count_ = 0;
};

}  // namespace liandu::platform::redis
