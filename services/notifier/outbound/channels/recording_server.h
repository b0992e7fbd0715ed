#pragma once

#include <httplib.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/transfer/curl_transfer.h"

namespace liandu::notifier {

/// An HTTP server for tests, on a free port of this machine: keeps every POST and answers as it is told.
class RecordingServer {
 public:
  using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;

  explicit RecordingServer(Answer answer) : answer_(std::move(answer)) {
    server_.Post(".*", [this](const httplib::Request& request, httplib::Response& response) {
      {
        std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      arrived_.notify_all();
      answer_(request, response);
    });
    server_.set_keep_alive_timeout(1);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // Stopping a server that does not run yet has no effect.
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~RecordingServer() {
    server_.stop();
    thread_.join();
  }
  RecordingServer(const RecordingServer&) = delete;
  RecordingServer& operator=(const RecordingServer&) = delete;

  /// Answers with these bodies in order, the last for ever.
  static Answer Bodies(std::vector<std::string> bodies) {
    auto next = std::make_shared<std::atomic<size_t>>(0);
    return [bodies = std::move(bodies), next](const httplib::Request&, httplib::Response& response) {
      response.set_content(bodies[std::min(next->fetch_add(1), bodies.size() - 1)], "application/json");
    };
  }

  int port() const { return port_; }
  std::string url(const std::string& path = "/") const { return absl::StrCat("http://127.0.0.1:", port_, path); }
  std::vector<httplib::Request> requests() {
    std::lock_guard lock(mutex_);
    return requests_;
  }
  void AwaitRequests(size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return requests_.size() >= count; });
  }

 private:
  const Answer answer_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<httplib::Request> requests_;
};

/// Keeps servers from answering until it is let go.
class Hang {
 public:
  ~Hang() { LetGo(); }
  RecordingServer::Answer answer() {
    return [this](const httplib::Request&, httplib::Response&) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return over_; });
    };
  }
  void LetGo() {
    std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
};

/// Connections to servers of this machine, patiently.
inline TransferSettings LocalTransfer(std::chrono::milliseconds timeout = std::chrono::milliseconds(10'000)) {
  return {timeout, AddressGuard(true, {}), ""};
}

}  // namespace liandu::notifier
