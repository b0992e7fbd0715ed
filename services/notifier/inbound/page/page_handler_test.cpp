#include "notifier/inbound/page/page_handler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/test_directory.h"

namespace liandu::notifier {
namespace {

using model::AlertActionKind;
using model::AlertState;
using model::TransitionKind;
using testing::HasSubstr;
using testing::Not;

constexpr char kAlertId[] = "target:T013:behind:2024";
constexpr char kWho[] = "市工业和信息化局联络员（联络员）";

/// A city with one alert that takes acknowledgements as ingest and evaluator would.
class FakeSource final : public PageSource {
 public:
  FakeSource() : city(TestCity()) {
    model::Alert alert = TestAlert(model::Severity::kRed);
    alert.trail = {TestTransition(1, TransitionKind::kRaised, model::Severity::kRed, "2024-07-01 09:30")};
    alerts[alert.id] = alert;
  }

  absl::StatusOr<PageContextAnswer> GetContext(const ContextQuestion& question) override {
    if (!failure.ok()) return failure;
    PageContextAnswer context;
    context.jurisdiction = "某市";
    context.now = now;
    if (const auto* post = model::Find(city.catalogue().posts, question.post)) {
      context.post = post->display_name;
      const auto* current = model::HolderOn(*post, city.civil_time().DateAt(now));
      context.holder = current == nullptr ? "" : current->display_name;
    }
    if (!question.delivery.empty() && message) context.message = message;
    for (const AlertConcern& concern : question.alerts) {
      const PostStanding standing = StandingOf(city, question.post, concern, city.civil_time().DateAt(now));
      context.names.push_back({standing.relation, standing.actions, city.UnitName(concern.responsible_unit), {}, ""});
    }
    return context;
  }
  absl::StatusOr<model::Alert> GetAlert(const std::string& /*jurisdiction*/, const std::string& alert) override {
    const auto found = alerts.find(alert);
    if (found == alerts.end()) return absl::NotFoundError(alert);
    return found->second;
  }
  absl::StatusOr<PathView> GetPath(const std::string& /*jurisdiction*/, const std::string& /*target*/) override {
    return absl::NotFoundError("none");
  }
  absl::StatusOr<int64_t> Act(const ActQuestion& question) override {
    acts.push_back(question);
    if (!act_failure.ok()) return act_failure;
    model::Alert& alert = alerts.at(question.alert);
    if (question.sequence != alert.sequence) return absl::FailedPreconditionError("stale");
    model::Transition step =
        TestTransition(++alert.sequence, TransitionKind::kCommented, alert.severity, "2024-07-01 10:00");
    if (question.action.kind == AlertActionKind::kAcknowledgement) {
      step.kind = TransitionKind::kAcknowledged;
      alert.state = AlertState::kAcknowledged;
    }
    step.actor = question.actor;
    step.action = question.action;
    alert.trail.push_back(step);
    return alert.sequence;
  }
  absl::StatusOr<BoardPage> GetBoard(const std::string& jurisdiction) override {
    if (jurisdiction != "city") return absl::NotFoundError(jurisdiction);
    BoardPage page;
    page.frame.jurisdiction = "某市";
    return page;
  }
  absl::StatusOr<Inbox> GetInbox(const std::string& jurisdiction, const std::string& from,
                                 const std::string& post) override {
    if (jurisdiction != "city") return absl::NotFoundError(jurisdiction);
    asked_from = from;
    Inbox inbox;
    inbox.page.messages.resize(1);
    inbox.grants.resize(1);
    inbox.posts = {"gxj-liaison"};
    asked_post = post;
    inbox.grants.front() = LinkGrant{"city", kAlertId};
    inbox.next = "1719797400000:city/a&b";
    return inbox;
  }

  Directory city;
  std::map<std::string, model::Alert> alerts;
  model::Instant now = At("2024-07-01 10:00");
  std::optional<SentMessage> message;
  absl::Status failure = absl::OkStatus();
  absl::Status act_failure = absl::OkStatus();
  std::vector<ActQuestion> acts;
  std::string asked_from;
  std::string asked_post;
};

class PageHandlerTest : public testing::Test {
 protected:
  LinkGrant Grant(const std::string& post = "gxj-liaison") {
    LinkGrant grant;
    grant.jurisdiction = "city";
    grant.alert = kAlertId;
    grant.post = post;
    grant.holder_tag = HolderTag("联络员");
    grant.actions =
        StandingOf(source_.city, post, ConcernOf(source_.alerts.at(kAlertId)), model::Date(2024, 7, 1)).actions;
    grant.expires = At("2024-07-31 09:30");
    return grant;
  }
  std::string PathOf(const LinkGrant& grant) { return "/l/" + WriteLink(links_.keys(), grant); }
  PageResponse Get(const std::string& path, const std::string& query = "") {
    PageRequest request;
    request.path = path;
    request.query = query;
    request.remote_address = "192.0.2.1";
    return handler_.Handle(request);
  }
  PageResponse Post(const std::string& path, const std::string& body, const std::string& site = "same-origin") {
    PageRequest request;
    request.post = true;
    request.path = path;
    request.body = body;
    request.fetch_site = site;
    return handler_.Handle(request);
  }
  /// The token of the form with this button on the page.
  std::string FormOn(const PageResponse& page, const std::string& summary) {
    const std::regex form("<summary>" + summary +
                          "</summary><form[^>]*><input type=\"hidden\" name=\"form\" value=\"([^\"]*)\"");
    std::smatch match;
    return std::regex_search(page.body, match, form) ? match[1].str() : "";
  }
  static LinkMaker Links() { return LinkMaker(*LinkKeys::Parse(std::string(64, 'a')), "http://city.example"); }

