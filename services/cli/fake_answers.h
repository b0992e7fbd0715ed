#pragma once

#include "liandu/v1/evaluator_service.pb.h"
#include "liandu/v1/ingest_service.pb.h"
#include "liandu/v1/notifier_service.pb.h"

/// A small city as the fake services tell of it. Texts hold what a terminal must not see.
namespace liandu::cli {

v1::Catalogue FakeCatalogue();
/// One that holds, one that has ended and one that is yet to begin.
v1::Catalogue FakeSilences();
v1::Alert FakeAlert(bool acknowledged);
/// The alert after a step on it.
v1::Alert FakeActedAlert(const v1::ActOnAlertRequest& request);
v1::GetBoardResponse FakeBoard();
v1::GetLeagueTableResponse FakeLeagueTable(bool frozen);
v1::GetScoreResponse FakeScore();
/// Page 1 or 2.
v1::ListTargetsResponse FakeTargets(int page);
v1::ListAlertsResponse FakeAlerts(int page, bool include_cleared);
v1::ExplainTargetResponse FakeExplanation();
v1::ExplainSubjectResponse FakeSubject(v1::SubjectKind kind, const std::string& id);
v1::ExplainLightResponse FakeLight(const std::string& chain, const std::string& unit);
v1::WhatIfResponse FakeWhatIf();
v1::ApplyCatalogueResponse FakeChanges();
v1::ListDeliveriesResponse FakeDeliveries();
v1::TestRouteResponse FakeRoutes();
v1::GetAlertNotificationsResponse FakeNotificationsOf();
v1::WatchTransitionsResponse FakeTransition(int number);

/// 2024-07-01 09:30 +08:00 and so many minutes.
int64_t FakeSeconds(int64_t minutes);

}  // namespace liandu::cli
