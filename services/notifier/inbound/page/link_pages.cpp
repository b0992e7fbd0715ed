#include "notifier/inbound/page/link_pages.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/domain/page/form_fields.h"
#include "notifier/domain/page/page_texts.h"
#include "notifier/domain/page/render_alert.h"
#include "notifier/domain/page/render_lists.h"
#include "notifier/inbound/page/refusals.h"

namespace liandu::notifier {
namespace {

constexpr std::string_view kPrefix = "/l/";
constexpr char kDone[] = "done";
constexpr char kFormField[] = "form";
/// A link's pages a minute, its forms a minute, and links from one address that nobody has signed.
constexpr int kMaxShown = 120;
constexpr int kMaxActed = 30;
constexpr int kMaxForged = 60;
constexpr int kSeeOther = 303;
constexpr int kConflict = 409;
constexpr int kUnprocessable = 422;

/// 1 to 999; 0 for what is none.
int NumberOf(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return whole && text.size() <= 3 && number > 0 ? number : 0;
}

int64_t DoneSequence(const std::string& query) {
  const auto fields = ReadFields(query);
  const auto found = fields ? fields->find(kDone) : std::map<std::string, std::string>::const_iterator();
  if (!fields || found == fields->end()) return 0;
  int64_t sequence = 0;
  const std::string& text = found->second;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), sequence);
  return read.ec == std::errc() && sequence > 0 ? sequence : 0;
}

/// What a transition says that the action has made it.
model::TransitionKind MadeBy(const model::AlertAction& action) {
  switch (action.kind) {
    case model::AlertActionKind::kAcknowledgement:
      return model::TransitionKind::kAcknowledged;
    case model::AlertActionKind::kFeedback:
      return model::TransitionKind::kAnswered;
    case model::AlertActionKind::kFeedbackReturn:
      return model::TransitionKind::kReturned;
    case model::AlertActionKind::kVerification:
      return model::TransitionKind::kVerified;
    case model::AlertActionKind::kComment:
      return model::TransitionKind::kCommented;
    case model::AlertActionKind::kExtensionRequest:
      return model::TransitionKind::kExtensionRequested;
    case model::AlertActionKind::kExtensionDecision:
      return action.granted ? model::TransitionKind::kExtensionGranted : model::TransitionKind::kExtensionDenied;
  }
  return model::TransitionKind::kCommented;
}

std::string NothingToDo(const model::Alert& alert, bool somebody) {
  if (!alert.open) {
    return alert.state == model::AlertState::kClosed ? "已核验销号，不用再办理。" : "预警已解除，不用再办理。";
  }
  if (!somebody) return "这条消息发给多人，只能查看。请用发给本岗位的消息里的链接办理。";
  return "目前没有要由本岗位办理的。";
}

}  // namespace

struct LinkPages::Opened {
  std::string token;
  LinkGrant grant;
  /// Of the alert in the message, from 1; 0: the link's own page.
  int number = 0;
  FrameView frame;
  ReaderView reader;
  std::optional<SentMessage> message;
  AlertView view;
  /// What the link and the post's standing allow, whatever the alert's state.
  ActionSet allowed;

  bool shows_alert() const { return number > 0 || !grant.alert.empty(); }
  /// The address' last part: what is relative begins beside it.
  std::string self() const { return number > 0 ? absl::StrCat(number) : token; }
};

LinkPages::LinkPages(PageSource& source, const LinkMaker& links, RequestLimits& limits, std::function<uint64_t()> nonce)
    : source_(source), links_(links), limits_(limits), nonce_(std::move(nonce)) {}

PageResponse LinkPages::Handle(const PageRequest& request) {
  Opened opened;
  if (std::optional<PageResponse> refused = Open(request, opened)) return *std::move(refused);
  if (std::optional<PageResponse> refused = TakeContext(opened)) return *std::move(refused);
  if (!opened.shows_alert()) return request.post ? NoSuchPage(opened.frame.root) : ShowDigest(opened);
  if (std::optional<PageResponse> refused = TakeAlert(opened)) return *std::move(refused);
  if (request.post) return Act(request, opened);
  return ShowAlert(opened, 200, PageOutcome::kOk, std::nullopt, DoneSequence(request.query));
}

std::optional<PageResponse> LinkPages::Open(const PageRequest& request, Opened& opened) {
  const std::string_view rest = std::string_view(request.path).substr(kPrefix.size());
  const size_t slash = rest.find('/');
  opened.token = rest.substr(0, slash);
  opened.frame.root = slash == std::string_view::npos ? "../" : "../../";
  if (slash != std::string_view::npos) {
    opened.number = NumberOf(rest.substr(slash + 1));
    if (opened.number == 0) return NoSuchPage(opened.frame.root);
  }
  const std::optional<LinkGrant> grant = ReadLink(links_.keys(), opened.token);
  if (!grant) {
    const bool few = limits_.Allow("forged " + request.remote_address, kMaxForged);
    return few ? ForgedLink(opened.frame.root) : TooMany(PageRoute::kOther, opened.frame.root);
  }
  opened.grant = *grant;
  // The signature alone tells links apart; a whole one may be long.
  const std::string key = opened.token.substr(opened.token.size() - LinkKeys::kSignatureBytes);
  const bool few = request.post ? limits_.Allow("act " + key, kMaxActed) : limits_.Allow("show " + key, kMaxShown);
  if (!few) return TooMany(request.post ? PageRoute::kAction : PageRoute::kAlert, opened.frame.root);
  return std::nullopt;
}

