#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/eventlog/entry.h"

/// The port to the partitioned log: one implementation in memory (tests), one on Redis; one contract suite runs over
/// both.
namespace liandu::eventlog {

/// A change of a jurisdiction's clock that goes with an append.
struct ClockChange {
  enum class Kind { kOpen, kGoLive, kAdvance };
  Kind kind = Kind::kOpen;
  ClockMode mode = ClockMode::kLive;
  /// Where the clock stands from now on; unused for kLive.
  int64_t clock_ms = 0;
};

/// A catalogue record as ingest keeps it beside the log; no value: removed.
struct CatalogueWrite {
  std::string field;
  std::optional<std::string> value;
};

/// What one caller wants appended: all of it or nothing.
struct AppendItem {
  std::string jurisdiction;
  /// Entries, in order; each at most 1 MB. May be empty to spend source numbers only.
  std::vector<std::string> payloads;
  /// The catalogue version that the caller checked against; nullopt: needs no catalogue.
  std::optional<int64_t> catalogue_version;
  /// Not empty: the catalogue's next version.
  std::vector<CatalogueWrite> catalogue_writes;
  std::optional<ClockChange> clock_change;
  /// The entries' own time, for importing jurisdictions only; nullopt: their clock as it stands.
  std::optional<int64_t> own_at_ms;
  /// Streaming source with the first and last of its numbers in this item; empty: not numbered.
  std::string source;
  int64_t source_first = 0;
  int64_t source_last = 0;
  /// The caller's request id, remembered for a day; empty: none.
  std::string request_id;
};

/// What became of an item. Only kAppended changed anything.
struct AppendResult {
  enum class Outcome {
    kAppended,
    /// The request id was seen before; `last_id` is what it made then.
    kRepeatedRequest,
    /// Numbers up to `source_last` were seen before; send only what is beyond.
    kRepeatedSource,
    /// The catalogue has moved on to `catalogue_version`.
    kVersionMismatch,
    kUnknownJurisdiction,
    kJurisdictionExists,
    /// The clock's mode forbids it, or it would go back; `clock` says how it stands.
    kClockRefused,
    /// Too many entries wait for the evaluator.
    kBacklog,
  };
  Outcome outcome = Outcome::kAppended;
  EntryId last_id;
  int64_t at_ms = 0;
  int64_t catalogue_version = 0;
  int64_t source_last = 0;
  int64_t backlog = 0;
  std::optional<JurisdictionClock> clock;
};

/// Who may commit: the claim's epoch and nonce, and the number of the last commit under it.
struct Fence {
  int64_t epoch = 0;
  std::string nonce;
  int64_t sequence = 0;
};

/// A processor's batch, all or nothing, applied once however often it is sent.
struct Commit {
  /// `sequence` is this commit's number: the last one's plus one.
  Fence fence;
  /// The last input consumed, which must still be in the input stream; nullopt: no input was consumed.
  std::optional<EntryId> last_input;
  int64_t input_count = 0;
  std::vector<StateWrite> writes;
  /// Outputs with the entry that caused each; they get ids "<cause ms>-*".
  struct CausedOutput {
    EntryId cause;
    Output output;
  };
  std::vector<CausedOutput> outputs;
};

/// What a processor finds when it takes a partition over.
struct ProcessorPosition {
  EntryId cursor;
  /// Inputs consumed since the beginning.
  int64_t input_count = 0;
  Fence fence;
  /// Claims made at this cursor without a commit that moved it (poison detection).
  int64_t claims_at_cursor = 0;
  /// Ids of entries set aside as poisonous.
  std::vector<EntryId> set_aside;
  /// The entry that the last owner tried alone and did not get past, if any (poison detection).
  std::optional<EntryId> trying;
  /// Entries ever appended to the log (evaluator) or to the alerts stream (notifier); minus `input_count`: the backlog.
  int64_t appended = 0;
  /// Notifier only: the last alert that has been trimmed away; 0-0: none.
  EntryId trimmed;
};

/// The lease as a claimant sees it: a counter that moves while its holder lives.
struct LeaseView {
  int64_t epoch = 0;
  int64_t counter = 0;
  std::string holder;
  bool released = false;
};

/// The processors that own a partition's state; each has its own state, cursor, lease and output.
enum class Role { kEvaluator, kNotifier };

/// The names in keys: "evaluator", "notifier".
const char* RoleName(Role role);

/// One partition's log. Not thread-safe: every thread uses an instance of its own; instances of one partition see each
/// other's effects. UNAVAILABLE: the store is away, read-only, loading or full; nothing is known to have changed.
/// ABORTED (from Commit, Claim, Renew): another owner has taken over, or the store is not the one that it was; drop the
/// state.
class EventLog {
 public:
  virtual ~EventLog() = default;

