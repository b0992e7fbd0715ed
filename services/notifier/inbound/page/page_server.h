#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "notifier/inbound/page/page_exchange.h"

namespace liandu::notifier {

/// The HTTP listener of the pages: own threads, bounded in number and in what waits for them, requests bounded in size
/// and time, and headers that keep browsers from running, framing, keeping or passing on anything. Thread-safe.
class PageServer {
 public:
  using Handler = std::function<PageResponse(const PageRequest&)>;

  /// Takes the address ("host:port", port 0: any free one) and lets connections wait until Serve. INVALID_ARGUMENT: it
  /// is none; UNAVAILABLE: it is taken.
  static absl::StatusOr<std::unique_ptr<PageServer>> Bind(const std::string& listen_address);
  /// Stops.
  ~PageServer();
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;

  /// The bound "host:port".
  const std::string& address() const { return address_; }
  /// Once. The handler is called from several threads at a time, until Stop has returned.
  void Serve(Handler handler);
  /// Takes no new requests and waits for those that run.
  void Stop();

 private:
  class Listener;
  PageServer();

  std::string address_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace liandu::notifier
