#include "ingest/outbound/store_probe.h"

#include <chrono>
#include <utility>

namespace liandu::ingest {
namespace {

constexpr std::chrono::milliseconds kInterval{1000};
/// A question may take the store's whole time-out, and then some.
constexpr std::chrono::seconds kStuckAfter{60};

}  // namespace

StoreProbe::StoreProbe(eventlog::Membership& membership, const platform::Clock& clock)
    : membership_(membership), clock_(clock), turned_(clock.SteadyNow()) {
  Ask();
  thread_ = std::thread([this] { Run(); });
}

StoreProbe::~StoreProbe() { Stop(); }

void StoreProbe::Stop() {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void StoreProbe::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!clock_.WaitFor(lock, changed_, kInterval, [this] { return stopped_; })) {
    lock.unlock();
    Ask();
    lock.lock();
  }
}

void StoreProbe::Ask() {
  absl::StatusOr<std::vector<eventlog::Member>> members = membership_.Members(eventlog::Role::kEvaluator);
  const std::lock_guard<std::mutex> guard(mutex_);
  turned_ = clock_.SteadyNow();
  reachable_ = members.status();
  if (!members.ok()) return;
  evaluators_.clear();
  for (eventlog::Member& member : *members) evaluators_.push_back(std::move(member.address));
}

absl::Status StoreProbe::Reachable() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return reachable_;
}

absl::Status StoreProbe::Turning() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (clock_.SteadyNow() - turned_ < kStuckAfter) return absl::OkStatus();
  return absl::UnavailableError("the store's probe hangs");
}

absl::StatusOr<std::vector<std::string>> StoreProbe::EvaluatorAddresses() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (!reachable_.ok()) return reachable_;
  return evaluators_;
}

}  // namespace liandu::ingest
