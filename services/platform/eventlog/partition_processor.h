#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/input_reader.h"
#include "platform/eventlog/machine.h"
#include "platform/eventlog/processor_observer.h"
#include "platform/eventlog/processor_pool.h"

namespace liandu::eventlog {

/// One partition's owner: claims it on a thread of its own, loads the state, and drives the machine until it is told to
/// let go or loses the partition. Public methods are thread-safe.
class PartitionProcessor {
 public:
  /// What the pool's processors have in common; outlives them.
  struct Context {
    EventLogFactory& logs;
    MachineFactory& machines;
    const platform::Clock& clock;
    ProcessorObserver& observer;
    CommitListener& listener;
    const ProcessorPoolOptions& options;
  };

  /// Claims the lease as it was `seen`; `on_finished` is called on its thread when it has let go.
  PartitionProcessor(Context context, int partition, LeaseView seen, std::function<void()> on_finished);
  /// Must have been joined.
  ~PartitionProcessor();

  /// False when it has finished, or too many wait: the callback was not taken.
  bool Query(std::optional<EntryId> minimum, platform::Clock::SteadyTime deadline, ProcessorPool::QueryCallback& done);
  bool CommitExtra(std::function<Effects(Machine&)>& change, std::function<void(const absl::Status&)>& done);

  /// Finish the commit under way, release, end.
  void LetGo();
  /// Waits until it has ended; once only, and not on its own thread.
  void Join();
  bool finished() const { return finished_.load(); }
  /// Why it has finished; valid when it has.
  const absl::Status& outcome() const { return outcome_; }
  /// Whether the state is loaded.
  bool owning() const { return owning_.load(); }
  platform::Clock::SteadyTime last_turn() const;

 private:
  struct PendingQuery {
    std::optional<EntryId> minimum;
    platform::Clock::SteadyTime deadline;
    ProcessorPool::QueryCallback done;
  };
  struct PendingExtra {
    std::function<Effects(Machine&)> change;
    std::function<void(const absl::Status&)> done;
  };

  void Run();
  /// From claim to loss; OK: let go in order.
  absl::Status Own(const LeaseView& seen);
  absl::Status Load();
  void StartReading();
  absl::Status Loop();
  absl::Status Turn();
  void Wait();
  void AnswerQueries();
  /// Refuses queries whose time is over, while no committed state can be shown.
  void ExpireQueries();
  void CollectQueries();
  void RefuseAll(const absl::Status& why);

  absl::Status RunExtras(std::vector<PendingExtra>& extras);
  absl::Status StepInputs();
  /// `aside`: only lets its time pass, and tells the machine.
  absl::Status StepOne(const Entry& entry, bool aside);
  absl::Status TryAlone(const Entry& entry);
  absl::Status SetAside(EntryId entry, const absl::Status& why);
  absl::Status CommitBatch();
  absl::Status SendUntilAnswered(const Commit& commit);
  absl::Status RenewIfDue();
  absl::Status RequestTickIfDue();
  absl::Status TrimIfDue();
  platform::Clock::SteadyTime NextWakeUp() const;
  /// Waits, in a failed attempt, until the next; false: stopping has taken too long.
  bool BackOff(int attempt);
  void MarkTurn();
  platform::Clock::SteadyTime RenewalDue() const;

  const Context context_;
  const int partition_;
  const LeaseView first_seen_;
  const std::function<void()> on_finished_;
  const std::unique_ptr<EventLog> log_;

  /// The loop's own.
  std::unique_ptr<Machine> machine_;
  std::unique_ptr<InputReader> reader_;
  ProcessorPosition position_;
  bool claimed_ = false;
  Batch batch_;
  Effects effects_;
  /// Whether the owner before was this very process, which has not died then.
  bool survived_ = false;
  /// Whether the last error came from the machine.
  bool machine_failed_ = false;
  platform::Clock::SteadyTime renewed_at_;
  platform::Clock::SteadyTime trimmed_at_;
  bool trim_wanted_ = false;
  std::optional<platform::Clock::SteadyTime> tick_allowed_at_;
  int ticks_without_input_ = 0;
  std::vector<PendingQuery> queries_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool input_ready_ = false;
  bool let_go_ = false;
  std::optional<platform::Clock::SteadyTime> let_go_by_;
  bool closed_ = false;
  std::vector<PendingQuery> new_queries_;
  std::vector<PendingExtra> new_extras_;
  absl::Status outcome_;
  std::atomic<bool> finished_{false};
  std::atomic<bool> owning_{false};
  std::atomic<int64_t> last_turn_{0};
  std::thread thread_;
};

}  // namespace liandu::eventlog
