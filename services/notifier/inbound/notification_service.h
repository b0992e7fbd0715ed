#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>

#include "liandu/v1/notifier_service.grpc.pb.h"
#include "notifier/inbound/partition_owner.h"
#include "notifier/inbound/peer_calls.h"
#include "notifier/inbound/position_gate.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// What was said to whom, and who would be told. The partition's owner answers from committed state; another instance
/// passes the call on once. Thread-safe.
class NotificationService final : public v1::NotificationService::CallbackService {
 public:
  /// Everything passed by reference must outlive the service.
  NotificationService(PartitionOwner& owner, PositionGate& gate, PeerCalls& peers, const platform::Clock& clock,
                      int partitions);

  grpc::ServerUnaryReactor* ListDeliveries(grpc::CallbackServerContext* context,
                                           const v1::ListDeliveriesRequest* request,
                                           v1::ListDeliveriesResponse* response) override;
  grpc::ServerUnaryReactor* TestRoute(grpc::CallbackServerContext* context, const v1::TestRouteRequest* request,
                                      v1::TestRouteResponse* response) override;
  grpc::ServerUnaryReactor* GetAlertNotifications(grpc::CallbackServerContext* context,
                                                  const v1::GetAlertNotificationsRequest* request,
                                                  v1::GetAlertNotificationsResponse* response) override;

 private:
  /// Runs on the owner's loop; fills the response.
  using Answer = std::function<absl::Status(const Desk&)>;
  /// Passes the call on to the address.
  using PassOn = std::function<void(const std::string&, std::function<void(grpc::Status)>)>;

  /// As AskOwner, once the log has reached the position that the request names.
  template <typename Request>
  void AskOwnerAt(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor, const Request& request,
                  Answer answer, PassOn pass_on);
  void AskOwner(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
                const std::string& jurisdiction, std::optional<eventlog::EntryId> minimum, Answer answer,
                PassOn pass_on);

  PartitionOwner& owner_;
  PositionGate& gate_;
  PeerCalls& peers_;
  const platform::Clock& clock_;
  const int partitions_;
};

}  // namespace liandu::notifier