  /// Appends items in order, each by itself, and returns after they are durable. One result per item.
  virtual absl::StatusOr<std::vector<AppendResult>> Append(const std::vector<AppendItem>& items) = 0;

  /// Appends a tick: an entry that moves the partition's clock and says nothing else. Without effect if the clock has
  /// already reached `due_ms`; refused as UNAVAILABLE while the store's time has not.
  virtual absl::Status AppendTick(int64_t due_ms, const std::string& payload) = 0;

  virtual absl::StatusOr<std::optional<JurisdictionClock>> ReadClock(const std::string& jurisdiction) = 0;
  /// The catalogue's records and its version, as of one moment.
  struct CatalogueRecords {
    int64_t version = 0;
    std::vector<std::pair<std::string, std::string>> records;
  };
  virtual absl::StatusOr<CatalogueRecords> ReadCatalogue(const std::string& jurisdiction) = 0;
  /// Last number seen from a source; 0: none.
  virtual absl::StatusOr<int64_t> ReadSourceSequence(const std::string& jurisdiction, const std::string& source) = 0;

  /// Entries of a role's input (the log for the evaluator, the alerts stream for the notifier) after `after`, at most
  /// `max_entries`, waiting up to `wait` for the first. Empty when none came. OUT_OF_RANGE when `after` is older than
  /// what is kept.
  virtual absl::StatusOr<std::vector<Entry>> Read(Role role, EntryId after, int max_entries,
                                                  std::chrono::milliseconds wait) = 0;

  virtual absl::StatusOr<LeaseView> ReadLease(Role role) = 0;
  /// Takes the lease over if it still is as seen; ABORTED otherwise. Says where the last owner stopped.
  virtual absl::StatusOr<ProcessorPosition> Claim(Role role, const LeaseView& seen, const std::string& holder,
                                                  const std::string& nonce) = 0;
  /// Moves the lease's counter.
  virtual absl::Status Renew(Role role, const Fence& fence) = 0;
  virtual absl::Status Release(Role role, const Fence& fence) = 0;
  /// Every state record, in ascending key order, in pieces of at most `max_records` after `after_key`.
  virtual absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadState(Role role,
                                                                                     const std::string& after_key,
                                                                                     int max_records) = 0;
  /// Applies the batch if the fence holds. OK also when this very commit was applied before.
  virtual absl::Status CommitBatch(Role role, const Commit& commit) = 0;
  /// Puts an entry aside, which every owner and replay then leaves out. Fenced.
  virtual absl::Status SetAside(Role role, const Fence& fence, EntryId entry) = 0;
  /// Notes that the owner is about to step this entry alone, because owners died here. Fenced.
  virtual absl::Status MarkTrying(Role role, const Fence& fence, EntryId entry) = 0;

  /// Where a role stands, without claiming anything.
  virtual absl::StatusOr<ProcessorPosition> ReadPosition(Role role) = 0;
  /// Id of the last entry ever put into a role's input; 0-0: none.
  virtual absl::StatusOr<EntryId> ReadLastId(Role role) = 0;
  /// Drops alerts that the notifier has consumed and that are older than `retention`. Fenced by the notifier's lease.
  virtual absl::Status TrimAlerts(const Fence& fence, std::chrono::milliseconds retention) = 0;
  /// Makes a Read that waits, or the next one that would, return early and empty. May be called from any thread.
  virtual void Interrupt() = 0;
};

}  // namespace liandu::eventlog
