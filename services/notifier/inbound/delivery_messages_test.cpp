#include "notifier/inbound/delivery_messages.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using google::protobuf::util::TimeUtil;
using model::Severity;
using model::TransitionKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DeliveryMessages : public testing::Test {
 protected:
  DeliveryMessages() {
    for (model::Resource& resource : TestCity().catalogue().Resources()) desk_.Put(resource);
    desk_.SetClock(model::ClockMode::kSandbox, At("2024-07-01 09:30"));
  }
  void Raise(const std::string& target, Severity severity) {
    model::Alert alert = TestAlert(severity);
    // Of no chain: one post is told.
    alert.chains.clear();
    alert.subject.id = target;
    alert.id = model::AlertId(alert.subject, alert.condition, alert.window);
    desk_.Move(alert, TestTransition(1, TransitionKind::kRaised, severity, "2024-07-01 09:30"), 1);
  }
  static std::vector<std::string> Ids(const v1::ListDeliveriesResponse& response) {
    std::vector<std::string> ids;
    for (const v1::Delivery& delivery : response.deliveries()) ids.push_back(delivery.id());
    return ids;
  }

  Desk desk_{"city"};
};

TEST_F(DeliveryMessages, PagesComeNewestFirstAndAddUp) {
  for (int i = 0; i < 7; ++i) Raise(absl::StrCat("T00", i), Severity::kRed);
  Raise("T100", Severity::kBlue);
  v1::ListDeliveriesRequest request;
  request.set_page_size(3);
  std::vector<std::string> all;
  int pages = 0;
  do {
    const auto page = ListDeliveries(desk_, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const std::string& id : Ids(*page)) all.push_back(id);
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(all, SizeIs(8));
  EXPECT_EQ(all.front(), "city/1719817200/gxj-liaison/default");
  EXPECT_EQ(all.back(), "city/target:T000:behind:2024:1/gxj-liaison/default");
}

TEST_F(DeliveryMessages, FiltersByStateAndAlert) {
  Raise("T001", Severity::kRed);
  Raise("T002", Severity::kBlue);
  v1::ListDeliveriesRequest request;
  request.set_state(v1::DELIVERY_STATE_SCHEDULED);
  EXPECT_THAT(Ids(*ListDeliveries(desk_, request)), ElementsAre("city/1719817200/gxj-liaison/default"));
  request.set_alert("target:T001:behind:2024");
  EXPECT_THAT(Ids(*ListDeliveries(desk_, request)), IsEmpty());
  request.clear_state();
  EXPECT_THAT(Ids(*ListDeliveries(desk_, request)), SizeIs(1));
}

TEST_F(DeliveryMessages, FiltersByPost) {
  Raise("T001", Severity::kRed);
  v1::ListDeliveriesRequest request;
  request.set_post("gxj-liaison");
  EXPECT_THAT(Ids(*ListDeliveries(desk_, request)), SizeIs(1));
  request.set_post("fgw-head");
  EXPECT_THAT(Ids(*ListDeliveries(desk_, request)), IsEmpty());
}

TEST_F(DeliveryMessages, ADeliverySaysWhatItTellsToWhom) {
  Raise("T001", Severity::kRed);
  const v1::Delivery delivery = ListDeliveries(desk_, {})->deliveries(0);
  EXPECT_EQ(delivery.jurisdiction(), "city");
  EXPECT_EQ(delivery.post(), "gxj-liaison");
  EXPECT_EQ(delivery.post_display_name(), "市工业和信息化局联络员");
  EXPECT_EQ(delivery.holder(), "联络员");
  EXPECT_EQ(delivery.kind(), v1::DELIVERY_KIND_IMMEDIATE);
  EXPECT_EQ(delivery.number(), DeliveryNumber(delivery.id()));
  EXPECT_EQ(delivery.state(), v1::DELIVERY_STATE_SENDING);
  EXPECT_EQ(TimeUtil::ToString(delivery.scheduled_time()), "2024-07-01T01:30:00Z");
  EXPECT_FALSE(delivery.has_delivered_time());
  ASSERT_EQ(delivery.items_size(), 1);
  EXPECT_EQ(delivery.items(0).alert(), "target:T001:behind:2024");
  EXPECT_EQ(delivery.items(0).kind(), v1::TRANSITION_KIND_RAISED);
  EXPECT_EQ(delivery.items(0).severity(), v1::SEVERITY_RED);
  EXPECT_EQ(delivery.items(0).route(), kDefaultRoute);
  EXPECT_EQ(delivery.items(0).reason(), "责任单位市工业和信息化局联络员");
}

TEST_F(DeliveryMessages, ForeignPageTokensAreRefused) {
  for (const char* token : {"x", "12", "a:b"}) {
    v1::ListDeliveriesRequest request;
    request.set_page_token(token);
    EXPECT_EQ(ListDeliveries(desk_, request).status().code(), absl::StatusCode::kInvalidArgument) << token;
  }
}

}  // namespace
}  // namespace liandu::notifier
