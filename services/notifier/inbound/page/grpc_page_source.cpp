#include "notifier/inbound/page/grpc_page_source.h"

#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "notifier/domain/route.h"
#include "notifier/inbound/page/page_messages.h"
#include "platform/rpc/status.h"
#include "wire/wire.h"

namespace liandu::notifier {
namespace {

constexpr std::chrono::seconds kLongestCall{8};
constexpr int kInboxPage = 100;

}  // namespace

GrpcPageSource::GrpcPageSource(const Channel& evaluator, const Channel& ingest, const Channel& notifier,
                               const platform::Clock& clock)
    : clock_(clock),
      evaluator_(v1::SupervisionService::NewStub(evaluator)),
      ingest_(v1::AlertWorkflowService::NewStub(ingest)),
      notifier_(v1::NotificationService::NewStub(notifier)),
      pages_(v1::PageService::NewStub(notifier)) {}

absl::Status GrpcPageSource::Readable(const grpc::Status& status) {
  const platform::StatusDetails details = platform::DetailsOf(status);
  if (details.violations.empty()) return platform::FromGrpcStatus(status);
  std::string text;
  for (const platform::FieldViolation& violation : details.violations) {
    text += (text.empty() ? "" : "；") + violation.description;
  }
  return absl::InvalidArgumentError(text + "。");
}

void GrpcPageSource::SetDeadline(grpc::ClientContext& context) const {
  context.set_deadline(std::chrono::system_clock::time_point(std::chrono::milliseconds(clock_.NowMs())) + kLongestCall);
}

absl::StatusOr<PageContextAnswer> GrpcPageSource::GetContext(const ContextQuestion& question) {
  v1::GetPageContextRequest request;
  request.set_jurisdiction(question.jurisdiction);
  request.set_delivery(question.delivery);
  request.set_post(question.post);
  for (const AlertConcern& concern : question.alerts) {
    v1::AlertConcern& entry = *request.add_alerts();
    entry.set_responsible_unit(concern.responsible_unit);
    entry.mutable_chains()->Assign(concern.chains.begin(), concern.chains.end());
    entry.set_programme(concern.programme);
  }
  const auto response = Call(*pages_, &v1::PageService::StubInterface::GetPageContext, request);
  if (!response.ok()) return response.status();
  PageContextAnswer context = ContextOf(*response);
  if (context.names.size() != question.alerts.size()) return absl::InternalError("standings are missing");
  return context;
}

absl::StatusOr<model::Alert> GrpcPageSource::GetAlert(const std::string& jurisdiction, const std::string& alert) {
  v1::GetAlertRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_alert(alert);
  const auto response = Call(*evaluator_, &v1::SupervisionService::StubInterface::GetAlert, request);
  if (!response.ok()) return response.status();
  return wire::AlertFromProto(response->alert());
}

absl::StatusOr<PathView> GrpcPageSource::GetPath(const std::string& jurisdiction, const std::string& target) {
  v1::ExplainTargetRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_target(target);
  const auto response = Call(*evaluator_, &v1::SupervisionService::StubInterface::ExplainTarget, request);
  if (!response.ok()) return response.status();
  return PathOf(*response);
}

absl::StatusOr<int64_t> GrpcPageSource::Act(const ActQuestion& question) {
  v1::ActOnAlertRequest request;
  request.set_jurisdiction(question.jurisdiction);
  request.set_alert(question.alert);
  request.set_sequence(question.sequence);
  request.set_actor(question.actor);
  request.set_request_id(question.request_id);
  *request.mutable_action() = wire::ToProto(question.action);
  const auto response = Call(*ingest_, &v1::AlertWorkflowService::StubInterface::ActOnAlert, request);
  if (!response.ok()) return response.status();
  // What came between the two is not what was done here.
  for (const v1::Transition& transition : response->alert().trail()) {
    if (transition.sequence() > question.sequence && transition.actor() == question.actor) return transition.sequence();
  }
  return response->alert().sequence();
}

absl::StatusOr<PageSource::Inbox> GrpcPageSource::GetInbox(const std::string& jurisdiction, const std::string& from,
                                                           const std::string& post) {
  v1::ListDeliveriesRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_state(v1::DELIVERY_STATE_DELIVERED);
  request.set_page_size(kInboxPage);
  request.set_page_token(from);
  request.set_post(post);
  const auto listed = Call(*notifier_, &v1::NotificationService::StubInterface::ListDeliveries, request);
  if (!listed.ok()) return listed.status();
  const absl::StatusOr<PageContextAnswer> context = GetContext({jurisdiction, "", "", {}});
  if (!context.ok()) return context.status();
  Inbox inbox;
  inbox.page.frame.jurisdiction = context->jurisdiction;
  inbox.page.frame.civil_time = context->civil_time;
  inbox.page.frame.now = context->now;
  inbox.next = listed->next_page_token();
  v1::GetLinkGrantsRequest grants_request;
  grants_request.set_jurisdiction(jurisdiction);
  for (const v1::Delivery& delivery : listed->deliveries()) {
    // What went over other channels is somebody's own already.
    if (delivery.channel() != kDefaultChannel) continue;
    inbox.page.messages.push_back(MessageOf(delivery));
    inbox.posts.push_back(delivery.post());
    grants_request.add_deliveries(delivery.id());
  }
  const auto granted = Call(*pages_, &v1::PageService::StubInterface::GetLinkGrants, grants_request);
  if (!granted.ok()) return granted.status();
  std::map<std::string, LinkGrant> grants;
  for (const v1::LinkGrant& grant : granted->grants()) grants[grant.delivery()] = GrantOf(grant, jurisdiction);
  for (const std::string& id : grants_request.deliveries()) {
    const auto grant = grants.find(id);
    inbox.grants.push_back(grant == grants.end() ? std::nullopt : std::optional(grant->second));
  }
  return inbox;
}

}  // namespace liandu::notifier
