#include "platform/eventlog/redis_state_reader.h"

#include <algorithm>
#include <iterator>

namespace liandu::eventlog {

using platform::redis::Reply;
using platform::redis::ReplyView;

namespace {

/// A hash whose values come to more is not held whole.
constexpr size_t kMaxHeldBytes = 32 << 20;

}  // namespace

void RedisStateReader::Clear() {
  decltype(scanned_)().swap(scanned_);
  hash_key_.clear();
  stopped_at_.clear();
  next_ = 0;
}

absl::Status RedisStateReader::Scan(const std::string& hash_key) {
  Clear();
  held_ = true;
  size_t bytes = 0;
  std::string cursor = "0";
  do {
    absl::StatusOr<Reply> reply = connection_.Command("scan_state", {"HSCAN", hash_key, cursor, "COUNT", "1000"});
    if (!reply.ok()) return reply.status();
    cursor = std::string((*reply)[0].text());
    const ReplyView fields = (*reply)[1];
    for (size_t i = 0; i + 1 < fields.size(); i += 2) {
      bytes += fields[i + 1].text().size();
      scanned_.emplace_back(fields[i].text(), held_ ? fields[i + 1].text() : std::string_view());
    }
    if (held_ && bytes > kMaxHeldBytes) {
      held_ = false;
      for (auto& record : scanned_) std::string().swap(record.second);
    }
  } while (cursor != "0");
  // HSCAN may name a field twice while the hash is being resized.
  std::sort(scanned_.begin(), scanned_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto same_key = [](const auto& a, const auto& b) { return a.first == b.first; };
  scanned_.erase(std::unique(scanned_.begin(), scanned_.end(), same_key), scanned_.end());
  hash_key_ = hash_key;
  return absl::OkStatus();
}

absl::Status RedisStateReader::Fetch(const std::string& hash_key, Records& records) {
  if (records.empty()) return absl::OkStatus();
  std::vector<std::string_view> arguments{"HMGET", hash_key};
  arguments.reserve(records.size() + 2);
  for (const auto& record : records) arguments.push_back(record.first);
  platform::redis::Pipeline pipeline;
  pipeline.Add(arguments);
  absl::StatusOr<std::vector<Reply>> replies = connection_.Execute("read_state", pipeline);
  if (!replies.ok()) return replies.status();
  const ReplyView values = replies->front().view();
  if (values.is_error()) return platform::redis::ClassifyError(values.error());
  for (size_t i = 0; i < records.size(); ++i) {
    if (values[i].is_nil()) return absl::AbortedError("state changed while it was read: it has another owner");
    records[i].second = std::string(values[i].text());
  }
  return absl::OkStatus();
}

absl::StatusOr<RedisStateReader::Records> RedisStateReader::Read(const std::string& hash_key,
                                                                 const std::string& after_key, size_t max_records) {
  if (after_key.empty() || hash_key != hash_key_ || after_key != stopped_at_) {
    if (absl::Status status = Scan(hash_key); !status.ok()) return status;
    const auto behind = [](const std::string& key, const auto& record) { return key < record.first; };
    const auto first = std::upper_bound(scanned_.begin(), scanned_.end(), after_key, behind);
    next_ = after_key.empty() ? 0 : static_cast<size_t>(std::distance(scanned_.begin(), first));
  }
  const size_t end = std::min(scanned_.size(), next_ + max_records);
  const auto at = [this](size_t index) { return scanned_.begin() + static_cast<std::ptrdiff_t>(index); };
  Records records(std::make_move_iterator(at(next_)), std::make_move_iterator(at(end)));
  if (!held_) {
    if (absl::Status status = Fetch(hash_key, records); !status.ok()) return status;
  }
  next_ = end;
  if (!records.empty()) stopped_at_ = records.back().first;
  if (next_ == scanned_.size()) {
    decltype(scanned_)().swap(scanned_);
    next_ = 0;
  }
  return records;
}

}  // namespace liandu::eventlog
