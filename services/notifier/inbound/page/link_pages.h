#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "notifier/domain/page/delivery_link.h"
#include "notifier/inbound/page/page_exchange.h"
#include "notifier/inbound/page/page_source.h"
#include "notifier/inbound/page/request_limits.h"

namespace liandu::notifier {

/// The pages for who holds a link: "/l/<link>" (an alert, or the message with its alerts) and "/l/<link>/<number>" (an
/// alert of the message). GET shows, POST acts. Thread-safe.
class LinkPages {
 public:
  /// `nonce` draws what makes each form different. Everything passed by reference must outlive the pages.
  LinkPages(PageSource& source, const LinkMaker& links, RequestLimits& limits, std::function<uint64_t()> nonce);

  PageResponse Handle(const PageRequest& request);

 private:
  struct Opened;

  /// Reads the address and the link; the page that refuses it, or nullopt and everything in `opened`.
  std::optional<PageResponse> Open(const PageRequest& request, Opened& opened);
  /// Takes what is known of the link's message and reader, and checks that it is still good.
  std::optional<PageResponse> TakeContext(Opened& opened);
  /// Takes the alert that the address means, its names, its path, and what may be done about it.
  std::optional<PageResponse> TakeAlert(Opened& opened);
  /// The alert that waits for people, where the one that was told of reminds of it.
  std::optional<PageResponse> FollowReminder(Opened& opened);

  PageResponse ShowDigest(const Opened& opened);
  PageResponse ShowAlert(const Opened& opened, int status, PageOutcome outcome, std::optional<FormAnswer> refused,
                         int64_t done_sequence);
  PageResponse Act(const PageRequest& request, Opened& opened);
  PageResponse Perform(Opened& opened, const FormGrant& form, FormAnswer answer, const model::AlertAction& action);
  /// A form that no longer fits where the alert stands.
  PageResponse ShowStale(const Opened& opened, const FormGrant& form, FormAnswer answer);

  PageSource& source_;
  const LinkMaker& links_;
  RequestLimits& limits_;
  const std::function<uint64_t()> nonce_;
};

}  // namespace liandu::notifier
