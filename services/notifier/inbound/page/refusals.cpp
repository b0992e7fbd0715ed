#include "notifier/inbound/page/refusals.h"

#include "notifier/domain/page/page_frame.h"

namespace liandu::notifier {
namespace {

constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kGone = 410;
constexpr int kPayloadTooLarge = 413;
constexpr int kTooManyRequests = 429;
constexpr int kServiceUnavailable = 503;

PageResponse Refuse(int status, PageOutcome outcome, PageRoute route, const FrameView& frame, const std::string& title,
                    const std::string& text) {
  PageResponse response;
  response.status = status;
  response.outcome = outcome;
  response.route = route;
  response.body = RenderRefusal({frame, title, text});
  return response;
}

FrameView Bare(const std::string& root) {
  FrameView frame;
  frame.root = root;
  return frame;
}

}  // namespace

PageResponse ForgedLink(const std::string& root) {
  return Refuse(kForbidden, PageOutcome::kRefused, PageRoute::kOther, Bare(root), "链接不对",
                "这个链接不是本系统发出的，或者复制时少了、多了字符。请回到收到的消息里，直接点开其中的链接。");
}

PageResponse ExpiredLink(const FrameView& frame) {
  return Refuse(kGone, PageOutcome::kExpired, PageRoute::kOther, frame, "链接已过期",
                "这个链接过了有效期，不能再用。请使用最近一条提醒里的链接；没有新的提醒，就请联系督办单位。");
}

PageResponse HandedOverLink(const FrameView& frame) {
  return Refuse(kGone, PageOutcome::kExpired, PageRoute::kOther, frame, "链接已失效",
                "收到这条消息之后，这个岗位换了人，链接随之失效。请由现在的负责人使用发给本人的消息办理。");
}

PageResponse ForgottenLink(const FrameView& frame) {
  return Refuse(kGone, PageOutcome::kExpired, PageRoute::kOther, frame, "内容已不再保留",
                "这个链接所指的内容已不再保留。请使用最近一条提醒里的链接；没有新的提醒，就请联系督办单位。");
}

PageResponse NoSuchPage(const std::string& root) {
  return Refuse(kNotFound, PageOutcome::kNotFound, PageRoute::kOther, Bare(root), "没有这个页面",
                "地址不对。请回到收到的消息里，直接点开其中的链接。");
}

PageResponse TooMany(PageRoute route, const std::string& root) {
  return Refuse(kTooManyRequests, PageOutcome::kLimited, route, Bare(root), "打开得太频繁",
                "请过一分钟再打开这个页面。");
}

PageResponse TooLarge() {
  return Refuse(kPayloadTooLarge, PageOutcome::kInvalid, PageRoute::kAction, Bare(""), "内容太多",
                "提交的内容超过了限度，没有办理。请返回上一页，写短一些再提交。");
}

PageResponse ForeignForm(const FrameView& frame) {
  return Refuse(kForbidden, PageOutcome::kRefused, PageRoute::kAction, frame, "没有办理",
                "提交的内容不是从这个页面填写的。请回到收到的消息里，重新点开链接再办理。");
}

PageResponse NotAllowed(const FrameView& frame) {
  return Refuse(kForbidden, PageOutcome::kRefused, PageRoute::kAction, frame, "没有办理",
                "这个链接不能用来办理这一步。请使用发给本岗位的消息里的链接。");
}

PageResponse NotNow(PageRoute route, const FrameView& frame, const absl::Status& status, bool acting) {
  if (status.code() == absl::StatusCode::kNotFound) return ForgottenLink(frame);
  return Refuse(
      kServiceUnavailable, PageOutcome::kUnavailable, route, frame, "暂时不能使用",
      acting ? "系统没有及时答复，不能确定这一步是否已办理。请过一会儿重新打开消息里的链接，看“经过”里有没有这一步。"
             : "系统暂时没有答复。请过一会儿再打开这个链接。");
}

}  // namespace liandu::notifier
