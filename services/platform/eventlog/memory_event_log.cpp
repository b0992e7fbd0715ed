#include "platform/eventlog/memory_event_log.h"

#include <algorithm>

namespace liandu::eventlog {

using Step = MemoryEventLogStore::Step;

MemoryEventLogStore::MemoryEventLogStore(EventLogOptions options, const platform::Clock& clock)
    : options_(options), clock_(clock), partitions_(static_cast<size_t>(options.partitions)) {}

std::unique_ptr<EventLog> MemoryEventLogStore::Open(int partition) {
  return std::make_unique<MemoryEventLog>(*this, partition);
}

absl::StatusOr<std::vector<Member>> MemoryEventLogStore::Beat(Role role, const Member& self,
                                                              std::chrono::milliseconds lifetime) {
  if (absl::Status status = Fail("beat", -1, Step::kBefore); !status.ok()) return status;
  const std::lock_guard<std::mutex> guard(mutex_);
  const platform::Clock::SteadyTime now = clock_.SteadyNow();
  auto& members = members_[role];
  members[self.id] = {self, now + lifetime};
  std::erase_if(members, [now](const auto& member) { return member.second.until <= now; });
  std::vector<Member> alive;
  for (const auto& [id, presence] : members) alive.push_back(presence.member);
  return alive;
}

absl::Status MemoryEventLogStore::Leave(Role role, const Member& self) {
  const std::lock_guard<std::mutex> guard(mutex_);
  members_[role].erase(self.id);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Member>> MemoryEventLogStore::Members(Role role) {
  const std::lock_guard<std::mutex> guard(mutex_);
  std::vector<Member> alive;
  for (const auto& [id, presence] : members_[role]) {
    if (presence.until > clock_.SteadyNow()) alive.push_back(presence.member);
  }
  return alive;
}

void MemoryEventLogStore::SetFault(Fault fault) {
  const std::lock_guard<std::mutex> guard(fault_mutex_);
  fault_ = std::move(fault);
}

absl::Status MemoryEventLogStore::Fail(const std::string& call, int partition, Step step) {
  Fault fault;
  {
    const std::lock_guard<std::mutex> guard(fault_mutex_);
    fault = fault_;
  }
  return fault ? fault(call, partition, step) : absl::OkStatus();
}

MemoryEventLog::MemoryEventLog(MemoryEventLogStore& store, int partition)
    : store_(store), number_(partition), partition_(store.partitions_[static_cast<size_t>(partition)]) {}

void MemoryEventLog::Interrupt() {
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  interrupted_ = true;
  partition_.grown.notify_all();
}

absl::StatusOr<std::optional<JurisdictionClock>> MemoryEventLog::ReadClock(const std::string& jurisdiction) {
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  const auto found = partition_.jurisdictions.find(jurisdiction);
  if (found == partition_.jurisdictions.end()) return std::optional<JurisdictionClock>();
  JurisdictionClock clock = found->second.clock;
  if (clock.mode == ClockMode::kLive) clock.clock_ms = partition_.clock_ms;
  return std::optional<JurisdictionClock>(clock);
}

absl::StatusOr<EventLog::CatalogueRecords> MemoryEventLog::ReadCatalogue(const std::string& jurisdiction) {
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  const auto found = partition_.jurisdictions.find(jurisdiction);
  if (found == partition_.jurisdictions.end()) return CatalogueRecords{};
  const auto& [clock, catalogue] = found->second;
  return CatalogueRecords{clock.catalogue_version, {catalogue.begin(), catalogue.end()}};
}

absl::StatusOr<int64_t> MemoryEventLog::ReadSourceSequence(const std::string& jurisdiction, const std::string& source) {
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  const auto found = partition_.sources.find({jurisdiction, source});
  return found == partition_.sources.end() ? 0 : found->second;
}

absl::StatusOr<std::vector<Entry>> MemoryEventLog::Read(Role role, EntryId after, int max_entries,
                                                        std::chrono::milliseconds wait) {
  if (absl::Status status = store_.Fail("read", number_, Step::kBefore); !status.ok()) return status;
  std::unique_lock<std::mutex> lock(store_.mutex_);
  const auto& input = role == Role::kEvaluator ? partition_.log : partition_.alerts;
  if (wait.count() > 0) {
    store_.clock_.WaitFor(lock, partition_.grown, wait,
                          [&] { return interrupted_ || input.upper_bound(after) != input.end(); });
  }
  std::vector<Entry> entries;
  if (std::exchange(interrupted_, false)) return entries;
  if (role == Role::kNotifier && after < partition_.trimmed) {
    return absl::OutOfRangeError("alerts after " + after.ToString() + " are no longer kept");
  }
  for (auto next = input.upper_bound(after); next != input.end(); ++next) {
    if (entries.size() == static_cast<size_t>(max_entries)) break;
    entries.push_back(next->second);
  }
  return entries;
}

absl::StatusOr<EntryId> MemoryEventLog::ReadLastId(Role role) {
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  return role == Role::kEvaluator ? partition_.last_log : partition_.last_alert;
}

ProcessorPosition MemoryEventLog::PositionOf(Role role) {
  ProcessorPosition position = partition_.processors[role].position;
  position.appended = role == Role::kEvaluator ? partition_.appended : partition_.alerts_appended;
  if (role == Role::kNotifier) position.trimmed = partition_.trimmed;
  return position;
}

absl::StatusOr<ProcessorPosition> MemoryEventLog::ReadPosition(Role role) {
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  return PositionOf(role);
}

absl::StatusOr<LeaseView> MemoryEventLog::ReadLease(Role role) {
  if (absl::Status status = store_.Fail("read_lease", number_, Step::kBefore); !status.ok()) return status;
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  return partition_.processors[role].lease;
}

absl::StatusOr<ProcessorPosition> MemoryEventLog::Claim(Role role, const LeaseView& seen, const std::string& holder,
                                                        const std::string& nonce) {
  if (absl::Status status = store_.Fail("claim", number_, Step::kBefore); !status.ok()) return status;
  ProcessorPosition claimed;
  {
    const std::lock_guard<std::mutex> guard(store_.mutex_);
    auto& [position, lease, state, last_output_ms] = partition_.processors[role];
    if (lease.epoch != seen.epoch || lease.counter != seen.counter) {
      return absl::AbortedError("the lease has moved since it was seen");
    }
    lease = {lease.epoch + 1, lease.counter + 1, holder, false};
    position.fence = {lease.epoch, nonce, 0};
    ++position.claims_at_cursor;
    claimed = PositionOf(role);
  }
  if (absl::Status status = store_.Fail("claim", number_, Step::kAfter); !status.ok()) return status;
  return claimed;
}

absl::Status MemoryEventLog::Fenced(const std::string& call, Role role, const Fence& fence,
                                    const std::function<absl::Status(Processor&)>& change) {
  if (absl::Status status = store_.Fail(call, number_, Step::kBefore); !status.ok()) return status;
  {
    const std::lock_guard<std::mutex> guard(store_.mutex_);
    Processor& processor = partition_.processors[role];
    const Fence& current = processor.position.fence;
    if (current.epoch != fence.epoch || current.nonce != fence.nonce) {
      return absl::AbortedError("FENCED, another owner has taken over");
    }
    if (absl::Status status = change(processor); !status.ok()) return status;
  }
  return store_.Fail(call, number_, Step::kAfter);
}

absl::Status MemoryEventLog::Renew(Role role, const Fence& fence) {
  return Fenced("renew", role, fence, [](Processor& processor) {
    ++processor.lease.counter;
    return absl::OkStatus();
  });
}

absl::Status MemoryEventLog::Release(Role role, const Fence& fence) {
  return Fenced("release", role, fence, [](Processor& processor) {
    if (processor.lease.released) return absl::OkStatus();
    processor.lease.released = true;
    ++processor.lease.counter;
    processor.position.claims_at_cursor = std::max<int64_t>(0, processor.position.claims_at_cursor - 1);
    return absl::OkStatus();
  });
}

absl::Status MemoryEventLog::SetAside(Role role, const Fence& fence, EntryId entry) {
  return Fenced("set_aside", role, fence, [entry](Processor& processor) {
    auto& set_aside = processor.position.set_aside;
    const auto place = std::lower_bound(set_aside.begin(), set_aside.end(), entry);
    if (place == set_aside.end() || *place != entry) set_aside.insert(place, entry);
    return absl::OkStatus();
  });
}

absl::Status MemoryEventLog::MarkTrying(Role role, const Fence& fence, EntryId entry) {
  return Fenced("mark_trying", role, fence, [entry](Processor& processor) {
    processor.position.trying = entry;
    return absl::OkStatus();
  });
}

absl::Status MemoryEventLog::TrimAlerts(const Fence& fence, std::chrono::milliseconds retention) {
  return Fenced("trim", Role::kNotifier, fence, [this, retention](Processor& processor) {
    const int64_t kept_ms = std::max<int64_t>(0, store_.clock_.NowMs() - retention.count());
    const EntryId boundary = std::min(EntryId{static_cast<uint64_t>(kept_ms), 0}, processor.position.cursor);
    auto& alerts = partition_.alerts;
    const auto first_kept = alerts.lower_bound(boundary);
    if (first_kept != alerts.begin()) partition_.trimmed = std::prev(first_kept)->first;
    alerts.erase(alerts.begin(), first_kept);
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> MemoryEventLog::ReadState(Role role,
                                                                                           const std::string& after_key,
                                                                                           int max_records) {
  if (absl::Status status = store_.Fail("read_state", number_, Step::kBefore); !status.ok()) return status;
  const std::lock_guard<std::mutex> guard(store_.mutex_);
  const auto& state = partition_.processors[role].state;
  std::vector<std::pair<std::string, std::string>> records;
  auto next = after_key.empty() ? state.begin() : state.upper_bound(after_key);
  for (; next != state.end() && records.size() < static_cast<size_t>(max_records); ++next) records.push_back(*next);
  return records;
}

absl::Status MemoryEventLog::CommitBatch(Role role, const Commit& commit) {
  return Fenced("commit", role, commit.fence, [&](Processor& processor) -> absl::Status {
    ProcessorPosition& position = processor.position;
    if (position.fence.sequence == commit.fence.sequence) return absl::OkStatus();
    if (position.fence.sequence + 1 != commit.fence.sequence) return absl::AbortedError("FENCED, out of sequence");
    const auto& input = role == Role::kEvaluator ? partition_.log : partition_.alerts;
    if (commit.last_input.has_value() && !input.contains(*commit.last_input)) {
      return absl::AbortedError("STALE, the last input is not in the stream");
    }
    uint64_t cause_ms = 0;
    for (const auto& output : commit.outputs) {
      if (output.cause.ms < cause_ms) return absl::InvalidArgumentError("outputs must be in the order of their causes");
      cause_ms = output.cause.ms;
    }
    for (const StateWrite& write : commit.writes) {
      if (write.value.has_value()) {
        processor.state[write.key] = *write.value;
      } else {
        processor.state.erase(write.key);
      }
    }
    auto& stream = role == Role::kEvaluator ? partition_.alerts : partition_.deliveries;
    for (const auto& [cause, output] : commit.outputs) {
      EntryId id{std::max(cause.ms, processor.last_output_ms), 0};
      const EntryId last =
          role == Role::kEvaluator ? partition_.last_alert : (stream.empty() ? EntryId{} : stream.rbegin()->first);
      if (last.ms == id.ms) id.sequence = last.sequence + 1;
      if (id == EntryId{}) id.sequence = 1;
      if (role == Role::kEvaluator) {
        partition_.last_alert = id;
        ++partition_.alerts_appended;
      }
      stream[id] = {id, output.at_ms, output.jurisdiction, output.payload, output.entity, output.entity_sequence};
    }
    processor.last_output_ms = std::max(processor.last_output_ms, cause_ms);
    if (commit.last_input.has_value()) {
      position.cursor = *commit.last_input;
      position.input_count += commit.input_count;
      position.claims_at_cursor = 0;
      position.trying.reset();
    }
    ++processor.lease.counter;
    position.fence.sequence = commit.fence.sequence;
    partition_.grown.notify_all();
    return absl::OkStatus();
  });
}

}  // namespace liandu::eventlog
