#include "ingest/inbound/catalogue_service.h"

#include "ingest/domain/test_catalogue.h"
#include "ingest/inbound/ingest_fixture.h"
#include "wire/wire.h"

namespace liandu::ingest {
namespace {

using grpc::StatusCode;
using testing::ElementsAre;

class JurisdictionServiceTest : public IngestTest {
 protected:
  template <typename Request>
  static Request Named(v1::ClockMode mode, int64_t seconds) {
    Request request;
    request.set_jurisdiction(kCity);
    if constexpr (requires { request.set_clock_mode(mode); }) request.set_clock_mode(mode);
    if (seconds != 0) request.mutable_clock_time()->set_seconds(seconds);
    return request;
  }

  grpc::Status GoLive(v1::ClockMode mode, int64_t seconds) {
    grpc::ClientContext context;
    v1::GoLiveResponse response;
    return ingest_->jurisdictions->GoLive(&context, Named<v1::GoLiveRequest>(mode, seconds), &response);
  }

  grpc::Status Advance(int64_t seconds) {
    grpc::ClientContext context;
    v1::AdvanceClockResponse response;
    return ingest_->jurisdictions->AdvanceClock(
        &context, Named<v1::AdvanceClockRequest>(v1::CLOCK_MODE_UNSPECIFIED, seconds), &response);
  }