std::optional<PageResponse> LinkPages::TakeContext(Opened& opened) {
  const LinkGrant& grant = opened.grant;
  absl::StatusOr<PageContextAnswer> context = source_.GetContext({grant.jurisdiction, grant.delivery, grant.post, {}});
  if (!context.ok()) return NotNow(PageRoute::kAlert, opened.frame, context.status(), false);
  opened.frame.jurisdiction = context->jurisdiction;
  opened.frame.civil_time = context->civil_time;
  opened.frame.now = context->now;
  opened.reader = {context->post, context->holder, ""};
  opened.message = std::move(context->message);
  if (context->now >= grant.expires) return ExpiredLink(opened.frame);
  if (!grant.post.empty() && HolderTag(context->holder) != grant.holder_tag) return HandedOverLink(opened.frame);
  if (!grant.delivery.empty() && !opened.message) return ForgottenLink(opened.frame);
  return std::nullopt;
}

std::optional<PageResponse> LinkPages::TakeAlert(Opened& opened) {
  std::string id = opened.grant.alert;
  if (opened.number > 0) {
    if (!opened.message || opened.message->alerts.size() < static_cast<size_t>(opened.number)) {
      return NoSuchPage(opened.frame.root);
    }
    id = opened.message->alerts[static_cast<size_t>(opened.number - 1)].alert;
  }
  absl::StatusOr<model::Alert> alert = source_.GetAlert(opened.grant.jurisdiction, id);
  if (!alert.ok()) return NotNow(PageRoute::kAlert, opened.frame, alert.status(), false);
  opened.view.alert = *std::move(alert);
  if (std::optional<PageResponse> refused = FollowReminder(opened)) return refused;
  const LinkGrant& grant = opened.grant;
  absl::StatusOr<PageContextAnswer> context =
      source_.GetContext({grant.jurisdiction, "", grant.post, {ConcernOf(opened.view.alert)}});
  if (!context.ok()) return NotNow(PageRoute::kAlert, opened.frame, context.status(), false);
  const AlertNames& names = context->names.front();
  opened.view.responsible_unit = names.responsible_unit;
  opened.view.chains = names.chains;
  opened.view.programme = names.programme;
  opened.reader.relation = names.relation;
  if (!grant.post.empty()) opened.allowed = grant.actions.And(names.actions);
  return std::nullopt;
}

std::optional<PageResponse> LinkPages::FollowReminder(Opened& opened) {
  const model::Alert& told = opened.view.alert;
  if (told.subject.kind != model::SubjectKind::kAlert) return std::nullopt;
  absl::StatusOr<model::Alert> meant = source_.GetAlert(opened.grant.jurisdiction, told.subject.id);
  if (meant.status().code() == absl::StatusCode::kNotFound) return std::nullopt;
  if (!meant.ok()) return NotNow(PageRoute::kAlert, opened.frame, meant.status(), false);
  if (told.open) opened.view.reminder = model::ConditionText(told.condition);
  opened.view.alert = *std::move(meant);
  return std::nullopt;
}

PageResponse LinkPages::ShowDigest(const Opened& opened) {
  DigestPage page{opened.frame,         opened.reader,          opened.message->title,
                  opened.message->text, opened.message->number, {},
                  opened.grant.expires};
  int number = 0;
  for (const ListedAlert& listed : opened.message->alerts) {
    DigestLine line;
    line.address = absl::StrCat(opened.token, "/", ++number);
    absl::StatusOr<model::Alert> alert = source_.GetAlert(opened.grant.jurisdiction, listed.alert);
    if (alert.ok()) {
      line.alert = *std::move(alert);
    } else if (alert.status().code() == absl::StatusCode::kNotFound) {
      line.kept = false;
      line.alert.id = listed.alert;
      line.alert.severity = listed.severity;
    } else {
      return NotNow(PageRoute::kDigest, opened.frame, alert.status(), false);
    }
    page.lines.push_back(std::move(line));
  }
  PageResponse response;
  response.route = PageRoute::kDigest;
  response.body = RenderDigest(page);
  return response;
}

