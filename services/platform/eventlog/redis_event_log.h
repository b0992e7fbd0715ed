#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/clock_guard.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/event_log_options.h"
#include "platform/eventlog/redis_keys.h"
#include "platform/eventlog/redis_scripts.h"
#include "platform/eventlog/redis_state_reader.h"
#include "platform/redis/connection.h"

namespace liandu::eventlog {

/// Opens logs on Redis. Thread-safe.
class RedisEventLogFactory : public EventLogFactory, public Membership {
 public:
  /// Connects once and records the number of partitions, or checks it against the recorded one: FAILED_PRECONDITION
  /// when they differ. The resolver, the clock and the observer must outlive the factory; the factory its logs.
  static absl::StatusOr<std::unique_ptr<RedisEventLogFactory>> Create(platform::redis::EndpointResolver& resolver,
                                                                      platform::redis::ConnectionOptions connection,
                                                                      EventLogOptions options,
                                                                      const platform::Clock& clock,
                                                                      EventLogObserver& observer);
  ~RedisEventLogFactory() override;

  int partitions() const override;
  std::unique_ptr<EventLog> Open(int partition) override;
  absl::StatusOr<std::vector<Member>> Beat(Role role, const Member& self, std::chrono::milliseconds lifetime) override;
  absl::Status Leave(Role role, const Member& self) override;
  absl::StatusOr<std::vector<Member>> Members(Role role) override;

  /// What the logs of one factory share.
  struct Shared;

 private:
  explicit RedisEventLogFactory(std::unique_ptr<Shared> shared);
  absl::Status RecordPartitions();
  absl::StatusOr<std::vector<Member>> CallBeat(Role role, const Member& self, int64_t lifetime_ms);

  std::unique_ptr<Shared> shared_;
  std::mutex mutex_;
  platform::redis::Connection connection_;
};

/// A partition's log on Redis: one connection, made when first used and again after it broke. After the server was
/// restarted or failed over, Commit, Renew and Release answer ABORTED until the next Claim.
class RedisEventLog : public EventLog {
 public:
  RedisEventLog(RedisEventLogFactory::Shared& shared, int partition);

  absl::StatusOr<std::vector<AppendResult>> Append(const std::vector<AppendItem>& items) override;
  absl::Status AppendTick(int64_t due_ms, const std::string& payload) override;
  absl::StatusOr<std::optional<JurisdictionClock>> ReadClock(const std::string& jurisdiction) override;
  absl::StatusOr<CatalogueRecords> ReadCatalogue(const std::string& jurisdiction) override;
  absl::StatusOr<int64_t> ReadSourceSequence(const std::string& jurisdiction, const std::string& source) override;
  absl::StatusOr<std::vector<Entry>> Read(Role role, EntryId after, int max_entries,
                                          std::chrono::milliseconds wait) override;
  absl::StatusOr<LeaseView> ReadLease(Role role) override;
  absl::StatusOr<ProcessorPosition> Claim(Role role, const LeaseView& seen, const std::string& holder,
                                          const std::string& nonce) override;
  absl::Status Renew(Role role, const Fence& fence) override;
  absl::Status Release(Role role, const Fence& fence) override;
  absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadState(Role role, const std::string& after_key,
                                                                             int max_records) override;
  absl::Status CommitBatch(Role role, const Commit& commit) override;
  absl::Status SetAside(Role role, const Fence& fence, EntryId entry) override;
  absl::Status MarkTrying(Role role, const Fence& fence, EntryId entry) override;
  absl::StatusOr<ProcessorPosition> ReadPosition(Role role) override;
  absl::StatusOr<EntryId> ReadLastId(Role role) override;
  absl::Status TrimAlerts(const Fence& fence, std::chrono::milliseconds retention) override;
  void Interrupt() override;

 private:
  absl::Status SameStore();
  absl::Status CallFenced(std::string_view what, const platform::redis::Script& script,
                          const platform::redis::ScriptCall& call);
  absl::Status ClockRefused(platform::redis::ReplyView reply);
  void NoteAppended(EntryId found, EntryId last);

  RedisEventLogFactory::Shared& shared_;
  const int partition_;
  const RedisKeys keys_;
  platform::redis::Connection connection_;
  /// The server's run id when the lease was claimed.
  std::string claimed_run_id_;
  RedisStateReader state_;
};

}  // namespace liandu::eventlog
