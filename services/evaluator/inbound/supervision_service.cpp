#include "evaluator/inbound/supervision_service.h"

#include <utility>

namespace liandu::evaluator {

using Stub = v1::SupervisionService::Stub;
using Done = std::function<void(grpc::Status)>;

grpc::ServerUnaryReactor* SupervisionServiceImpl::GetBoard(grpc::CallbackServerContext* context,
                                                           const v1::GetBoardRequest* request,
                                                           v1::GetBoardResponse* response) {
  return queries_.Run<v1::GetBoardRequest, v1::GetBoardResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->GetBoard(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::ListTargets(grpc::CallbackServerContext* context,
                                                              const v1::ListTargetsRequest* request,
                                                              v1::ListTargetsResponse* response) {
  return queries_.Run<v1::ListTargetsRequest, v1::ListTargetsResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->ListTargets(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::ListAlerts(grpc::CallbackServerContext* context,
                                                             const v1::ListAlertsRequest* request,
                                                             v1::ListAlertsResponse* response) {
  return queries_.Run<v1::ListAlertsRequest, v1::ListAlertsResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->ListAlerts(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::GetAlert(grpc::CallbackServerContext* context,
                                                           const v1::GetAlertRequest* request,
                                                           v1::GetAlertResponse* response) {
  return queries_.Run<v1::GetAlertRequest, v1::GetAlertResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->GetAlert(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::ExplainTarget(grpc::CallbackServerContext* context,
                                                                const v1::ExplainTargetRequest* request,
                                                                v1::ExplainTargetResponse* response) {
  return queries_.Run<v1::ExplainTargetRequest, v1::ExplainTargetResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->ExplainTarget(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::ExplainSubject(grpc::CallbackServerContext* context,
                                                                 const v1::ExplainSubjectRequest* request,
                                                                 v1::ExplainSubjectResponse* response) {
  return queries_.Run<v1::ExplainSubjectRequest, v1::ExplainSubjectResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->ExplainSubject(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::ExplainLight(grpc::CallbackServerContext* context,
                                                               const v1::ExplainLightRequest* request,
                                                               v1::ExplainLightResponse* response) {
  return queries_.Run<v1::ExplainLightRequest, v1::ExplainLightResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->ExplainLight(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::WhatIf(grpc::CallbackServerContext* context,
                                                         const v1::WhatIfRequest* request,
                                                         v1::WhatIfResponse* response) {
  return queries_.Run<v1::WhatIfRequest, v1::WhatIfResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->WhatIf(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::GetLeagueTable(grpc::CallbackServerContext* context,
                                                                 const v1::GetLeagueTableRequest* request,
                                                                 v1::GetLeagueTableResponse* response) {
  return queries_.Run<v1::GetLeagueTableRequest, v1::GetLeagueTableResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->GetLeagueTable(onward, asked, answer, std::move(done));
      });
}

grpc::ServerUnaryReactor* SupervisionServiceImpl::GetScore(grpc::CallbackServerContext* context,
                                                           const v1::GetScoreRequest* request,
                                                           v1::GetScoreResponse* response) {
  return queries_.Run<v1::GetScoreRequest, v1::GetScoreResponse>(
      context, request, response, [](Stub& stub, auto* onward, auto* asked, auto* answer, Done done) {
        stub.async()->GetScore(onward, asked, answer, std::move(done));
      });
}

grpc::ServerWriteReactor<v1::WatchTransitionsResponse>* SupervisionServiceImpl::WatchTransitions(
    grpc::CallbackServerContext* /*context*/, const v1::WatchTransitionsRequest* request) {
  return watches_.Watch(request);
}

}  // namespace liandu::evaluator
