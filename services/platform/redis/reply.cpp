#include "platform/redis/reply.h"

#include <fmt/format.h>
#include <hiredis/hiredis.h>

#include <array>
#include <charconv>
#include <utility>

namespace liandu::platform::redis {

void Reply::Free::operator()(redisReply* reply) const { freeReplyObject(reply); }

bool ReplyView::is_nil() const { return reply_ == nullptr || reply_->type == REDIS_REPLY_NIL; }
bool ReplyView::is_error() const { return reply_ != nullptr && reply_->type == REDIS_REPLY_ERROR; }
bool ReplyView::is_array() const { return reply_ != nullptr && reply_->type == REDIS_REPLY_ARRAY; }

std::string_view ReplyView::text() const {
  if (reply_ == nullptr || (reply_->type != REDIS_REPLY_STRING && reply_->type != REDIS_REPLY_STATUS)) return {};
  return {reply_->str, static_cast<size_t>(reply_->len)};
}

std::optional<int64_t> ReplyView::integer() const {
  if (reply_ == nullptr) return std::nullopt;
  if (reply_->type == REDIS_REPLY_INTEGER) return reply_->integer;
  if (reply_->type != REDIS_REPLY_STRING) return std::nullopt;
  int64_t value = 0;
  const char* const last = reply_->str + reply_->len;
  const auto [end, error] = std::from_chars(static_cast<const char*>(reply_->str), last, value);
  if (error != std::errc() || end != last) return std::nullopt;
  return value;
}

size_t ReplyView::size() const { return is_array() ? reply_->elements : 0; }

ReplyView ReplyView::operator[](size_t index) const {
  return ReplyView(index < size() ? reply_->element[index] : nullptr);
}

std::string_view ReplyView::error() const {
  return is_error() ? std::string_view(reply_->str, static_cast<size_t>(reply_->len)) : std::string_view();
}

absl::Status ClassifyError(std::string_view message) {
  static constexpr std::array<std::pair<std::string_view, absl::StatusCode>, 16> kCodes{{
      {"READONLY", absl::StatusCode::kUnavailable},
      {"LOADING", absl::StatusCode::kUnavailable},
      {"OOM", absl::StatusCode::kUnavailable},
      {"MISCONF", absl::StatusCode::kUnavailable},
      {"NOREPLICAS", absl::StatusCode::kUnavailable},
      {"MASTERDOWN", absl::StatusCode::kUnavailable},
      {"BUSY", absl::StatusCode::kUnavailable},
      {"TRYAGAIN", absl::StatusCode::kUnavailable},
      {"CLUSTERDOWN", absl::StatusCode::kUnavailable},
      {"MOVED", absl::StatusCode::kUnavailable},
      {"ASK", absl::StatusCode::kUnavailable},
      {"UNBLOCKED", absl::StatusCode::kUnavailable},
      {"NOAUTH", absl::StatusCode::kUnauthenticated},
      {"WRONGPASS", absl::StatusCode::kUnauthenticated},
      {"NOPERM", absl::StatusCode::kPermissionDenied},
      {"NOSCRIPT", absl::StatusCode::kNotFound},
  }};
  const std::string_view word = message.substr(0, message.find(' '));
  for (const auto& [name, code] : kCodes) {
    if (word == name) return absl::Status(code, fmt::format("redis: {}", message));
  }
  // "ERR max number of clients reached" is as passing as the others, but has no word of its own.
  if (message.find("max number of clients") != std::string_view::npos) {
    return absl::UnavailableError(fmt::format("redis: {}", message));
  }
  return absl::InternalError(fmt::format("redis: {}", message));
}

}  // namespace liandu::platform::redis
