#include "notifier/inbound/page/page_handler.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/domain/page/form_fields.h"
#include "notifier/domain/page/page_frame.h"
#include "notifier/domain/page/render_lists.h"
#include "notifier/inbound/page/refusals.h"

namespace liandu::notifier {
namespace {

constexpr char kLinkPrefix[] = "/l/";
constexpr std::string_view kBoardPrefix = "/board/";
constexpr std::string_view kInboxPrefix = "/inbox/";
constexpr char kFrom[] = "from";
constexpr char kPost[] = "post";
/// Lists from one address a minute; behind a proxy that is everybody.
constexpr int kMaxLists = 600;
constexpr int kNoContent = 204;

/// The way to the root from a path.
std::string RootOf(const std::string& path) {
  std::string root;
  for (size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) root += "../";
  return root;
}

/// There is no such thing, or it is not even called like one.
bool IsNone(const absl::Status& status) {
  return status.code() == absl::StatusCode::kNotFound || status.code() == absl::StatusCode::kInvalidArgument;
}

PageResponse Style() {
  PageResponse response;
  response.route = PageRoute::kAsset;
  response.body = StyleText();
  response.content_type = "text/css; charset=utf-8";
  response.immutable = true;
  return response;
}

}  // namespace

PageHandler::PageHandler(PageSource& source, const LinkMaker& links, const platform::Clock& clock, PageOptions options,
                         std::function<uint64_t()> nonce)
    : source_(source),
      links_(links),
      options_(options),
      limits_(clock),
      link_pages_(source, links, limits_, std::move(nonce)) {}

PageResponse PageHandler::Handle(const PageRequest& request) {
  const std::string& path = request.path;
  if (path.starts_with(kLinkPrefix)) return link_pages_.Handle(request);
  if (request.post) return NoSuchPage(RootOf(path));
  if (path == "/" + StylePath()) return Style();
  if (options_.board && path.starts_with(kBoardPrefix)) return ShowBoard(request, path.substr(kBoardPrefix.size()));
  if (options_.inbox && path.starts_with(kInboxPrefix)) return ShowInbox(request, path.substr(kInboxPrefix.size()));
  if (path == "/favicon.ico") {
    PageResponse response;
    response.status = kNoContent;
    response.route = PageRoute::kAsset;
    return response;
  }
  return NoSuchPage(RootOf(path));
}

PageResponse PageHandler::ShowBoard(const PageRequest& request, const std::string& jurisdiction) {
  const std::string root = RootOf(request.path);
  if (!limits_.Allow("list " + request.remote_address, kMaxLists)) return TooMany(PageRoute::kBoard, root);
  absl::StatusOr<BoardPage> board = source_.GetBoard(jurisdiction);
  FrameView frame;
  frame.root = root;
  if (IsNone(board.status())) return NoSuchPage(root);
  if (!board.ok()) return NotNow(PageRoute::kBoard, frame, board.status(), false);
  board->frame.root = root;
  PageResponse response;
  response.route = PageRoute::kBoard;
  response.body = RenderBoard(*board);
  return response;
}

PageResponse PageHandler::ShowInbox(const PageRequest& request, const std::string& jurisdiction) {
  const std::string root = RootOf(request.path);
  if (!limits_.Allow("list " + request.remote_address, kMaxLists)) return TooMany(PageRoute::kInbox, root);
  const auto fields = ReadFields(request.query);
  const auto value = [&fields](const char* name) { return fields && fields->contains(name) ? fields->at(name) : ""; };
  const std::string post = value(kPost);
  absl::StatusOr<PageSource::Inbox> inbox = source_.GetInbox(jurisdiction, value(kFrom), post);
  FrameView frame;
  frame.root = root;
  if (IsNone(inbox.status())) return NoSuchPage(root);
  if (!inbox.ok()) return NotNow(PageRoute::kInbox, frame, inbox.status(), false);
  InboxPage& page = inbox->page;
  page.frame.root = root;
  page.one_post = !post.empty();
  for (size_t i = 0; i < page.messages.size(); ++i) {
    page.messages[i].only_post = absl::StrCat("?", kPost, "=", EncodedValue(inbox->posts[i]));
    if (inbox->grants[i]) page.messages[i].link = absl::StrCat(root, "l/", WriteLink(links_.keys(), *inbox->grants[i]));
  }
  const std::string only = post.empty() ? "" : absl::StrCat(kPost, "=", EncodedValue(post), "&");
  if (!inbox->next.empty()) page.older = absl::StrCat("?", only, kFrom, "=", EncodedValue(inbox->next));
  PageResponse response;
  response.route = PageRoute::kInbox;
  response.body = RenderInbox(page);
  return response;
}

}  // namespace liandu::notifier
