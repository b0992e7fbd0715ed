#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "evaluator/inbound/answers.h"
#include "evaluator/inbound/machine.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "platform/clock/clock.h"
#include "platform/eventlog/processor_pool.h"
#include "platform/rpc/channel.h"
#include "platform/rpc/status.h"

namespace liandu::evaluator {

/// Stubs for the other instances, made when first needed. Thread-safe.
class InstanceStubs {
 public:
  explicit InstanceStubs(platform::ChannelSettings settings) : settings_(std::move(settings)) {}
  /// nullptr when no channel can be made.
  std::shared_ptr<v1::SupervisionService::Stub> Get(const std::string& address);

 private:
  const platform::ChannelSettings settings_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<v1::SupervisionService::Stub>> stubs_;
};

/// Asks the partition of a request's jurisdiction: here if this instance owns it, else once the instance that does.
/// Everything passed by reference must outlive the calls. Thread-safe.
class PartitionQueries {
 public:
  PartitionQueries(int partitions, const platform::Clock& clock, InstanceStubs& stubs)
      : partitions_(partitions), clock_(clock), stubs_(stubs) {}

  /// The pool, which is told the server's address and so starts after it; until then calls are asked to come again.
  void Attach(eventlog::ProcessorPool& pool) { pool_ = &pool; }

  template <typename Request, typename Response>
  using Forward = std::function<void(v1::SupervisionService::Stub&, grpc::ClientContext*, const Request*, Response*,
                                     std::function<void(grpc::Status)>)>;

  /// Answers a unary call with Answer(world, request, response) and the position; see evaluator_service.proto.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context, const Request* request, Response* response,
                                Forward<Request, Response> forward) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    std::vector<wire::Violation> violations;
    Check(*request, violations);
    if (!violations.empty()) {
      reactor->Finish(platform::InvalidRequestOf(violations));
      return reactor;
    }
    eventlog::ProcessorPool* pool = pool_;
    if (pool == nullptr) {
      reactor->Finish(Unanswered(absl::UnavailableError("the evaluator is starting")));
      return reactor;
    }
    pool->Query(eventlog::PartitionOf(request->jurisdiction(), partitions_), PositionOf(request->min_position()),
                clock_.SteadyNow() + kPositionWait,
                [this, context, request, response, reactor,
                 forward = std::move(forward)](absl::StatusOr<eventlog::ProcessorPool::View> view) {
                  if (view.ok()) {
                    reactor->Finish(AnswerFrom(*view, *request, *response));
                  } else {
                    Redirect(context, request, response, reactor, forward, view.status());
                  }
                });
    return reactor;
  }

  /// A failed query as the caller hears of it: UNAVAILABLE with RetryInfo.
  static grpc::Status Unanswered(const absl::Status& status);

 private:
  static constexpr std::chrono::milliseconds kPositionWait{5'000};

  template <typename Request, typename Response>
  static grpc::Status AnswerFrom(const eventlog::ProcessorPool::View& view, const Request& request,
                                 Response& response) {
    const auto& machine = static_cast<const EvaluatorMachine&>(view.machine);
    response.mutable_position()->set_entry(view.cursor.ToString());
    return platform::ToGrpcStatus(Answer(machine.world(), request, response));
  }

  template <typename Request, typename Response>
  void Redirect(grpc::CallbackServerContext* context, const Request* request, Response* response,
                grpc::ServerUnaryReactor* reactor, const Forward<Request, Response>& forward,
                const absl::Status& status) {
    std::shared_ptr<v1::SupervisionService::Stub> stub = OwnerStub(*context, status);
    if (stub == nullptr) return reactor->Finish(Unanswered(status));
    std::shared_ptr<grpc::ClientContext> onward = OnwardContext(*context);
    forward(*stub, onward.get(), request, response,
            [reactor, stub, onward](const grpc::Status& answer) { reactor->Finish(answer); });
  }

  /// The owner's stub for a call that may be forwarded; nullptr for one that may not.
  std::shared_ptr<v1::SupervisionService::Stub> OwnerStub(const grpc::CallbackServerContext& context,
                                                          const absl::Status& status);
  static std::shared_ptr<grpc::ClientContext> OnwardContext(const grpc::CallbackServerContext& context);

  std::atomic<eventlog::ProcessorPool*> pool_{nullptr};
  const int partitions_;
  const platform::Clock& clock_;
  InstanceStubs& stubs_;
};

}  // namespace liandu::evaluator