  FakeSource source_;
  platform::ManualClock clock_{0};
  const LinkMaker links_ = Links();
  uint64_t drawn_ = 0;
  PageHandler handler_{source_, links_, clock_, PageOptions{true, true}, [this] { return ++drawn_; }};
};

TEST_F(PageHandlerTest, AGoodLinkShowsTheAlertAndChangesNothing) {
  const PageResponse page = Get(PathOf(Grant()));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("新增上市企业"));
  EXPECT_NE(FormOn(page, "签收"), "");
  EXPECT_NE(FormOn(page, "反馈"), "");
  EXPECT_EQ(FormOn(page, "核验销号"), "");
  EXPECT_TRUE(source_.acts.empty());
}

TEST_F(PageHandlerTest, AnAcknowledgementGoesThroughOnceAndThePageIsShownAgain) {
  const std::string path = PathOf(Grant());
  const std::string body = "note=%E5%B7%B2%E5%AE%89%E6%8E%92&form=" + FormOn(Get(path), "签收");
  const PageResponse done = Post(path, body);
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.location, path.substr(3) + "?done=2");
  ASSERT_EQ(source_.acts.size(), 1u);
  EXPECT_EQ(source_.acts.front().actor, kWho);
  EXPECT_EQ(source_.acts.front().sequence, 1);
  EXPECT_EQ(source_.acts.front().action.note, "已安排");
  EXPECT_THAT(source_.acts.front().request_id, testing::MatchesRegex("page-[0-9a-f]{16}"));
  EXPECT_THAT(Get(path, "done=2").body, HasSubstr("已办理：签收"));

  const PageResponse again = Post(path, body);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.outcome, PageOutcome::kConflict);
  EXPECT_THAT(again.body, HasSubstr("这一步已经办过"));
  EXPECT_EQ(source_.acts.size(), 1u) << "what is stale is not even asked for";
}

TEST_F(PageHandlerTest, WhatChangedMeanwhileIsShownAndWhatWasTypedKept) {
  const std::string path = PathOf(Grant());
  const std::string form = FormOn(Get(path), "反馈");
  ++source_.alerts.at(kAlertId).sequence;
  const PageResponse page = Post(path, "cause=typed&measure=m&promised_date=2024-07-31&form=" + form);
  EXPECT_EQ(page.status, 409);
  EXPECT_THAT(page.body, HasSubstr("情况有了变化"));
  EXPECT_THAT(page.body, HasSubstr("typed</textarea>"));
  EXPECT_NE(FormOn(page, "反馈"), form);
}

TEST_F(PageHandlerTest, TwoAtOnceAreToldApartByIngest) {
  const std::string path = PathOf(Grant());
  const std::string form = FormOn(Get(path), "签收");
  source_.act_failure = absl::FailedPreconditionError("stale");
  EXPECT_EQ(Post(path, "form=" + form).status, 409);
}

TEST_F(PageHandlerTest, IncompleteFormsComeBack) {
  const std::string path = PathOf(Grant());
  const PageResponse page = Post(path, "cause=typed&form=" + FormOn(Get(path), "反馈"));
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("措施没有填写"));
  EXPECT_THAT(page.body, HasSubstr("typed</textarea>"));
  EXPECT_TRUE(source_.acts.empty());
}

TEST_F(PageHandlerTest, ALinkIsGoodOnlyForWhatItWasSignedFor) {
  const std::string path = PathOf(Grant());
  LinkGrant reader = Grant();
  reader.actions = {AlertActionKind::kAcknowledgement, AlertActionKind::kComment};
  const std::string narrow = WriteLink(links_.keys(), reader);
  // A form that only the key's owner could have made, for an action that the link was not signed for.
  const std::string form = WriteForm(links_.keys(), narrow, {kAlertId, 1, AlertActionKind::kFeedback, 7});
  EXPECT_EQ(Post("/l/" + narrow, "cause=a&measure=b&promised_date=2024-07-31&form=" + form).status, 403);
  // Another link's form.
  EXPECT_EQ(Post("/l/" + narrow, "form=" + FormOn(Get(path), "签收")).status, 403);
  // A form for another alert.
  const std::string other =
      WriteForm(links_.keys(), narrow, {"target:T1:behind:2024", 1, AlertActionKind::kComment, 7});
  EXPECT_EQ(Post("/l/" + narrow, "note=a&form=" + other).status, 403);
  EXPECT_TRUE(source_.acts.empty());
}

