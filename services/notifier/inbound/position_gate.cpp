#include "notifier/inbound/position_gate.h"

#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

namespace liandu::notifier {
namespace {

constexpr size_t kMaxWaits = 1'000;
/// Between two looks: a fraction of what a commit takes with fsync.
constexpr std::chrono::milliseconds kPause{5};

}  // namespace

PositionGate::PositionGate(eventlog::EventLogFactory& logs, const platform::Clock& clock)
    : logs_(logs), clock_(clock), thread_([this] { Run(); }) {}

PositionGate::~PositionGate() { Stop(); }

void PositionGate::Await(int partition, eventlog::EntryId position, platform::Clock::SteadyTime deadline, Done done) {
  absl::Status refused;
  {
    std::lock_guard lock(mutex_);
    if (stopped_) refused = absl::UnavailableError("the notifier is stopping");
    if (waits_.size() >= kMaxWaits) refused = absl::ResourceExhaustedError("too many calls wait for a position");
    if (refused.ok()) waits_.push_back({partition, position, deadline, std::move(done)});
  }
  if (!refused.ok()) return done(refused);
  changed_.notify_all();
}

void PositionGate::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void PositionGate::Run() {
  std::vector<Wait> waits;
  while (true) {
    bool stopping = false;
    {
      std::unique_lock lock(mutex_);
      if (waits.empty()) {
        changed_.wait(lock, [this] { return stopped_ || !waits_.empty(); });
      } else {
        clock_.WaitFor(lock, changed_, kPause, [this] { return stopped_; });
      }
      stopping = stopped_;
      waits.insert(waits.end(), std::make_move_iterator(waits_.begin()), std::make_move_iterator(waits_.end()));
      waits_.clear();
    }
    std::vector<Wait> left;
    for (Wait& wait : waits) {
      std::optional<absl::StatusOr<eventlog::EntryId>> answer =
          stopping ? absl::UnavailableError("the notifier is stopping") : Look(wait);
      if (answer) {
        wait.done(*std::move(answer));
      } else {
        left.push_back(std::move(wait));
      }
    }
    waits = std::move(left);
    if (stopping) return;
  }
}

std::optional<absl::StatusOr<eventlog::EntryId>> PositionGate::Look(const Wait& wait) {
  std::unique_ptr<eventlog::EventLog>& log = opened_[wait.partition];
  if (log == nullptr) log = logs_.Open(wait.partition);
  const absl::StatusOr<eventlog::ProcessorPosition> evaluator = log->ReadPosition(eventlog::Role::kEvaluator);
  if (!evaluator.ok()) return evaluator.status();
  if (evaluator->cursor >= wait.position) return log->ReadLastId(eventlog::Role::kNotifier);
  if (clock_.SteadyNow() < wait.deadline) return std::nullopt;
  return absl::DeadlineExceededError("the evaluator has not reached position " + wait.position.ToString() + " in time");
}

}  // namespace liandu::notifier
