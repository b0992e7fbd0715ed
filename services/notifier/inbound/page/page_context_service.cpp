#include "notifier/inbound/page/page_context_service.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/inbound/page/page_answers.h"
#include "platform/rpc/status.h"

namespace liandu::notifier {
namespace {

constexpr std::chrono::seconds kLongestWait{5};
constexpr std::chrono::milliseconds kRetryDelay{500};
constexpr int kMaxListed = 500;
constexpr size_t kMaxIdBytes = 1024;

using Async = v1::PageService::StubInterface::async_interface;

/// Empty: the request is as it should be.
std::vector<platform::FieldViolation> CheckIds(const std::string& jurisdiction, const char* field,
                                               const std::string& id, const char* list, int listed) {
  std::vector<platform::FieldViolation> violations;
  if (jurisdiction.empty()) violations.push_back({"jurisdiction", "没有填写；请补上"});
  if (jurisdiction.size() > kMaxIdBytes) violations.push_back({"jurisdiction", "超过 1024 字节；请改正"});
  if (id.size() > kMaxIdBytes) violations.push_back({field, "超过 1024 字节；请改正"});
  if (listed > kMaxListed) violations.push_back({list, "超过 500 项；请减少"});
  return violations;
}

}  // namespace

grpc::ServerUnaryReactor* PageContextService::GetLinkGrants(grpc::CallbackServerContext* context,
                                                            const v1::GetLinkGrantsRequest* request,
                                                            v1::GetLinkGrantsResponse* response) {
  const auto violations = CheckIds(request->jurisdiction(), "", "", "deliveries", request->deliveries_size());
  if (!violations.empty()) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(platform::InvalidRequest(violations));
    return reactor;
  }
  return AskOwner<v1::GetLinkGrantsRequest, v1::GetLinkGrantsResponse>(
      context, request, response, &Async::GetLinkGrants,
      [request](const Desk& desk) { return LinkGrants(desk, *request); });
}

grpc::ServerUnaryReactor* PageContextService::GetPageContext(grpc::CallbackServerContext* context,
                                                             const v1::GetPageContextRequest* request,
                                                             v1::GetPageContextResponse* response) {
  const auto violations =
      CheckIds(request->jurisdiction(), "delivery", request->delivery(), "alerts", request->alerts_size());
  if (!violations.empty()) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(platform::InvalidRequest(violations));
    return reactor;
  }
  // A live jurisdiction's clock in the state stands where its last entry left it.
  const model::Instant wall(std::chrono::milliseconds(clock_.NowMs()));
  return AskOwner<v1::GetPageContextRequest, v1::GetPageContextResponse>(
      context, request, response, &Async::GetPageContext, [request, wall](const Desk& desk) {
        const bool live = desk.clock_mode() == model::ClockMode::kLive;
        return PageContext(desk, *request, live ? std::max(desk.clock(), wall) : desk.clock());
      });
}

template <typename Request, typename Response>
grpc::ServerUnaryReactor* PageContextService::AskOwner(grpc::CallbackServerContext* context, const Request* request,
                                                       Response* response,
                                                       PeerCalls::Method<Request, Response, v1::PageService> method,
                                                       std::function<Response(const Desk&)> answer) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool may_pass_on = !PeerCalls::IsPassedOn(*context);
  const auto done = [=, this, answer = std::move(answer)](const absl::StatusOr<eventlog::ProcessorPool::View>& view) {
    if (view.ok()) {
      const Desk* desk = static_cast<const NotifierMachine&>(view->machine).FindDesk(request->jurisdiction());
      if (desk != nullptr) *response = answer(*desk);
      const absl::Status found = desk != nullptr
                                     ? absl::OkStatus()
                                     : absl::NotFoundError(absl::StrCat("没有辖区“", request->jurisdiction(), "”"));
      return reactor->Finish(platform::FailureAnswer(found, kRetryDelay));
    }
    const std::optional<std::string> owner = eventlog::ProcessorPool::OwnerAddress(view.status());
    if (!owner || !may_pass_on) return reactor->Finish(platform::FailureAnswer(view.status(), kRetryDelay));
    peers_.Pass<v1::PageService>(*owner, *context, method, *request, *response,
                                 [reactor](const grpc::Status& status) { reactor->Finish(status); });
  };
  owner_.Query(eventlog::PartitionOf(request->jurisdiction(), partitions_), std::nullopt,
               clock_.SteadyNow() + kLongestWait, done);
  return reactor;
}

}  // namespace liandu::notifier
