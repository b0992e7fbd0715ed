#pragma once

#include "evaluator/inbound/partition_queries.h"
#include "evaluator/inbound/watch.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::evaluator {

/// The SupervisionService of evaluator_service.proto: its transport. Thread-safe.
class SupervisionServiceImpl final : public v1::SupervisionService::CallbackService {
 public:
  /// Both must outlive it.
  SupervisionServiceImpl(PartitionQueries& queries, TransitionWatches& watches)
      : queries_(queries), watches_(watches) {}

  grpc::ServerUnaryReactor* GetBoard(grpc::CallbackServerContext* context, const v1::GetBoardRequest* request,
                                     v1::GetBoardResponse* response) override;
  grpc::ServerUnaryReactor* ListTargets(grpc::CallbackServerContext* context, const v1::ListTargetsRequest* request,
                                        v1::ListTargetsResponse* response) override;
  grpc::ServerUnaryReactor* ListAlerts(grpc::CallbackServerContext* context, const v1::ListAlertsRequest* request,
                                       v1::ListAlertsResponse* response) override;
  grpc::ServerUnaryReactor* GetAlert(grpc::CallbackServerContext* context, const v1::GetAlertRequest* request,
                                     v1::GetAlertResponse* response) override;
  grpc::ServerUnaryReactor* ExplainTarget(grpc::CallbackServerContext* context, const v1::ExplainTargetRequest* request,
                                          v1::ExplainTargetResponse* response) override;
  grpc::ServerUnaryReactor* ExplainSubject(grpc::CallbackServerContext* context,
                                           const v1::ExplainSubjectRequest* request,
                                           v1::ExplainSubjectResponse* response) override;
  grpc::ServerUnaryReactor* ExplainLight(grpc::CallbackServerContext* context, const v1::ExplainLightRequest* request,
                                         v1::ExplainLightResponse* response) override;
  grpc::ServerUnaryReactor* WhatIf(grpc::CallbackServerContext* context, const v1::WhatIfRequest* request,
                                   v1::WhatIfResponse* response) override;
  grpc::ServerUnaryReactor* GetLeagueTable(grpc::CallbackServerContext* context,
                                           const v1::GetLeagueTableRequest* request,
                                           v1::GetLeagueTableResponse* response) override;
  grpc::ServerUnaryReactor* GetScore(grpc::CallbackServerContext* context, const v1::GetScoreRequest* request,
                                     v1::GetScoreResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchTransitionsResponse>* WatchTransitions(
      grpc::CallbackServerContext* context, const v1::WatchTransitionsRequest* request) override;

 private:
  PartitionQueries& queries_;
  TransitionWatches& watches_;
};

}  // namespace liandu::evaluator
