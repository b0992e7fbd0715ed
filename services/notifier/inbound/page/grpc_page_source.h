#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "liandu/v1/ingest_service.grpc.pb.h"
#include "liandu/v1/notifier_service.grpc.pb.h"
#include "liandu/v1/page_service.grpc.pb.h"
#include "notifier/inbound/page/page_source.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// Takes what the pages show from the evaluator and the notifier, and brings what people do to ingest. Thread-safe.
class GrpcPageSource final : public PageSource {
 public:
  using Channel = std::shared_ptr<grpc::Channel>;

  /// The clock must outlive it. `notifier`: any instance, this one included.
  GrpcPageSource(const Channel& evaluator, const Channel& ingest, const Channel& notifier,
                 const platform::Clock& clock);

  absl::StatusOr<PageContextAnswer> GetContext(const ContextQuestion& question) override;
  absl::StatusOr<model::Alert> GetAlert(const std::string& jurisdiction, const std::string& alert) override;
  absl::StatusOr<PathView> GetPath(const std::string& jurisdiction, const std::string& target) override;
  absl::StatusOr<int64_t> Act(const ActQuestion& question) override;
  absl::StatusOr<BoardPage> GetBoard(const std::string& jurisdiction) override;
  absl::StatusOr<Inbox> GetInbox(const std::string& jurisdiction, const std::string& from,
                                 const std::string& post) override;

 private:
  void SetDeadline(grpc::ClientContext& context) const;
  /// What people are to read of a refusal: each violation, where they are named.
  static absl::Status Readable(const grpc::Status& status);
  /// Calls a method of a stub within the deadline.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) const {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return Readable(status);
    return response;
  }

  absl::StatusOr<v1::ListAlertsResponse> OpenAlerts(const std::string& jurisdiction, v1::Severity min_severity,
                                                    v1::Condition condition, int page_size) const;
  /// Targets that have not been settled and are due in these days.
  absl::StatusOr<std::vector<v1::TargetVerdict>> TargetsDue(const std::string& jurisdiction, model::Date from,
                                                            model::Date until) const;

  const platform::Clock& clock_;
  std::unique_ptr<v1::SupervisionService::StubInterface> evaluator_;
  std::unique_ptr<v1::AlertWorkflowService::StubInterface> ingest_;
  std::unique_ptr<v1::NotificationService::StubInterface> notifier_;
  std::unique_ptr<v1::PageService::StubInterface> pages_;
};

}  // namespace liandu::notifier
