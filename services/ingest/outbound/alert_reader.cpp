#include "ingest/outbound/alert_reader.h"

#include <grpc/support/time.h>
#include <grpcpp/client_context.h>

#include "ingest/outbound/append_status.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "platform/rpc/channel.h"
#include "platform/rpc/status.h"

namespace liandu::ingest {
namespace {

/// Addresses of instances that have come and gone; far beyond any number of evaluators.
constexpr size_t kMaxChannels = 256;

constexpr char kNobodyAnswers[] = "评判服务没有应答，无法确认办理结果；请稍后重试";

bool TriesNext(grpc::StatusCode code) {
  return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DEADLINE_EXCEEDED;
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> EvaluatorAlertReader::ChannelTo(const std::string& address) {
  const std::lock_guard<std::mutex> guard(mutex_);
  auto found = channels_.find(address);
  if (found != channels_.end()) return found->second;
  absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = platform::MakeChannel(address, {});
  if (!channel.ok()) return channel;
  if (channels_.size() >= kMaxChannels) channels_.clear();
  channels_[address] = *channel;
  return channel;
}

grpc::Status EvaluatorAlertReader::Read(const std::string& jurisdiction, const std::string& alert,
                                        eventlog::EntryId minimum, v1::Alert& found) {
  absl::StatusOr<std::vector<std::string>> addresses = addresses_();
  if (!addresses.ok()) return FailureStatus(addresses.status());
  v1::GetAlertRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_alert(alert);
  if (minimum > eventlog::EntryId{}) request.mutable_min_position()->set_entry(minimum.ToString());
  for (const std::string& address : *addresses) {
    absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = ChannelTo(address);
    if (!channel.ok()) return platform::ToGrpcStatus(channel.status());
    grpc::ClientContext context;
    context.set_deadline(
        gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_millis(timeout_.count(), GPR_TIMESPAN)));
    v1::GetAlertResponse response;
    const grpc::Status status = v1::SupervisionService::NewStub(*channel)->GetAlert(&context, request, &response);
    if (status.ok()) found = std::move(*response.mutable_alert());
    if (!TriesNext(status.error_code())) return status;
  }
  return TryAgainStatus(kNobodyAnswers);
}

}  // namespace liandu::ingest