  v1::GetJurisdictionClockResponse Clock() {
    grpc::ClientContext context;
    v1::GetJurisdictionClockRequest request;
    request.set_jurisdiction(kCity);
    v1::GetJurisdictionClockResponse response;
    EXPECT_TRUE(ingest_->jurisdictions->GetJurisdictionClock(&context, request, &response).ok());
    return response;
  }
};

TEST_F(JurisdictionServiceTest, ImportsThenBecomesASandboxThatIsMovedByHand) {
  ASSERT_TRUE(Open(v1::CLOCK_MODE_IMPORTING, "2012-01-01T00:00:00Z").ok());
  EXPECT_EQ(Clock().clock_mode(), v1::CLOCK_MODE_IMPORTING);
  EXPECT_EQ(GoLive(v1::CLOCK_MODE_SANDBOX, 1'300'000'000).error_code(), StatusCode::FAILED_PRECONDITION) << "back";
  ASSERT_TRUE(GoLive(v1::CLOCK_MODE_SANDBOX, 1'719'800'000).ok());
  EXPECT_EQ(Clock().clock_mode(), v1::CLOCK_MODE_SANDBOX);
  ASSERT_TRUE(Advance(1'719'900'000).ok());
  EXPECT_EQ(Clock().clock_time().seconds(), 1'719'900'000);
  EXPECT_EQ(Advance(1'719'800'000).error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(GoLive(v1::CLOCK_MODE_LIVE, 0).error_code(), StatusCode::FAILED_PRECONDITION);
}

TEST_F(JurisdictionServiceTest, IsOpenedOnceHoweverOftenARequestIsSent) {
  ASSERT_TRUE(Open(v1::CLOCK_MODE_LIVE, "", "req-1").ok());
  EXPECT_TRUE(Open(v1::CLOCK_MODE_LIVE, "", "req-1").ok());
  EXPECT_EQ(Open(v1::CLOCK_MODE_LIVE, "", "req-2").error_code(), StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(Log().size(), 1U);
}

TEST_F(JurisdictionServiceTest, RefusesWhatTheModeDoesNotAllow) {
  EXPECT_THAT(FieldsOf(Open(v1::CLOCK_MODE_UNSPECIFIED)), ElementsAre("clock_mode"));
  EXPECT_THAT(FieldsOf(Open(v1::CLOCK_MODE_SANDBOX)), ElementsAre("clock_time"));
  EXPECT_THAT(FieldsOf(Open(v1::CLOCK_MODE_LIVE, "2024-07-01T00:00:00Z")), ElementsAre("clock_time"));
  EXPECT_THAT(FieldsOf(Open(v1::CLOCK_MODE_SANDBOX, "1989-12-31T00:00:00Z", "a b")),
              ElementsAre("clock_time", "request_id"));
  EXPECT_THAT(FieldsOf(GoLive(v1::CLOCK_MODE_IMPORTING, 0)), ElementsAre("clock_mode"));
  EXPECT_THAT(FieldsOf(Advance(0)), ElementsAre("clock_time"));
  EXPECT_EQ(Advance(1'719'900'000).error_code(), StatusCode::NOT_FOUND);
}

class CatalogueServiceTest : public IngestTest {
 protected:
  v1::GetCatalogueResponse Get(std::vector<v1::ResourceKind> kinds = {}) {
    grpc::ClientContext context;
    v1::GetCatalogueRequest request;
    request.set_jurisdiction(kCity);
    for (v1::ResourceKind kind : kinds) request.add_kinds(kind);
    v1::GetCatalogueResponse response;
    EXPECT_TRUE(ingest_->catalogues->GetCatalogue(&context, request, &response).ok());
    return response;
  }
};

TEST_F(CatalogueServiceTest, AnUnknownJurisdictionIsNotFound) {
  EXPECT_EQ(Apply(Good()).error_code(), StatusCode::NOT_FOUND);
}

TEST_F(CatalogueServiceTest, AppliesAndGivesBack) {
  Prepare();
  const v1::GetCatalogueResponse got = Get();
  EXPECT_EQ(got.version(), 1);
  v1::Catalogue in_order;
  const std::vector<model::Resource> resources = AppliedCatalogue().Resources();
  for (const model::Resource& resource : resources) wire::AddResource(wire::ToProto(resource), in_order);
  EXPECT_EQ(got.catalogue().SerializeAsString(), in_order.SerializeAsString());
  EXPECT_EQ(Get({v1::RESOURCE_KIND_UNIT}).catalogue().units_size(), 2);
  EXPECT_EQ(Get({v1::RESOURCE_KIND_UNIT}).catalogue().targets_size(), 0);
}

TEST_F(CatalogueServiceTest, ADryRunShowsAndChangesNothing) {
  Prepare();
  v1::Catalogue change;
  *change.add_targets() = Good().targets(0);
  change.mutable_targets(0)->set_value("120");
  v1::ApplyCatalogueResponse response;
  ASSERT_TRUE(Apply(change, &response, [](auto& request) { request.set_dry_run(true); }).ok());
  ASSERT_EQ(response.changes_size(), 1);
  EXPECT_EQ(response.changes(0).action(), v1::CHANGE_ACTION_UPDATE);
  ASSERT_EQ(response.changes(0).fields_size(), 1);
  EXPECT_EQ(response.changes(0).fields(0).field(), "value");
  EXPECT_EQ(response.changes(0).fields(0).old_value(), "\"100\"");
  EXPECT_EQ(response.changes(0).fields(0).new_value(), "\"120\"");
  EXPECT_EQ(response.version(), 1);
  EXPECT_EQ(Get().version(), 1);
  ASSERT_TRUE(Apply(change, &response).ok());
  EXPECT_EQ(response.version(), 2);
  EXPECT_FALSE(response.position().entry().empty());
}

TEST_F(CatalogueServiceTest, TheSameAgainIsNoChange) {
  Prepare();
  v1::ApplyCatalogueResponse response;
  ASSERT_TRUE(Apply(Good(), &response).ok());
  EXPECT_EQ(response.changes_size(), 0);
  EXPECT_EQ(response.unchanged_count(), static_cast<int64_t>(GoodCatalogue().size()));
  EXPECT_EQ(response.version(), 1);
  EXPECT_EQ(Log().size(), 2U);
}

TEST_F(CatalogueServiceTest, TellsEveryViolationOfFormAndSenseAtOnceAndChangesNothing) {
  Prepare();
  v1::Catalogue bad = Good();
  bad.mutable_units(1)->set_parent("nobody");
  bad.mutable_programmes(0)->set_start_date("2024-02-30");
  bad.mutable_targets(0)->set_value("many");
  bad.mutable_targets(1)->set_unit_of_measure("家");
  const grpc::Status status = Apply(bad);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(FieldsOf(status), testing::UnorderedElementsAre("programmes[0].start_date", "targets[0].value",
                                                              "units[1].parent", "targets[1].unit_of_measure"));
  EXPECT_EQ(Get().version(), 1);
}

TEST_F(CatalogueServiceTest, AnApplyAgainstAnOldVersionIsAborted) {
  Prepare();
  v1::Catalogue change;
  *change.add_units() = Good().units(0);
  change.mutable_units(0)->set_note("neu");
  const grpc::Status status = Apply(change, nullptr, [](auto& request) { request.set_expected_version(7); });
  EXPECT_EQ(status.error_code(), StatusCode::ABORTED);
  EXPECT_EQ(platform::DetailsOf(status).reason, "CATALOGUE_VERSION");
  EXPECT_TRUE(Apply(change, nullptr, [](auto& request) { request.set_expected_version(1); }).ok());
}

TEST_F(CatalogueServiceTest, ALargeApplyIsOneChangeInSeveralEntries) {
  Prepare();
  v1::Catalogue many;
  for (int i = 0; i < 2500; ++i) {
    v1::Unit* unit = many.add_units();
    unit->set_id("u" + std::to_string(i));
    unit->set_display_name("单位");
    // The parent comes later in the list, never later in the log's order of kinds.
    unit->set_parent(i + 1 < 2500 ? "u" + std::to_string(i + 1) : "gov");
  }
  v1::ApplyCatalogueResponse response;
  ASSERT_TRUE(Apply(many, &response).ok());
  EXPECT_EQ(response.version(), 2);
  EXPECT_EQ(Log().size(), 2U + 3U);
  EXPECT_EQ(response.position().entry(), Log().back().id.ToString());
}

TEST_F(CatalogueServiceTest, TooManyResourcesAreRefused) {
  Prepare();
  v1::Catalogue many;
  for (int i = 0; i < 20'001; ++i) many.add_units();
  EXPECT_THAT(FieldsOf(Apply(many)), ElementsAre("catalogue"));
}

TEST_F(CatalogueServiceTest, AnotherInstancesChangeIsSeen) {
  Prepare();
  IngestInstance other(store_, clock_);
  grpc::ClientContext first_context;
  v1::GetCatalogueRequest first_request;
  first_request.set_jurisdiction(kCity);
  v1::GetCatalogueResponse first;
  ASSERT_TRUE(other.catalogues->GetCatalogue(&first_context, first_request, &first).ok());
  EXPECT_EQ(first.version(), 1);
  v1::Catalogue change;
  *change.add_units() = Good().units(0);
  change.mutable_units(0)->set_note("neu");
  ASSERT_TRUE(Apply(change).ok());
  grpc::ClientContext context;
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(kCity);
  v1::GetCatalogueResponse response;
  ASSERT_TRUE(other.catalogues->GetCatalogue(&context, request, &response).ok());
  EXPECT_EQ(response.version(), 2);
}

TEST_F(CatalogueServiceTest, WithTheStoreAwayNothingIsAcknowledgedAndItComesBackByItself) {
  Prepare();
  store_.SetFault(
      [](const std::string&, int, eventlog::MemoryEventLogStore::Step) { return absl::UnavailableError("away"); });
  v1::Catalogue change;
  *change.add_units() = Good().units(0);
  change.mutable_units(0)->set_note("neu");
  const grpc::Status status = Apply(change);
  EXPECT_EQ(status.error_code(), StatusCode::UNAVAILABLE);
  EXPECT_GT(platform::DetailsOf(status).retry_delay.count(), 0);
  store_.SetFault({});
  EXPECT_TRUE(Apply(change).ok());
}

}  // namespace
}  // namespace liandu::ingest
