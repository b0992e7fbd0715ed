#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>

#include "liandu/v1/page_service.grpc.pb.h"
#include "notifier/inbound/partition_owner.h"
#include "notifier/inbound/peer_calls.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

/// Answers what the pages need to know of a jurisdiction's desk, from the partition's owner; another instance passes
/// the call on once. Thread-safe.
class PageContextService final : public v1::PageService::CallbackService {
 public:
  /// Everything passed by reference must outlive the service.
  PageContextService(PartitionOwner& owner, PeerCalls& peers, const platform::Clock& clock, int partitions)
      : owner_(owner), peers_(peers), clock_(clock), partitions_(partitions) {}

  grpc::ServerUnaryReactor* GetLinkGrants(grpc::CallbackServerContext* context, const v1::GetLinkGrantsRequest* request,
                                          v1::GetLinkGrantsResponse* response) override;
  grpc::ServerUnaryReactor* GetPageContext(grpc::CallbackServerContext* context,
                                           const v1::GetPageContextRequest* request,
                                           v1::GetPageContextResponse* response) override;

 private:
  /// Answers on the owner's loop, or has `method` of the owner's instance answer.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* AskOwner(grpc::CallbackServerContext* context, const Request* request, Response* response,
                                     PeerCalls::Method<Request, Response, v1::PageService> method,
                                     std::function<Response(const Desk&)> answer);

  PartitionOwner& owner_;
  PeerCalls& peers_;
  const platform::Clock& clock_;
  const int partitions_;
};

}  // namespace liandu::notifier
