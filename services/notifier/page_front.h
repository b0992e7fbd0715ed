#pragma once

#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "notifier/domain/page/delivery_link.h"
#include "notifier/inbound/page/grpc_page_source.h"
#include "notifier/inbound/page/page_handler.h"
#include "notifier/inbound/page/page_metrics.h"
#include "notifier/inbound/page/page_server.h"
#include "notifier/page_settings.h"
#include "platform/rpc/channel.h"

namespace liandu::notifier {

/// The pages for people, wired: the listener, what makes links, and what the pages ask. Used by one thread.
class PageFront {
 public:
  /// Takes the address and says how many requests were answered in the registry; nullptr where no pages are wanted.
  /// The clock must outlive it.
  static absl::StatusOr<std::unique_ptr<PageFront>> Create(const PageSettings& settings,
                                                           const std::shared_ptr<prometheus::Registry>& registry,
                                                           const platform::Clock& clock);
  ~PageFront() { Stop(); }

  const LinkMaker& links() const { return links_; }
  /// The bound "host:port".
  const std::string& address() const { return server_->address(); }
  /// Once: answers from now on, asking the notifier at the address given. INVALID_ARGUMENT: unreadable TLS files.
  absl::Status Serve(const std::string& notifier_address, const platform::ChannelSettings& channels);
  void Stop() { server_->Stop(); }

 private:
  PageFront(const PageSettings& settings, std::unique_ptr<PageServer> server, LinkMaker links,
            const std::shared_ptr<prometheus::Registry>& registry, const platform::Clock& clock);

  const PageSettings settings_;
  const platform::Clock& clock_;
  const LinkMaker links_;
  PageMetrics metrics_;
  std::unique_ptr<GrpcPageSource> source_;
  std::unique_ptr<PageHandler> handler_;
  /// Last: stops before what it calls goes.
  std::unique_ptr<PageServer> server_;
};

}  // namespace liandu::notifier