TEST_F(PageHandlerTest, AWiderSignatureGivesNoMoreThanThePostMayStillDo) {
  LinkGrant grant = Grant("fgw-head");
  grant.holder_tag = HolderTag("主任");
  grant.actions = ActionSet::OfBits(0x7F);
  const PageResponse page = Get(PathOf(grant));
  EXPECT_NE(FormOn(page, "签收"), "");
  EXPECT_EQ(FormOn(page, "反馈"), "");
}

TEST_F(PageHandlerTest, FormsFromElsewhereAreRefused) {
  const std::string path = PathOf(Grant());
  const std::string form = FormOn(Get(path), "签收");
  for (const char* site : {"cross-site", "same-site", "none"}) EXPECT_EQ(Post(path, "form=" + form, site).status, 403);
  for (const std::string& body : {std::string(), std::string("form="), "form=" + form + "A", std::string("%"),
                                  "form=" + form + "&form=" + form}) {
    EXPECT_EQ(Post(path, body).status, 403) << body;
  }
  EXPECT_TRUE(source_.acts.empty());
  EXPECT_EQ(Post(path, "form=" + form, "").status, 303) << "a browser that says nothing of it";
}

TEST_F(PageHandlerTest, ForgedAndForeignLinksAreRefusedAndNothingIsAsked) {
  source_.failure = absl::InternalError("asked");
  const std::string path = PathOf(Grant());
  const LinkMaker foreign(*LinkKeys::Parse(std::string(64, 'b')), "");
  for (const std::string& link : {path + "A", path.substr(0, path.size() - 1), std::string("/l/"), std::string("/l/x"),
                                  "/l/" + WriteLink(foreign.keys(), Grant())}) {
    const PageResponse page = Get(link);
    EXPECT_EQ(page.status, 403) << link;
    EXPECT_THAT(page.body, HasSubstr("链接不对"));
  }
}

TEST_F(PageHandlerTest, LinksExpireOnTheJurisdictionsClock) {
  const std::string path = PathOf(Grant());
  const std::string form = FormOn(Get(path), "签收");
  source_.now = At("2024-07-31 09:29");
  EXPECT_EQ(Get(path).status, 200);
  source_.now = At("2024-07-31 09:30");
  EXPECT_EQ(Get(path).status, 410);
  EXPECT_THAT(Get(path).body, HasSubstr("链接已过期"));
  EXPECT_EQ(Post(path, "form=" + form).status, 410);
  EXPECT_TRUE(source_.acts.empty());
}

TEST_F(PageHandlerTest, ALinkEndsWithItsHolder) {
  model::Post post = source_.city.catalogue().posts.at("gxj-liaison");
  post.holders.front().display_name = "新联络员";
  source_.city.Put(post);
  const PageResponse page = Get(PathOf(Grant()));
  EXPECT_EQ(page.status, 410);
  EXPECT_THAT(page.body, HasSubstr("换了人"));
}

TEST_F(PageHandlerTest, WithoutAPostThereIsNothingToPress) {
  LinkGrant grant = Grant();
  grant.post.clear();
  const PageResponse page = Get(PathOf(grant));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, Not(HasSubstr("<form")));
  EXPECT_THAT(page.body, HasSubstr("只能查看"));
}

TEST_F(PageHandlerTest, ADigestLeadsToItsAlerts) {
  source_.message = SentMessage{
      "督办提醒", "全文", "7QK3F9", {{kAlertId, model::Severity::kRed}, {"target:gone", model::Severity::kYellow}}};
  LinkGrant grant = Grant();
  grant.alert.clear();
  grant.delivery = "city/1/gxj-liaison/journal";
  const std::string path = PathOf(grant);
  const PageResponse digest = Get(path);
  EXPECT_EQ(digest.status, 200);
  EXPECT_EQ(digest.route, PageRoute::kDigest);
  EXPECT_THAT(digest.body, HasSubstr("href=\"" + path.substr(3) + "/1\""));
  EXPECT_THAT(digest.body, HasSubstr("已不再保留"));
  const PageResponse first = Get(path + "/1");
  EXPECT_EQ(first.status, 200);
  EXPECT_THAT(first.body, HasSubstr("href=\"../../assets/"));
  const PageResponse done = Post(path + "/1", "form=" + FormOn(first, "签收"));
  EXPECT_EQ(done.location, "1?done=2");
  EXPECT_EQ(Get(path + "/2").status, 410);
  for (const char* number : {"/3", "/0", "/", "/1/", "/-1", "/1x", "/9999"}) EXPECT_EQ(Get(path + number).status, 404);
  EXPECT_EQ(Post(path, "").status, 404);
  source_.message.reset();
  EXPECT_EQ(Get(path).status, 410);
}