PageResponse LinkPages::ShowAlert(const Opened& opened, int status, PageOutcome outcome,
                                  std::optional<FormAnswer> refused, int64_t done_sequence) {
  AlertPage page;
  page.frame = opened.frame;
  page.view = opened.view;
  page.reader = opened.reader;
  page.expires = opened.grant.expires;
  page.done_sequence = done_sequence;
  if (opened.number > 0) page.back = absl::StrCat("../", opened.token);
  const model::Alert& alert = opened.view.alert;
  // A drawing is a help: where it cannot be had, the page is shown without it.
  if (alert.subject.kind == model::SubjectKind::kTarget) {
    if (auto path = source_.GetPath(opened.grant.jurisdiction, alert.subject.id); path.ok()) page.view.path = *path;
  }
  for (const model::AlertActionKind kind : opened.allowed.And(FittingActions(alert)).Kinds()) {
    page.actions.push_back({kind, WriteForm(links_.keys(), opened.token, {alert.id, alert.sequence, kind, nonce_()})});
  }
  if (page.actions.empty()) page.no_actions = NothingToDo(alert, !opened.grant.post.empty());
  page.refused = std::move(refused);
  PageResponse response;
  response.status = status;
  response.outcome = outcome;
  response.route = page.refused ? PageRoute::kAction : PageRoute::kAlert;
  response.body = RenderAlert(page);
  return response;
}

PageResponse LinkPages::Act(const PageRequest& request, Opened& opened) {
  // Where the browser says it at all, a form from elsewhere is told from one of our own pages.
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin") return ForeignForm(opened.frame);
  const auto fields = ReadFields(request.body);
  const auto token = fields ? fields->find(kFormField) : std::map<std::string, std::string>::const_iterator();
  if (!fields || token == fields->end()) return ForeignForm(opened.frame);
  const std::optional<FormGrant> form = ReadForm(links_.keys(), opened.token, token->second);
  if (!form || form->alert != opened.view.alert.id) return ForeignForm(opened.frame);
  if (!opened.allowed.Contains(form->action)) return NotAllowed(opened.frame);
  FormAnswer answer{form->action, "", {}, InputOf(*fields)};
  const model::Alert& alert = opened.view.alert;
  if (form->sequence != alert.sequence || !FittingActions(alert).Contains(form->action)) {
    return ShowStale(opened, *form, std::move(answer));
  }
  const model::Date today = opened.frame.civil_time.DateAt(opened.frame.now);
  const model::AlertAction action = ActionOf(form->action, answer.input, today, answer.problems);
  if (!answer.problems.empty()) {
    answer.text = "请补正下面的内容，再提交一次。";
    return ShowAlert(opened, kUnprocessable, PageOutcome::kInvalid, std::move(answer), 0);
  }
  return Perform(opened, *form, std::move(answer), action);
}

PageResponse LinkPages::Perform(Opened& opened, const FormGrant& form, FormAnswer answer,
                                const model::AlertAction& action) {
  ActQuestion question;
  question.jurisdiction = opened.grant.jurisdiction;
  question.alert = form.alert;
  question.sequence = form.sequence;
  question.actor = ActorText(opened.reader.post, opened.reader.holder);
  question.request_id = absl::StrCat("page-", absl::Hex(form.nonce, absl::kZeroPad16));
  question.action = action;
  const absl::StatusOr<int64_t> done = source_.Act(question);
  if (done.ok()) {
    PageResponse response;
    response.status = kSeeOther;
    response.route = PageRoute::kAction;
    response.location = absl::StrCat(opened.self(), "?", kDone, "=", *done);
    return response;
  }
  if (done.status().code() == absl::StatusCode::kInvalidArgument) {
    answer.text = std::string(done.status().message());
    return ShowAlert(opened, kUnprocessable, PageOutcome::kInvalid, std::move(answer), 0);
  }
  if (done.status().code() != absl::StatusCode::kFailedPrecondition) {
    return NotNow(PageRoute::kAction, opened.frame, done.status(), true);
  }
  // Somebody was faster: the page shows how the alert stands by now.
  if (std::optional<PageResponse> refused = TakeAlert(opened)) return *std::move(refused);
  return ShowStale(opened, form, std::move(answer));
}

PageResponse LinkPages::ShowStale(const Opened& opened, const FormGrant& form, FormAnswer answer) {
  std::vector<FormProblem> ignored;
  const model::Date today = opened.frame.civil_time.DateAt(opened.frame.now);
  const model::AlertAction action = ActionOf(form.action, answer.input, today, ignored);
  const std::string actor = ActorText(opened.reader.post, opened.reader.holder);
  const auto& trail = opened.view.alert.trail;
  const bool done = std::any_of(trail.begin(), trail.end(), [&](const model::Transition& transition) {
    return transition.sequence > form.sequence && transition.kind == MadeBy(action) && transition.actor == actor;
  });
  if (done) {
    answer.text = "这一步已经办过，没有重复办理。下面是现在的情况。";
    answer.input = {};
  } else {
    answer.text = "打开页面之后情况有了变化。请看过现在的情况，再决定是否办理。";
  }
  return ShowAlert(opened, kConflict, PageOutcome::kConflict, std::move(answer), 0);
}

}  // namespace liandu::notifier
