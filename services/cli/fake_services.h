#pragma once

#include <grpcpp/server.h>

#include <memory>
#include <string>
#include <vector>

namespace liandu::cli {

/// All services of the contract in this process, with canned answers about a small city, for tests of the command line.
/// What was asked is kept. Thread-safe.
class FakeServices {
 public:
  /// Listens on a free port of the loopback.
  FakeServices();
  ~FakeServices();

  /// "127.0.0.1:port".
  const std::string& address() const { return address_; }
  /// Every request so far as "Method {json}", request ids taken out; forgets them.
  std::vector<std::string> TakeRequests();

 private:
  struct Services;
  std::unique_ptr<Services> services_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace liandu::cli
