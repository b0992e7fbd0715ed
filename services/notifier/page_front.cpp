#include "notifier/page_front.h"

#include <openssl/rand.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

uint64_t DrawNonce() {
  uint64_t nonce = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&nonce), sizeof(nonce)) != 1) std::abort();
  return nonce;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PageFront>> PageFront::Create(const PageSettings& settings,
                                                             const std::shared_ptr<prometheus::Registry>& registry,
                                                             const platform::Clock& clock) {
  if (settings.listen.empty()) return nullptr;
  absl::StatusOr<LinkKeys> keys = LinkKeys::Parse(settings.key);
  if (!keys.ok()) return keys.status();
  absl::StatusOr<std::unique_ptr<PageServer>> server = PageServer::Bind(settings.listen);
  if (!server.ok()) return server.status();
  const std::string url =
      settings.public_url.empty() ? absl::StrCat("http://", (*server)->address()) : settings.public_url;
  return std::unique_ptr<PageFront>(
      new PageFront(settings, *std::move(server), LinkMaker(*std::move(keys), url), registry, clock));
}

PageFront::PageFront(const PageSettings& settings, std::unique_ptr<PageServer> server, LinkMaker links,
                     const std::shared_ptr<prometheus::Registry>& registry, const platform::Clock& clock)
    : settings_(settings), clock_(clock), links_(std::move(links)), metrics_(registry), server_(std::move(server)) {}

absl::Status PageFront::Serve(const std::string& notifier_address, const platform::ChannelSettings& channels) {
  std::vector<std::shared_ptr<grpc::Channel>> made;
  for (const std::string& target : {settings_.evaluator_target, settings_.ingest_target, notifier_address}) {
    absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = platform::MakeChannel(target, channels);
    if (!channel.ok()) return channel.status();
    made.push_back(*std::move(channel));
  }
  source_ = std::make_unique<GrpcPageSource>(made[0], made[1], made[2], clock_);
  handler_ = std::make_unique<PageHandler>(*source_, links_, clock_, PageOptions{settings_.board, settings_.inbox},
                                           &DrawNonce);
  server_->Serve([this](const PageRequest& request) {
    PageResponse response = handler_->Handle(request);
    metrics_.Count(response.route, response.outcome);
    return response;
  });
  return absl::OkStatus();
}

}  // namespace liandu::notifier
