#include "ingest/outbound/delivery_workflow.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest/outbound/append_status.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

using Outcome = eventlog::AppendResult::Outcome;

bool HasReceiver(const model::Catalogue& catalogue, const std::string& id) {
  if (!catalogue.notification_policy) return false;
  const auto& receivers = catalogue.notification_policy->receivers;
  return std::any_of(receivers.begin(), receivers.end(), [&](const auto& receiver) { return receiver.id == id; });
}

grpc::Status Missing(const std::string& what) { return platform::ToGrpcStatus(absl::NotFoundError(what)); }

}  // namespace

grpc::Status DeliveryWorkflow::Append(const DeliveryRequest& request, const std::string& kind, model::EventBody body,
                                      eventlog::EntryId& position) {
  eventlog::AppendItem item;
  item.jurisdiction = request.jurisdiction;
  item.request_id = request.request_id;
  item.payloads.push_back(
      wire::EncodeEvent({request.jurisdiction, request.actor, request.request_id, 0, std::move(body)}));
  absl::StatusOr<eventlog::AppendResult> result = writer_.AppendAndWait(std::move(item), kind);
  if (!result.ok()) return FailureStatus(result.status());
  if (result->outcome != Outcome::kAppended && result->outcome != Outcome::kRepeatedRequest) {
    return RefusalStatus(request.jurisdiction, *result);
  }
  position = result->last_id;
  return grpc::Status::OK;
}

grpc::Status DeliveryWorkflow::Resend(const DeliveryRequest& request, const std::string& delivery,
                                      eventlog::EntryId& position) {
  return Append(request, "delivery_resent", model::DeliveryResent{delivery}, position);
}

grpc::Status DeliveryWorkflow::SendTest(const DeliveryRequest& request, const model::TestMessageRequested& message,
                                        eventlog::EntryId& position) {
  if (absl::Status status = cache_.RefreshAndWait(request.jurisdiction); !status.ok()) return FailureStatus(status);
  const std::shared_ptr<KnownJurisdiction> known = cache_.Find(request.jurisdiction);
  if (known == nullptr) return TryAgainStatus(kCatalogueMoves);
  bool has_receiver = false;
  bool has_post = false;
  known->Read([&](const KnownJurisdiction::View& view) {
    has_receiver = HasReceiver(view.catalogue, message.receiver);
    has_post = message.post.empty() || view.catalogue.posts.contains(message.post);
  });
  if (!has_receiver) {
    return Missing(absl::StrCat("通知策略里没有接收方“", message.receiver, "”；请改正编号，或先把它加入策略"));
  }
  if (!has_post) return Missing(absl::StrCat("目录里没有岗位“", message.post, "”；请改正编号"));
  return Append(request, "test_message_requested", message, position);
}

}  // namespace liandu::ingest
