#include "notifier/inbound/page/page_server.h"

#include <httplib.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "notifier/inbound/page/refusals.h"

namespace liandu::notifier {
namespace {

constexpr size_t kThreads = 8;
/// Connections that wait for a thread; further ones wait unaccepted.
constexpr size_t kMaxWaiting = 64;
constexpr size_t kMaxBodyBytes = 64 * 1024;
constexpr size_t kMaxPathBytes = 4096;
constexpr int kTimeoutSeconds = 5;
constexpr int kIdleSeconds = 2;
constexpr int kRequestsOfConnection = 50;
constexpr char kFormType[] = "application/x-www-form-urlencoded";
constexpr char kPolicy[] =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Threads with a queue that cannot grow: who brings more waits.
class BoundedQueue final : public httplib::TaskQueue {
 public:
  BoundedQueue() {
    for (size_t i = 0; i < kThreads; ++i) threads_.emplace_back([this] { Run(); });
  }

  void enqueue(std::function<void()> task) override {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return tasks_.size() < kMaxWaiting || stopped_; });
      tasks_.push_back(std::move(task));
    }
    changed_.notify_all();
  }

  void shutdown() override {
    {
      std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return !tasks_.empty() || stopped_; });
      // What waits is still answered: its connection would otherwise stay open.
      if (tasks_.empty()) return;
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      changed_.notify_all();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

PageRequest RequestOf(const httplib::Request& http) {
  PageRequest request;
  request.post = http.method == "POST";
  request.path = http.path;
  const size_t question = http.target.find('?');
  if (question != std::string::npos) request.query = http.target.substr(question + 1);
  request.remote_address = http.remote_addr;
  request.fetch_site = http.get_header_value("Sec-Fetch-Site");
  return request;
}

void Answer(const PageResponse& page, httplib::Response& http) {
  http.status = page.status;
  http.set_header("Content-Security-Policy", kPolicy);
  http.set_header("Referrer-Policy", "no-referrer");
  http.set_header("X-Content-Type-Options", "nosniff");
  http.set_header("X-Frame-Options", "DENY");
  http.set_header("X-Robots-Tag", "noindex, nofollow");
  http.set_header("Cross-Origin-Opener-Policy", "same-origin");
  http.set_header("Cross-Origin-Resource-Policy", "same-origin");
  http.set_header("Cache-Control", page.immutable ? "public, max-age=31536000, immutable" : "no-store");
  if (!page.location.empty()) http.set_header("Location", page.location);
  http.set_content(page.body, page.content_type);
}

/// False: it is larger than it may be. What is no form is left unread.
bool ReadBody(const httplib::Request& http, const httplib::ContentReader& reader, std::string& body) {
  if (!absl::StartsWithIgnoreCase(http.get_header_value("Content-Type"), kFormType)) return true;
  // The library itself refuses a length that is announced; what comes in pieces is counted here.
  return reader([&body](const char* data, size_t size) {
    if (body.size() + size > kMaxBodyBytes) return false;
    body.append(data, size);
    return true;
  });
}

void Configure(httplib::Server& http) {
  http.new_task_queue = [] { return new BoundedQueue(); };
  // Without SO_REUSEPORT, which would let two processes share the port unnoticed.
  http.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  http.set_read_timeout(kTimeoutSeconds);
  http.set_write_timeout(kTimeoutSeconds);
  http.set_keep_alive_timeout(kIdleSeconds);
  http.set_keep_alive_max_count(kRequestsOfConnection);
  http.set_payload_max_length(kMaxBodyBytes);
  http.set_tcp_nodelay(true);
}

void Route(httplib::Server& http, const PageServer::Handler& handler) {
  // Before the library's routes, whose regular expressions are not for what strangers send.
  http.set_pre_routing_handler([handler](const httplib::Request& request, httplib::Response& response) {
    const bool known = request.method == "GET" || request.method == "HEAD" || request.method == "POST";
    if (!known || request.path.size() > kMaxPathBytes) {
      Answer(NoSuchPage(""), response);
      return httplib::Server::HandlerResponse::Handled;
    }
    if (request.method == "POST") return httplib::Server::HandlerResponse::Unhandled;
    Answer(handler(RequestOf(request)), response);
    return httplib::Server::HandlerResponse::Handled;
  });
  http.Post(".*", [handler](const httplib::Request& request, httplib::Response& response,
                            const httplib::ContentReader& reader) {
    PageRequest page = RequestOf(request);
    const bool fits = ReadBody(request, reader, page.body);
    Answer(fits ? handler(page) : TooLarge(), response);
  });
}

}  // namespace

/// cpp-httplib behind a header that does not include it.
class PageServer::Listener {
 public:
  httplib::Server http;
  std::thread thread;
};

PageServer::PageServer() : listener_(std::make_unique<Listener>()) {}

PageServer::~PageServer() { Stop(); }

absl::StatusOr<std::unique_ptr<PageServer>> PageServer::Bind(const std::string& listen_address) {
  std::unique_ptr<PageServer> server(new PageServer());
  httplib::Server& http = server->listener_->http;
  Configure(http);
  const size_t colon = listen_address.rfind(':');
  std::string host = listen_address.substr(0, colon);
  int port = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(listen_address.substr(colon + 1), &port)) {
    return absl::InvalidArgumentError(absl::StrCat("page.listen ", listen_address, " has no port"));
  }
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  const int bound = port == 0 ? http.bind_to_any_port(host) : http.bind_to_port(host, port) ? port : -1;
  if (bound < 0) {
    return absl::UnavailableError(absl::StrCat("page.listen ", listen_address,
                                               " cannot be bound (is the port taken?); choose another or port 0"));
  }
  server->address_ = absl::StrCat(listen_address.substr(0, colon), ":", bound);
  return server;
}

void PageServer::Serve(Handler handler) {
  Route(listener_->http, handler);
  listener_->thread = std::thread([this] { listener_->http.listen_after_bind(); });
  while (!listener_->http.is_running()) std::this_thread::yield();
}

void PageServer::Stop() {
  if (!listener_->thread.joinable()) return;
  listener_->http.stop();
  listener_->thread.join();
}

}  // namespace liandu::notifier
