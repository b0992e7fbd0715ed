#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/event_log_options.h"

namespace liandu::eventlog {

/// The log in memory, for tests: what its instances share. Its time is the clock's. Thread-safe.
class MemoryEventLogStore : public EventLogFactory, public Membership {
 public:
  /// Where a call can be made to fail.
  enum class Step { kBefore, kAfter };
  /// Called around each call of the store with its name ("append", "tick", "claim", "renew", "release", "commit",
  /// "set_aside", "mark_trying", "trim", "read", "read_state", "beat"); a status that is not OK is what the caller
  /// gets, kBefore without effect, kAfter with it: a lost reply.
  using Fault = std::function<absl::Status(const std::string& call, int partition, Step step)>;

  MemoryEventLogStore(EventLogOptions options, const platform::Clock& clock);

  int partitions() const override { return options_.partitions; }
  std::unique_ptr<EventLog> Open(int partition) override;
  absl::StatusOr<std::vector<Member>> Beat(Role role, const Member& self, std::chrono::milliseconds lifetime) override;
  absl::Status Leave(Role role, const Member& self) override;
  absl::StatusOr<std::vector<Member>> Members(Role role) override;

  void SetFault(Fault fault);

 private:
  friend class MemoryEventLog;

  struct Processor {
    ProcessorPosition position;
    LeaseView lease{0, 0, "", true};
    std::map<std::string, std::string> state;
    uint64_t last_output_ms = 0;
  };
  struct Jurisdiction {
    JurisdictionClock clock;
    std::map<std::string, std::string> catalogue;
  };
  struct Request {
    AppendResult result;
    int64_t forgotten_at_ms = 0;
  };
  struct Partition {
    std::map<EntryId, Entry> log;
    std::map<EntryId, Entry> alerts;
    std::map<EntryId, Entry> deliveries;
    EntryId last_log;
    EntryId last_alert;
    EntryId trimmed;
    int64_t clock_ms = 0;
    int64_t appended = 0;
    int64_t alerts_appended = 0;
    std::map<std::string, Jurisdiction> jurisdictions;
    std::map<std::pair<std::string, std::string>, int64_t> sources;
    std::map<std::pair<std::string, std::string>, Request> requests;
    std::map<Role, Processor> processors;
    std::condition_variable grown;
  };
  struct Presence {
    Member member;
    platform::Clock::SteadyTime until;
  };

  absl::Status Fail(const std::string& call, int partition, Step step);

  const EventLogOptions options_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  std::vector<Partition> partitions_;
  std::map<Role, std::map<std::string, Presence>> members_;
  std::mutex fault_mutex_;
  Fault fault_;
};

/// A partition's log in memory; see MemoryEventLogStore.
class MemoryEventLog : public EventLog {
 public:
  MemoryEventLog(MemoryEventLogStore& store, int partition);

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
  using Partition = MemoryEventLogStore::Partition;
  using Processor = MemoryEventLogStore::Processor;

  AppendResult AppendOne(const AppendItem& item, int64_t now_ms);
  void Put(const std::string& jurisdiction, int64_t at_ms, const std::string& payload);
  /// Runs `change` on the processor if the fence holds, between the faults.
  absl::Status Fenced(const std::string& call, Role role, const Fence& fence,
                      const std::function<absl::Status(Processor&)>& change);
  ProcessorPosition PositionOf(Role role);

  MemoryEventLogStore& store_;
  const int number_;
  Partition& partition_;
  bool interrupted_ = false;
};

}  // namespace liandu::eventlog
