#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "ingest/outbound/alert_reader.h"
#include "ingest/outbound/log_writer.h"

namespace liandu::ingest {

/// 签收 as a person sent it.
struct Acknowledgement {
  std::string jurisdiction;
  std::string alert;
  /// The alert's sequence as its author saw it.
  int64_t sequence = 0;
  std::string actor;
  std::string note;
  std::string request_id;
};

/// What people do about alerts. Blocks; thread-safe.
class AlertWorkflow {
 public:
  AlertWorkflow(AlertReader& reader, LogWriter& writer) : reader_(reader), writer_(writer) {}

  /// Asks whether the alert exists, puts the acknowledgement into the log (a stale one too: it leaves a trace in the
  /// trail), and answers with the alert as it is afterwards. FAILED_PRECONDITION: the evaluator refused it.
  grpc::Status Acknowledge(const Acknowledgement& acknowledgement, v1::Alert& alert, eventlog::EntryId& position);

 private:
  AlertReader& reader_;
  LogWriter& writer_;
};

}  // namespace liandu::ingest
