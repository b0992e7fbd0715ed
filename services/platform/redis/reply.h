#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

struct redisReply;

namespace liandu::platform::redis {

/// A look into a reply; valid while the Reply that it came from lives.
class ReplyView {
 public:
  explicit ReplyView(const redisReply* reply) : reply_(reply) {}

  bool is_nil() const;
  bool is_error() const;
  bool is_array() const;
  /// Bulk or status string; empty for anything else.
  std::string_view text() const;
  /// An integer, or a string that is one; nullopt for anything else.
  std::optional<int64_t> integer() const;
  /// Elements of an array; 0 for anything else.
  size_t size() const;
  ReplyView operator[](size_t index) const;
  /// The error's message; empty when it is none.
  std::string_view error() const;

 private:
  const redisReply* reply_;
};

/// A reply that owns its memory.
class Reply {
 public:
  explicit Reply(redisReply* reply) : reply_(reply) {}
  ReplyView view() const { return ReplyView(reply_.get()); }
  const ReplyView operator[](size_t index) const { return view()[index]; }

 private:
  struct Free {
    void operator()(redisReply* reply) const;
  };
  std::unique_ptr<redisReply, Free> reply_;
};

/// A server's error as a canonical code: UNAVAILABLE for what passes (READONLY, LOADING, OOM, MISCONF, NOREPLICAS,
/// MASTERDOWN, BUSY, TRYAGAIN, CLUSTERDOWN, MOVED, ASK), UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND for NOSCRIPT,
/// INTERNAL for the rest.
absl::Status ClassifyError(std::string_view message);

}  // namespace liandu::platform::redis
