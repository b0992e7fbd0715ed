#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "notifier/inbound/page/link_pages.h"

namespace liandu::notifier {

struct PageOptions {
  /// Whether anybody who reaches the server may read every jurisdiction's board, and every message.
  bool board = false;
  bool inbox = false;
};

/// Answers requests for pages: those of links (LinkPages), "/board/<jurisdiction>" and "/inbox/<jurisdiction>" where
/// they are switched on, and the style sheet. Only POST to a link's page changes anything. Thread-safe.
class PageHandler {
 public:
  /// `nonce` draws what makes each form different. Everything passed by reference must outlive the handler.
  PageHandler(PageSource& source, const LinkMaker& links, const platform::Clock& clock, PageOptions options,
              std::function<uint64_t()> nonce);

  PageResponse Handle(const PageRequest& request);

 private:
  PageResponse ShowBoard(const PageRequest& request, const std::string& jurisdiction);
  PageResponse ShowInbox(const PageRequest& request, const std::string& jurisdiction);

  PageSource& source_;
  const LinkMaker& links_;
  const PageOptions options_;
  RequestLimits limits_;
  LinkPages link_pages_;
};

}  // namespace liandu::notifier
