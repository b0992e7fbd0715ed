#include "evaluator/inbound/partition_queries.h"

namespace liandu::evaluator {
namespace {

/// Marks a call that another instance has passed on: it is not passed on again.
constexpr char kForwarded[] = "liandu-forwarded";
constexpr std::chrono::milliseconds kRetryDelay{500};
/// Instances come and go; what is beyond is made again when needed.
constexpr size_t kMaxStubs = 64;

}  // namespace

std::shared_ptr<v1::SupervisionService::Stub> InstanceStubs::Get(const std::string& address) {
  std::lock_guard lock(mutex_);
  if (auto it = stubs_.find(address); it != stubs_.end()) return it->second;
  auto channel = platform::MakeChannel(address, settings_);
  if (!channel.ok()) return nullptr;
  if (stubs_.size() >= kMaxStubs) stubs_.clear();
  return stubs_[address] = v1::SupervisionService::NewStub(*channel);
}

grpc::Status PartitionQueries::Unanswered(const absl::Status& status) {
  const bool late = absl::IsDeadlineExceeded(status);
  return platform::FailureAnswer(late ? status : absl::UnavailableError(status.message()), kRetryDelay);
}

std::shared_ptr<v1::SupervisionService::Stub> PartitionQueries::OwnerStub(const grpc::CallbackServerContext& context,
                                                                          const absl::Status& status) {
  if (context.client_metadata().count(kForwarded) > 0) return nullptr;
  const std::optional<std::string> address = eventlog::ProcessorPool::OwnerAddress(status);
  return address ? stubs_.Get(*address) : nullptr;
}

std::shared_ptr<grpc::ClientContext> PartitionQueries::OnwardContext(const grpc::CallbackServerContext& context) {
  std::shared_ptr<grpc::ClientContext> onward = grpc::ClientContext::FromCallbackServerContext(context);
  onward->AddMetadata(kForwarded, "1");
  return onward;
}

}  // namespace liandu::evaluator
