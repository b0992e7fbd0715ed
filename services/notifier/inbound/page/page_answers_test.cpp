#include "notifier/inbound/page/page_answers.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "notifier/domain/page/delivery_link.h"
#include "notifier/domain/test_directory.h"
#include "notifier/inbound/page/page_messages.h"

namespace liandu::notifier {
namespace {

/// A desk of the test city with one message for one post.
Desk DeskWith(DeliveryState state) {
  Desk desk("city");
  const Directory city = TestCity();
  const model::Catalogue& catalogue = city.catalogue();
  desk.RestoreResource(*catalogue.jurisdiction);
  for (const auto& [id, unit] : catalogue.units) desk.RestoreResource(unit);
  for (const auto& [id, post] : catalogue.posts) desk.RestoreResource(post);
  for (const auto& [id, chain] : catalogue.chains) desk.RestoreResource(chain);
  for (const auto& [id, programme] : catalogue.programmes) desk.RestoreResource(programme);
  Delivery delivery;
  delivery.id = "city/1/gxj-liaison/journal";
  delivery.receiver = "book";
  delivery.channel = "journal";
  delivery.posts = {{"gxj-liaison", "市工业和信息化局联络员"}};
  delivery.state = state;
  delivery.scheduled = At("2024-07-01 09:30");
  delivery.title = "标题";
  delivery.text = "全文";
  delivery.number = "7QK3F9";
  DeliveryItem item;
  item.alert = TestAlert(model::Severity::kRed);
  item.severity = model::Severity::kRed;
  delivery.items = {item};
  desk.RestoreDelivery(std::move(delivery));
  return desk;
}

TEST(LinkGrantsTest, AreThoseOfWhatWentOut) {
  v1::GetLinkGrantsRequest request;
  request.add_deliveries("city/1/gxj-liaison/journal");
  request.add_deliveries("city/2/nobody/journal");
  const Desk desk = DeskWith(DeliveryState::kDelivered);
  const v1::GetLinkGrantsResponse response = LinkGrants(desk, request);
  ASSERT_EQ(response.grants_size(), 1);
  EXPECT_EQ(GrantOf(response.grants(0), "city"),
            GrantOf(desk.directory(), "city", desk.deliveries().at("city/1/gxj-liaison/journal")));
  for (const DeliveryState state : {DeliveryState::kScheduled, DeliveryState::kCancelled}) {
    EXPECT_EQ(LinkGrants(DeskWith(state), request).grants_size(), 0);
  }
}

TEST(LinkGrantsTest, StayAsTheyWereWhenTheMessageHasArrived) {
  Desk desk = DeskWith(DeliveryState::kSending);
  const std::string id = "city/1/gxj-liaison/journal";
  const LinkGrant sent = GrantOf(desk.directory(), "city", desk.deliveries().at(id));
  desk.Finish(id, {SendOutcome::Kind::kDelivered, At("2024-07-01 09:31"), ""});
  EXPECT_EQ(desk.deliveries().at(id).state, DeliveryState::kDelivered);
  EXPECT_EQ(GrantOf(desk.directory(), "city", desk.deliveries().at(id)), sent);
}

TEST(PageContextTest, TellsOfPostMessageAndAlerts) {
  v1::GetPageContextRequest request;
  request.set_delivery("city/1/gxj-liaison/journal");
  request.set_post("gxj-liaison");
  v1::AlertConcern& concern = *request.add_alerts();
  concern.set_responsible_unit("gxj");
  concern.add_chains("nev");
  concern.set_programme("plan");
  request.add_alerts()->set_responsible_unit("fgw");
  const PageContextAnswer context =
      ContextOf(PageContext(DeskWith(DeliveryState::kSending), request, At("2024-07-02 08:00")));
  EXPECT_EQ(context.jurisdiction, "某市");
  EXPECT_EQ(context.civil_time.ToText(context.now), "2024-07-02 08:00");
  EXPECT_EQ(context.post, "市工业和信息化局联络员");
  EXPECT_EQ(context.holder, "联络员");
  ASSERT_TRUE(context.message.has_value());
  EXPECT_EQ(context.message->number, "7QK3F9");
  ASSERT_EQ(context.message->alerts.size(), 1u);
  EXPECT_EQ(context.message->alerts.front().alert, "target:T013:behind:2024");
  ASSERT_EQ(context.names.size(), 2u);
  EXPECT_EQ(context.names[0].relation, "责任单位");
  EXPECT_EQ(context.names[0].responsible_unit, "市工业和信息化局");
  EXPECT_EQ(context.names[0].chains, std::vector<std::string>{"新能源汽车产业链"});
  EXPECT_EQ(context.names[0].programme, "三年行动方案");
  EXPECT_TRUE(context.names[0].actions.Contains(model::AlertActionKind::kFeedback));
  EXPECT_FALSE(context.names[1].actions.Contains(model::AlertActionKind::kFeedback));
}

TEST(PageContextTest, AUnitWithoutPostsIsCalledByItsName) {
  v1::GetPageContextRequest request;
  request.set_post("unit:sww");
  const v1::GetPageContextResponse response = PageContext(DeskWith(DeliveryState::kSending), request, {});
  EXPECT_EQ(response.post_display_name(), "市商务局");
  EXPECT_EQ(response.holder(), "");
  EXPECT_FALSE(response.has_delivery());
}

}  // namespace
}  // namespace liandu::notifier
