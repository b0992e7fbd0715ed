#pragma once

#include <grpcpp/support/status.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/outbound/jurisdiction_cache.h"
#include "ingest/outbound/log_writer.h"
#include "ingest/outbound/report_batch.h"
#include "ingest/outbound/work_pool.h"

namespace liandu::ingest {

/// What the lines share.
struct ReportRoute {
  JurisdictionCache& cache;
  LogWriter& writer;
  WorkPool& pool;
};

/// Batches of one caller, made durable and answered in the order in which they came. One append is under way at a time;
/// the numbered or unnumbered batches that gather behind it go together in the next one, all or nothing: so a source's
/// numbers can never be seen in the log before everything below them, whatever fails. After a batch fails, numbered
/// batches behind it fail too until its numbers come again. Thread-safe; owned by std::shared_ptr, and kept alive by
/// what is under way.
class ReportLine : public std::enable_shared_from_this<ReportLine> {
 public:
  /// Called once, in the order of Add, on a thread that must not be blocked.
  using Done = std::function<void(const grpc::Status&, const BatchAnswer&)>;

  explicit ReportLine(ReportRoute route) : route_(route) {}

  /// Checks the batch at once, on the caller's thread, if its jurisdiction is known.
  void Add(ReportBatch batch, Done done);
  /// Answers in its turn what was refused as a whole.
  void AddRefused(grpc::Status status, Done done);

 private:
  struct Slot {
    explicit Slot(ReportBatch given) : batch(std::move(given)) {}
    PreparedBatch batch;
    Done done;
    bool ready = false;
    bool looked_again = false;
    bool sequence_read = false;
    int attempts = 0;
    /// Set: failed.
    std::optional<grpc::Status> failed;
  };
  using Slots = std::vector<std::shared_ptr<Slot>>;

  void Prepare(const std::shared_ptr<Slot>& slot);
  void RefreshAndPrepare(const std::shared_ptr<Slot>& slot);
  void ReadSequenceAndPrepare(const std::shared_ptr<Slot>& slot);
  void SetReady(const std::shared_ptr<Slot>& slot);
  void Fail(const std::shared_ptr<Slot>& slot, grpc::Status status);

  void Pump();
  Slots TakeAnswerable();
  Slots Gather();
  void RefuseBehindFailure(Slot& slot);
  void Append(Slots slots);
  void OnResult(const Slots& slots, const absl::StatusOr<eventlog::AppendResult>& result);
  void OnDurable(const Slots& slots, const eventlog::AppendResult& result);
  void FailAll(const Slots& slots, const grpc::Status& status);
  void PrepareAgain(const Slots& slots, bool refresh);
  void Release();
  void Answer(const Slots& slots);

  ReportRoute route_;
  std::mutex mutex_;
  std::deque<std::shared_ptr<Slot>> slots_;
  /// An append, or the answering of what is done, is under way.
  bool busy_ = false;
  /// The first number of a source's batch that failed and has not come again.
  std::map<std::string, int64_t> failed_from_;
};

}  // namespace liandu::ingest
