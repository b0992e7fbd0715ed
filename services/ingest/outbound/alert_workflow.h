#pragma once

#include <grpcpp/support/status.h>

#include <optional>
#include <string>

#include "ingest/outbound/alert_reader.h"
#include "ingest/outbound/catalogue_writer.h"
#include "ingest/outbound/log_writer.h"

namespace liandu::ingest {

/// What a person does about an alert, as they sent it.
struct AlertStep {
  std::string jurisdiction;
  std::string alert;
  /// The alert's sequence as its author saw it.
  int64_t sequence = 0;
  std::string actor;
  model::AlertAction action;
  std::string request_id;
};

/// The alert as it is after a step, and what the step has put into the catalogue.
struct AlertStepAnswer {
  v1::Alert alert;
  eventlog::EntryId position;
  /// Id of the decision that a granted request has become; empty: none.
  std::string decision;
};

/// What people do about alerts. Blocks; thread-safe.
class AlertWorkflow {
 public:
  AlertWorkflow(AlertReader& reader, LogWriter& writer, CatalogueWriter& catalogues, JurisdictionCache& cache)
      : reader_(reader), writer_(writer), catalogues_(catalogues), cache_(cache) {}

  /// Asks whether the alert exists, puts the step into the log (one that does not fit too: it leaves a trace in the
  /// trail), and answers with the alert as it is afterwards. FAILED_PRECONDITION: the evaluator refused it; the trail
  /// says why. A granted request also becomes a decision of the catalogue: one that would not fit there is refused
  /// before anything is written. The decision is put once the evaluator has taken the step; if that fails, the same
  /// call again puts what is missing.
  grpc::Status Act(const AlertStep& step, AlertStepAnswer& answer);

 private:
  /// The decision as which a step that is granted goes into the catalogue; a step that is not, or about what no
  /// decision can be, has none.
  grpc::Status FindDecision(const AlertStep& step, const v1::Alert& alert, std::optional<model::Decision>& decision);
  grpc::Status PutDecision(const AlertStep& step, const model::Decision& decision, bool dry_run,
                           eventlog::EntryId& position);
  /// Puts the step into the log and reads what became of it.
  grpc::Status Take(const AlertStep& step, const v1::Alert& seen, AlertStepAnswer& answer);

  AlertReader& reader_;
  LogWriter& writer_;
  CatalogueWriter& catalogues_;
  JurisdictionCache& cache_;
};

}  // namespace liandu::ingest
