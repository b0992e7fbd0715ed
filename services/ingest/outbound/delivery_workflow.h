#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "ingest/outbound/jurisdiction_cache.h"
#include "ingest/outbound/log_writer.h"
#include "model/event.h"

namespace liandu::ingest {

/// Who asks the notifier for something, and under which id servers log it.
struct DeliveryRequest {
  std::string jurisdiction;
  std::string actor;
  std::string request_id;
};

/// What is asked of the notifier, put into the log. Blocks; thread-safe.
class DeliveryWorkflow {
 public:
  DeliveryWorkflow(JurisdictionCache& cache, LogWriter& writer) : cache_(cache), writer_(writer) {}

  /// What becomes of it, an unknown delivery too, stands in the notifier's deliveries.
  grpc::Status Resend(const DeliveryRequest& request, const std::string& delivery, eventlog::EntryId& position);
  /// NOT_FOUND: the policy has no such receiver, or the catalogue no such post.
  grpc::Status SendTest(const DeliveryRequest& request, const model::TestMessageRequested& message,
                        eventlog::EntryId& position);

 private:
  grpc::Status Append(const DeliveryRequest& request, const std::string& kind, model::EventBody body,
                      eventlog::EntryId& position);

  JurisdictionCache& cache_;
  LogWriter& writer_;
};

}  // namespace liandu::ingest