TEST_F(PageHandlerTest, AReminderLeadsToTheAlertItRemindsOf) {
  model::Alert reminder = TestAlert(model::Severity::kYellow);
  reminder.subject = {model::SubjectKind::kAlert, kAlertId, "新增上市企业"};
  reminder.condition = model::Condition::kAcknowledgementOverdue;
  reminder.id = "alert:x:acknowledgement_overdue:2024";
  source_.alerts[reminder.id] = reminder;
  LinkGrant grant = Grant();
  grant.alert = reminder.id;
  const PageResponse page = Get(PathOf(grant));
  EXPECT_THAT(page.body, HasSubstr(model::ConditionText(model::Condition::kAcknowledgementOverdue)));
  EXPECT_EQ(Post(PathOf(grant), "form=" + FormOn(page, "签收")).status, 303);
  EXPECT_EQ(source_.acts.front().alert, kAlertId);
}

TEST_F(PageHandlerTest, WhatIsAwayIsSaid) {
  source_.failure = absl::UnavailableError("away");
  EXPECT_EQ(Get(PathOf(Grant())).status, 503);
  source_.failure = absl::OkStatus();
  const std::string form = FormOn(Get(PathOf(Grant())), "签收");
  source_.act_failure = absl::DeadlineExceededError("late");
  const PageResponse page = Post(PathOf(Grant()), "form=" + form);
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, HasSubstr("不能确定"));
}

TEST_F(PageHandlerTest, TooManyAreHeldOffUntilTheNextMinute) {
  const std::string path = PathOf(Grant());
  int status = 200;
  for (int i = 0; i < 121; ++i) status = Get(path).status;
  EXPECT_EQ(status, 429);
  EXPECT_EQ(Get(PathOf(Grant("fgw-head"))).status, 410) << "another link is another matter";
  clock_.Advance(std::chrono::minutes(1));
  EXPECT_EQ(Get(path).status, 200);
  for (int i = 0; i < 61; ++i) status = Get("/l/x").status;
  EXPECT_EQ(status, 429);
  EXPECT_EQ(Get(path).status, 200) << "who has a good link is not in the way of who forges";
}

TEST_F(PageHandlerTest, ListsAreThereWhereTheyAreSwitchedOn) {
  EXPECT_EQ(Get("/board/city").status, 200);
  const PageResponse inbox = Get("/inbox/city", "from=a%3Ab");
  EXPECT_EQ(inbox.status, 200);
  EXPECT_EQ(source_.asked_from, "a:b");
  EXPECT_THAT(inbox.body, HasSubstr("href=\"../l/"));
  EXPECT_THAT(inbox.body, HasSubstr("href=\"?from=1719797400000%3Acity%2Fa%26b\""));
  EXPECT_THAT(inbox.body, HasSubstr("href=\"?post=gxj-liaison\""));
  const PageResponse one = Get("/inbox/city", "post=gxj-liaison&from=a");
  EXPECT_EQ(source_.asked_post, "gxj-liaison");
  EXPECT_THAT(one.body, HasSubstr("href=\"?post=gxj-liaison&amp;from=1719797400000%3Acity%2Fa%26b\""));
  EXPECT_THAT(one.body, HasSubstr("所有岗位的消息"));
  EXPECT_EQ(Get("/board/nowhere").status, 404);
  PageHandler closed(source_, links_, clock_, PageOptions{}, [] { return uint64_t{1}; });
  for (const char* path : {"/board/city", "/inbox/city"}) {
    PageRequest request;
    request.path = path;
    EXPECT_EQ(closed.Handle(request).status, 404);
  }
}

TEST_F(PageHandlerTest, AddressesAreNotShownBack) {
  for (const char* path : {"/<script>alert(1)</script>", "/board/<script>", "/l/<script>", "/inbox/\"><script>"}) {
    EXPECT_THAT(Get(path, "done=<script>").body, Not(HasSubstr("<script")));
  }
  EXPECT_EQ(Get(PathOf(Grant()), "done=%3Cscript%3E").status, 200);
}

TEST_F(PageHandlerTest, TheStyleSheetMayBeKept) {
  const PageResponse style = Get("/" + StylePath());
  EXPECT_EQ(style.status, 200);
  EXPECT_TRUE(style.immutable);
}

}  // namespace
}  // namespace liandu::notifier
