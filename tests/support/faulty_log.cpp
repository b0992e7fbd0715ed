#include "support/faulty_log.h"

#include <string>
#include <utility>
#include <vector>

namespace liandu::testing {
namespace {

using absl::Status;
using absl::StatusOr;
using eventlog::EntryId;
using eventlog::EventLog;
using eventlog::Fence;
using eventlog::Role;
using std::chrono::milliseconds;

class FaultyLog final : public EventLog {
 public:
  FaultyLog(std::unique_ptr<EventLog> log, const FaultyLogs::Fault& fault) : log_(std::move(log)), fault_(fault) {}

  StatusOr<std::vector<eventlog::AppendResult>> Append(const std::vector<eventlog::AppendItem>& items) override {
    return Around("append", [&] { return log_->Append(items); });
  }
  Status AppendTick(int64_t due_ms, const std::string& payload) override {
    return Around("tick", [&] { return log_->AppendTick(due_ms, payload); });
  }
  StatusOr<std::optional<eventlog::JurisdictionClock>> ReadClock(const std::string& jurisdiction) override {
    return Around("clock", [&] { return log_->ReadClock(jurisdiction); });
  }
  StatusOr<CatalogueRecords> ReadCatalogue(const std::string& jurisdiction) override {
    return Around("catalogue", [&] { return log_->ReadCatalogue(jurisdiction); });
  }
  StatusOr<int64_t> ReadSourceSequence(const std::string& jurisdiction, const std::string& source) override {
    return Around("source", [&] { return log_->ReadSourceSequence(jurisdiction, source); });
  }
  StatusOr<std::vector<eventlog::Entry>> Read(Role role, EntryId after, int max_entries, milliseconds wait) override {
    return Around("read", [&] { return log_->Read(role, after, max_entries, wait); });
  }
  StatusOr<eventlog::LeaseView> ReadLease(Role role) override {
    return Around("lease", [&] { return log_->ReadLease(role); });
  }
  StatusOr<eventlog::ProcessorPosition> Claim(Role role, const eventlog::LeaseView& seen, const std::string& holder,
                                              const std::string& nonce) override {
    return Around("claim", [&] { return log_->Claim(role, seen, holder, nonce); });
  }
  Status Renew(Role role, const Fence& fence) override {
    return Around("renew", [&] { return log_->Renew(role, fence); });
  }
  Status Release(Role role, const Fence& fence) override {
    return Around("release", [&] { return log_->Release(role, fence); });
  }
  StatusOr<std::vector<std::pair<std::string, std::string>>> ReadState(Role role, const std::string& after_key,
                                                                       int max_records) override {
    return Around("read_state", [&] { return log_->ReadState(role, after_key, max_records); });
  }
  Status CommitBatch(Role role, const eventlog::Commit& commit) override {
    return Around("commit", [&] { return log_->CommitBatch(role, commit); });
  }
  Status SetAside(Role role, const Fence& fence, EntryId entry) override {
    return Around("set_aside", [&] { return log_->SetAside(role, fence, entry); });
  }
  Status MarkTrying(Role role, const Fence& fence, EntryId entry) override {
    return Around("mark_trying", [&] { return log_->MarkTrying(role, fence, entry); });
  }
  StatusOr<eventlog::ProcessorPosition> ReadPosition(Role role) override {
    return Around("position", [&] { return log_->ReadPosition(role); });
  }
  StatusOr<EntryId> ReadLastId(Role role) override {
    return Around("last_id", [&] { return log_->ReadLastId(role); });
  }
  Status TrimAlerts(const Fence& fence, milliseconds retention) override {
    return Around("trim", [&] { return log_->TrimAlerts(fence, retention); });
  }
  void Interrupt() override { log_->Interrupt(); }

 private:
  template <typename Call>
  std::invoke_result_t<Call> Around(std::string_view name, const Call& call) {
    if (Status status = fault_(name, FaultStep::kBefore); !status.ok()) return status;
    std::invoke_result_t<Call> result = call();
    if (Status status = fault_(name, FaultStep::kAfter); !status.ok()) return status;
    return result;
  }

  const std::unique_ptr<EventLog> log_;
  const FaultyLogs::Fault& fault_;
};

}  // namespace

FaultyLogs::FaultyLogs(eventlog::EventLogFactory& logs, Fault fault) : logs_(logs), fault_(std::move(fault)) {}

std::unique_ptr<eventlog::EventLog> FaultyLogs::Open(int partition) {
  return std::make_unique<FaultyLog>(logs_.Open(partition), fault_);
}

}  // namespace liandu::testing
