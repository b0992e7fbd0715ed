#include "notifier/inbound/notification_service.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/inbound/delivery_messages.h"
#include "notifier/inbound/route_messages.h"
#include "platform/rpc/status.h"

namespace liandu::notifier {
namespace {

using Violations = std::vector<platform::FieldViolation>;

constexpr int kMaxPageSize = 500;
constexpr size_t kMaxChains = 100;
constexpr size_t kMaxLabels = 20;
constexpr size_t kMaxIdBytes = 512;
constexpr int kMaxDaysAhead = 366;
constexpr std::chrono::seconds kLongestWait{5};
constexpr std::chrono::milliseconds kRetryDelay{500};

void CheckId(const char* field, const std::string& id, bool required, Violations& violations) {
  if (required && id.empty()) violations.push_back({field, "没有填写；请补上"});
  if (id.size() > kMaxIdBytes) violations.push_back({field, "超过 512 字节；请改正"});
}

void CheckPosition(const v1::LogPosition& position, Violations& violations) {
  if (position.entry().empty() || eventlog::EntryId::Parse(position.entry()).ok()) return;
  violations.push_back({"min_position.entry", "不是日志位置；请原样填写以前答复给出的位置"});
}

/// A live jurisdiction's clock in the state stands where its last entry left it.
model::Instant NowOf(const Desk& desk, model::Instant wall) {
  return desk.clock_mode() == model::ClockMode::kLive ? std::max(desk.clock(), wall) : desk.clock();
}

Violations Check(const v1::ListDeliveriesRequest& request) {
  Violations violations;
  CheckId("jurisdiction", request.jurisdiction(), true, violations);
  CheckId("alert", request.alert(), false, violations);
  CheckId("page_token", request.page_token(), false, violations);
  if (!IsPageToken(request.page_token())) {
    violations.push_back({"page_token", "不是翻页标记；请原样填写上一页的 next_page_token，或留空从头开始"});
  }
  if (request.page_size() < 0 || request.page_size() > kMaxPageSize) {
    violations.push_back({"page_size", "超出范围；请填 0 至 500，0 表示 50"});
  }
  if (!v1::DeliveryState_IsValid(request.state()))
    violations.push_back({"state", "不是送达状态；请从这个字段的取值中选一个"});
  CheckPosition(request.min_position(), violations);
  return violations;
}

/// What a request describes of an alert that need not exist.
void CheckDescription(const v1::TestRouteRequest& request, Violations& violations) {
  CheckId("responsible_unit", request.responsible_unit(), false, violations);
  CheckId("programme", request.programme(), false, violations);
  CheckId("subject", request.subject(), false, violations);
  if (request.condition() == 0 || !v1::Condition_IsValid(request.condition())) {
    violations.push_back({"condition", "没有填写或不是预警情形；请从这个字段的取值中选一个"});
  }
  if (request.severity() == 0 || !v1::Severity_IsValid(request.severity())) {
    violations.push_back({"severity", "没有填写或不是预警级别；请从这个字段的取值中选一个"});
  }
  if (static_cast<size_t>(request.chains_size()) > kMaxChains) violations.push_back({"chains", "超过 100 条；请减少"});
  for (int i = 0; i < request.chains_size(); ++i) {
    CheckId(absl::StrCat("chains[", i, "]").c_str(), request.chains(i), true, violations);
  }
  if (request.labels().size() > kMaxLabels) violations.push_back({"labels", "超过 20 个；请减少"});
  for (const auto& [name, value] : request.labels()) {
    if (name.empty() || name.size() > kMaxIdBytes || value.size() > kMaxIdBytes) {
      violations.push_back({"labels", "有标签没有名字，或超过 512 字节；请改正"});
      break;
    }
  }
}

bool DescribesSomething(const v1::TestRouteRequest& request) {
  return request.condition() != 0 || request.severity() != 0 || !request.chains().empty() ||
         !request.responsible_unit().empty() || !request.programme().empty() || !request.subject().empty() ||
         !request.labels().empty();
}

Violations Check(const v1::TestRouteRequest& request) {
  Violations violations;
  CheckId("jurisdiction", request.jurisdiction(), true, violations);
  CheckId("alert", request.alert(), false, violations);
  if (request.alert().empty()) {
    CheckDescription(request, violations);
  } else if (DescribesSomething(request)) {
    violations.push_back({"alert", "已经写明预警，就不再描述；请只留其一"});
  }
  if (request.days() < 0 || request.days() > kMaxDaysAhead) {
    violations.push_back({"days", "超出范围；请填 0 至 366，0 表示只看首次提醒"});
  }
  return violations;
}

Violations Check(const v1::GetAlertNotificationsRequest& request) {
  Violations violations;
  CheckId("jurisdiction", request.jurisdiction(), true, violations);
  CheckId("alert", request.alert(), true, violations);
  CheckPosition(request.min_position(), violations);
  return violations;
}

grpc::Status ToAnswer(const absl::Status& status) { return platform::FailureAnswer(status, kRetryDelay); }

}  // namespace

NotificationService::NotificationService(PartitionOwner& owner, PositionGate& gate, PeerCalls& peers,
                                         const platform::Clock& clock, int partitions)
    : owner_(owner), gate_(gate), peers_(peers), clock_(clock), partitions_(partitions) {}

grpc::ServerUnaryReactor* NotificationService::ListDeliveries(grpc::CallbackServerContext* context,
                                                              const v1::ListDeliveriesRequest* request,
                                                              v1::ListDeliveriesResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (const Violations violations = Check(*request); !violations.empty()) {
    reactor->Finish(platform::InvalidRequest(violations));
    return reactor;
  }
  const Answer answer = [request, response](const Desk& desk) {
    absl::StatusOr<v1::ListDeliveriesResponse> page = notifier::ListDeliveries(desk, *request);
    if (page.ok()) *response = *std::move(page);
    return page.status();
  };
  const PassOn pass_on = [=, this](const std::string& address, std::function<void(grpc::Status)> done) {
    using Async = v1::NotificationService::StubInterface::async_interface;
    const PeerCalls::Method<v1::ListDeliveriesRequest, v1::ListDeliveriesResponse> method = &Async::ListDeliveries;
    peers_.Pass(address, *context, method, *request, *response, std::move(done));
  };
  AskOwnerAt(context, reactor, *request, answer, pass_on);
  return reactor;
}

grpc::ServerUnaryReactor* NotificationService::TestRoute(grpc::CallbackServerContext* context,
                                                         const v1::TestRouteRequest* request,
                                                         v1::TestRouteResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (const Violations violations = Check(*request); !violations.empty()) {
    reactor->Finish(platform::InvalidRequest(violations));
    return reactor;
  }
  const model::Instant wall(std::chrono::milliseconds(clock_.NowMs()));
  const Answer answer = [request, response, wall](const Desk& desk) {
    absl::StatusOr<v1::TestRouteResponse> answered = notifier::TestRoute(desk, *request, NowOf(desk, wall));
    if (answered.ok()) *response = *std::move(answered);
    return answered.status();
  };
  const PassOn pass_on = [=, this](const std::string& address, std::function<void(grpc::Status)> done) {
    using Async = v1::NotificationService::StubInterface::async_interface;
    const PeerCalls::Method<v1::TestRouteRequest, v1::TestRouteResponse> method = &Async::TestRoute;
    peers_.Pass(address, *context, method, *request, *response, std::move(done));
  };
  AskOwner(context, reactor, request->jurisdiction(), std::nullopt, answer, pass_on);
  return reactor;
}

grpc::ServerUnaryReactor* NotificationService::GetAlertNotifications(grpc::CallbackServerContext* context,
                                                                     const v1::GetAlertNotificationsRequest* request,
                                                                     v1::GetAlertNotificationsResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (const Violations violations = Check(*request); !violations.empty()) {
    reactor->Finish(platform::InvalidRequest(violations));
    return reactor;
  }
  const model::Instant wall(std::chrono::milliseconds(clock_.NowMs()));
  const Answer answer = [request, response, wall](const Desk& desk) {
    absl::StatusOr<v1::GetAlertNotificationsResponse> answered =
        notifier::GetAlertNotifications(desk, *request, NowOf(desk, wall));
    if (answered.ok()) *response = *std::move(answered);
    return answered.status();
  };
  const PassOn pass_on = [=, this](const std::string& address, std::function<void(grpc::Status)> done) {
    using Async = v1::NotificationService::StubInterface::async_interface;
    const PeerCalls::Method<v1::GetAlertNotificationsRequest, v1::GetAlertNotificationsResponse> method =
        &Async::GetAlertNotifications;
    peers_.Pass(address, *context, method, *request, *response, std::move(done));
  };
  AskOwnerAt(context, reactor, *request, answer, pass_on);
  return reactor;
}

template <typename Request>
void NotificationService::AskOwnerAt(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
                                     const Request& request, Answer answer, PassOn pass_on) {
  const std::string jurisdiction = request.jurisdiction();
  const std::string& entry = request.min_position().entry();
  if (entry.empty()) return AskOwner(context, reactor, jurisdiction, std::nullopt, answer, pass_on);
  const int partition = eventlog::PartitionOf(jurisdiction, partitions_);
  gate_.Await(partition, *eventlog::EntryId::Parse(entry), clock_.SteadyNow() + kLongestWait,
              [=, this](const absl::StatusOr<eventlog::EntryId>& minimum) {
                if (!minimum.ok()) return reactor->Finish(ToAnswer(minimum.status()));
                AskOwner(context, reactor, jurisdiction, *minimum, answer, pass_on);
              });
}

void NotificationService::AskOwner(grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
                                   const std::string& jurisdiction, std::optional<eventlog::EntryId> minimum,
                                   Answer answer, PassOn pass_on) {
  const bool may_pass_on = !PeerCalls::IsPassedOn(*context);
  const auto done = [=](const absl::StatusOr<eventlog::ProcessorPool::View>& view) {
    if (view.ok()) {
      const Desk* desk = static_cast<const NotifierMachine&>(view->machine).FindDesk(jurisdiction);
      const absl::Status answered =
          desk != nullptr
              ? answer(*desk)
              : absl::NotFoundError(absl::StrCat("没有辖区“", jurisdiction, "”；请先用 liandu open 开设，或改正编号"));
      return reactor->Finish(ToAnswer(answered));
    }
    const std::optional<std::string> owner = eventlog::ProcessorPool::OwnerAddress(view.status());
    if (!owner || !may_pass_on) return reactor->Finish(ToAnswer(view.status()));
    pass_on(*owner, [reactor](const grpc::Status& status) { reactor->Finish(status); });
  };
  owner_.Query(eventlog::PartitionOf(jurisdiction, partitions_), minimum, clock_.SteadyNow() + kLongestWait, done);
}

}  // namespace liandu::notifier
