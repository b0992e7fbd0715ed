#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "liandu/v1/ingest_service.grpc.pb.h"
#include "load.h"

namespace liandu::bench {
namespace {

/// 2024-07-01T09:30:00+08:00.
constexpr int64_t kSandboxSeconds = 1719797400;
/// Resources of one apply: below its limits of 20,000 and 16 MB.
constexpr int64_t kTargetsPerApply = 9'000;

std::string UnitOf(int64_t number, const Options& options) {
  const int64_t unit = number % options.units;
  return unit == 0 ? "bureau" : "bureau" + std::to_string(unit);
}

v1::Catalogue MakeHouse(const Options& options) {
  v1::Catalogue catalogue;
  v1::Jurisdiction& jurisdiction = *catalogue.mutable_jurisdiction();
  jurisdiction.set_id(options.city);
  jurisdiction.set_display_name("压测市");
  jurisdiction.set_time_zone("Asia/Shanghai");
  jurisdiction.add_utc_offsets()->set_offset_minutes(480);
  jurisdiction.set_supervised_since("2024-01-01");
  jurisdiction.set_work_calendar("cn");
  v1::WorkCalendar& calendar = *catalogue.add_work_calendars();
  calendar.set_id("cn");
  calendar.set_display_name("全国");
  calendar.set_horizon("2030-12-31");
  v1::UnitOfMeasure& measure = *catalogue.add_units_of_measure();
  measure.set_id("场次");
  measure.set_dimension("count");
  measure.set_scale("1");
  for (int64_t number = 0; number < options.units; ++number) {
    v1::Unit& unit = *catalogue.add_units();
    unit.set_id(UnitOf(number, options));
    unit.set_display_name("工信局" + std::to_string(number));
    unit.set_kind(v1::UNIT_KIND_DEPARTMENT);
  }
  v1::Post& post = *catalogue.add_posts();
  post.set_id("liaison");
  post.set_display_name("工信局联络员");
  post.set_role(v1::POST_ROLE_LIAISON);
  post.set_unit("bureau");
  post.add_holders()->set_display_name("联络员");
  v1::Programme& programme = *catalogue.add_programmes();
  programme.set_id("P1");
  programme.set_display_name("工作要点");
  programme.set_start_date("2024-01-01");
  programme.set_end_date("2024-12-31");
  programme.set_issuer("bureau");
  programme.set_standing(v1::PROGRAMME_STANDING_IN_FORCE);
  v1::NotificationPolicy& policy = *catalogue.mutable_notification_policy();
  v1::Route& route = *policy.add_routes();
  route.set_id("all");
  route.add_recipients(v1::RECIPIENT_ROLE_RESPONSIBLE_UNIT);
  v1::Receiver& receiver = *policy.add_receivers();
  receiver.set_id("hook");
  receiver.set_channel("webhook");
  // Nobody's: no limit of messages in a day.
  receiver.set_shared(true);
  return catalogue;
}

/// What its parts are to reach together; it is judged whenever one of them is reported.
void AddSum(int64_t number, const Options& options, v1::Catalogue& catalogue) {
  const std::string id = std::to_string(number);
  v1::Indicator& indicator = *catalogue.add_indicators();
  indicator.set_id("S" + id);
  indicator.set_display_name("合计" + id);
  indicator.set_unit_of_measure("场次");
  indicator.set_formula("sum(parts)");
  v1::Target& target = *catalogue.add_targets();
  target.set_id("TS" + id);
  target.set_programme("P1");
  target.set_indicator("S" + id);
  target.set_measure(v1::MEASURE_FLOW);
  target.set_comparator(v1::COMPARATOR_GE);
  target.set_value(std::to_string(options.targets / options.sums * 1'000'000));
  target.set_start_date("2024-01-01");
  target.set_due_date("2025-12-31");
  target.set_lead_unit("bureau");
}

void AddTarget(int64_t number, const Options& options, v1::Catalogue& catalogue) {
  const std::string id = std::to_string(number);
  v1::Indicator& indicator = *catalogue.add_indicators();
  indicator.set_id("I" + id);
  indicator.set_display_name("指标" + id);
  indicator.set_unit_of_measure("场次");
  if (options.sums > 0) {
    indicator.set_part_of("S" + std::to_string(number % options.sums));
    indicator.set_member(UnitOf(number / options.sums, options));
  }
  v1::Target& target = *catalogue.add_targets();
  target.set_id("T" + id);
  target.set_programme("P1");
  target.set_indicator("I" + id);
  target.set_measure(v1::MEASURE_FLOW);
  target.set_comparator(v1::COMPARATOR_GE);
  target.set_value("1000000");
  target.set_start_date("2024-01-01");
  target.set_due_date(options.due_first == 0 || number < options.due_first ? "2024-12-31" : "2025-12-31");
  target.set_lead_unit(UnitOf(number, options));
}

}  // namespace

v1::Report MakeReport(int64_t number, int64_t revision) {
  v1::Report report;
  v1::IndicatorReport& indicator = *report.mutable_indicator_report();
  indicator.set_indicator("I" + std::to_string(number));
  indicator.set_period("2024-06-30");
  indicator.set_value(std::to_string(500'000 + revision % 1'000));
  indicator.set_revision(static_cast<int32_t>(revision));
  return report;
}

int OpenCity(const Options& options) {
  const std::shared_ptr<grpc::Channel> channel = Connect(options.ingest);
  const SteadyTime start = Now();
  {
    grpc::ClientContext context;
    v1::OpenJurisdictionRequest request;
    request.set_jurisdiction(options.city);
    request.set_clock_mode(v1::CLOCK_MODE_SANDBOX);
    request.mutable_clock_time()->set_seconds(kSandboxSeconds);
    request.set_actor("bench");
    v1::OpenJurisdictionResponse response;
    Require(v1::JurisdictionService::NewStub(channel)->OpenJurisdiction(&context, request, &response), "open the city");
  }
  const std::unique_ptr<v1::CatalogueService::Stub> stub = v1::CatalogueService::NewStub(channel);
  std::string position;
  const auto apply = [&](v1::ApplyCatalogueRequest& request, const std::string& what) {
    request.set_jurisdiction(options.city);
    request.set_actor("bench");
    grpc::ClientContext context;
    v1::ApplyCatalogueResponse response;
    Require(stub->ApplyCatalogue(&context, request, &response), "apply " + what);
    position = response.position().entry();
  };
  v1::ApplyCatalogueRequest house;
  *house.mutable_catalogue() = MakeHouse(options);
  for (int64_t number = 0; number < options.sums; ++number) AddSum(number, options, *house.mutable_catalogue());
  apply(house, "the house");
  for (int64_t from = 0; from < options.targets; from += kTargetsPerApply) {
    v1::ApplyCatalogueRequest request;
    const int64_t to = std::min(options.targets, from + kTargetsPerApply);
    for (int64_t number = from; number < to; ++number) AddTarget(number, options, *request.mutable_catalogue());
    apply(request, "targets from " + std::to_string(from));
  }
  const double applied = SecondsSince(start);
  AwaitJudged(options, position);
  std::printf("{\"targets\": %lld, \"applied_seconds\": %.3f, \"judged_seconds\": %.3f}\n",
              static_cast<long long>(options.targets), applied, SecondsSince(start));
  return 0;
}

}  // namespace liandu::bench
