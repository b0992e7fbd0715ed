#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/eventlog/entry.h"

namespace liandu::eventlog {

/// SHA-256 over texts, each with its length before it. Not thread-safe.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void Add(std::string_view text);
  /// An alert's id and fields.
  void Add(const Entry& alert);
  /// In hex; call once.
  std::string Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace liandu::eventlog
