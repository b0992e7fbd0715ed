#pragma once

#include <string>

#include "liandu/v1/evaluator_service.pb.h"
#include "liandu/v1/notifier_service.pb.h"
#include "liandu/v1/page_service.pb.h"
#include "notifier/inbound/page/page_source.h"

/// The contract's messages as what pages show. Pure functions.
namespace liandu::notifier {

model::CivilTime CivilTimeOf(const google::protobuf::RepeatedPtrField<v1::UtcOffset>& offsets);
PageContextAnswer ContextOf(const v1::GetPageContextResponse& message);
PathView PathOf(const v1::ExplainTargetResponse& message);
LinkGrant GrantOf(const v1::LinkGrant& message, const std::string& jurisdiction);
LightCount LightOf(const v1::LightSummary& message);
/// `unit`: how the unit responsible is called.
BoardLine LineOf(const model::Alert& alert, const std::string& unit);
BoardLine LineOf(const v1::TargetVerdict& message, const std::string& unit);
InboxMessage MessageOf(const v1::Delivery& message);

}  // namespace liandu::notifier
