#include "platform/redis/connection.h"

#include <fmt/format.h>
#include <hiredis/hiredis.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace liandu::platform::redis {
namespace {

timeval ToTimeval(std::chrono::milliseconds time) {
  timeval value{};
  value.tv_sec = static_cast<time_t>(time.count() / 1000);
  value.tv_usec = static_cast<suseconds_t>(time.count() % 1000 * 1000);
  return value;
}

/// A field's value in INFO's answer.
std::string FieldOf(std::string_view info, std::string_view name) {
  const size_t start = info.find(name);
  if (start == std::string_view::npos) return {};
  const std::string_view rest = info.substr(start + name.size());
  return std::string(rest.substr(0, rest.find_first_of("\r\n")));
}

/// Reports a round trip when it ends, however it ends.
class RoundTrip {
 public:
  RoundTrip(const Clock& clock, RoundTripObserver& observer, std::string_view what)
      : clock_(clock), observer_(observer), what_(what), start_(clock.SteadyNow()) {}
  absl::Status End(absl::Status status) {
    observer_.OnRoundTrip(what_, clock_.SteadyNow() - start_, status);
    return status;
  }

 private:
  const Clock& clock_;
  RoundTripObserver& observer_;
  const std::string_view what_;
  const Clock::SteadyTime start_;
};

}  // namespace

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(fmt::format("secret file {} cannot be read", path));
  std::array<char, 4097> buffer{};
  file.read(buffer.data(), buffer.size());
  std::string secret(buffer.data(), static_cast<size_t>(file.gcount()));
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  if (secret.empty() || secret.size() > 4096) {
    return absl::InvalidArgumentError(fmt::format("secret file {} must hold 1 to 4096 bytes", path));
  }
  return secret;
}

Connection::Connection(EndpointResolver& resolver, std::string hash_tag, ConnectionOptions options, const Clock& clock,
                       RoundTripObserver& observer)
    : resolver_(resolver),
      hash_tag_(std::move(hash_tag)),
      options_(std::move(options)),
      clock_(clock),
      observer_(observer) {}

Connection::~Connection() { Disconnect(); }

absl::Status Connection::Connect() {
  if (interrupted_.load()) return absl::CancelledError("redis: interrupted");
  // A server that has gone while nothing was asked of it: noticed before anything is sent, its outcome is not unknown.
  if (context_ != nullptr && HungUp()) Disconnect();
  if (context_ != nullptr) return absl::OkStatus();
  RoundTrip trip(clock_, observer_, "connect");
  absl::Status status = Open();
  if (status.ok()) status = Greet();
  if (!status.ok()) Disconnect();
  return trip.End(std::move(status));
}

bool Connection::HungUp() const {
  char byte = 0;
  const ssize_t got = recv(context_->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

absl::Status Connection::Open() {
  absl::StatusOr<Endpoint> endpoint = resolver_.Resolve(hash_tag_);
  if (!endpoint.ok()) return endpoint.status();
  server_ = endpoint->ToString();
  const timeval timeout = ToTimeval(options_.connect_timeout);
  context_ = endpoint->unix_path.empty() ? redisConnectWithTimeout(endpoint->host.c_str(), endpoint->port, timeout)
                                         : redisConnectUnixWithTimeout(endpoint->unix_path.c_str(), timeout);
  if (context_ == nullptr) return absl::ResourceExhaustedError("redis: no memory for a connection");
  if (context_->err != 0) return Broken("connect");
  if (endpoint->unix_path.empty()) redisEnableKeepAlive(context_);
  // Large replies come often; hiredis would give its buffer back and grow it again each time.
  context_->reader->maxbuf = 0;
  timeout_ = std::chrono::milliseconds(0);
  SetTimeout(options_.command_timeout);
  const std::lock_guard<std::mutex> guard(socket_mutex_);
  socket_ = context_->fd;
  // An interruption between the check in Connect and here would otherwise find no socket to break.
  if (interrupted_.load()) return absl::CancelledError("redis: interrupted");
  return absl::OkStatus();
}

absl::Status Connection::Greet() {
  Pipeline greeting;
  if (!options_.password.empty()) {
    if (options_.user.empty()) {
      greeting.Add({"AUTH", options_.password});
    } else {
      greeting.Add({"AUTH", options_.user, options_.password});
    }
  }
  greeting.Add({"INFO", "server"});
  if (absl::Status sent = Send({greeting.bytes()}); !sent.ok()) return sent;
  for (size_t i = 0; i < greeting.commands(); ++i) {
    absl::StatusOr<Reply> reply = Receive();
    if (!reply.ok()) return reply.status();
    if (reply->view().is_error()) return ClassifyError(reply->view().error());
    if (i + 1 < greeting.commands()) continue;
    run_id_ = FieldOf(reply->view().text(), "run_id:");
  }
  return absl::OkStatus();
}

void Connection::Disconnect() {
  if (context_ == nullptr) return;
  {
    const std::lock_guard<std::mutex> guard(socket_mutex_);
    socket_ = -1;
  }
  redisFree(context_);
  context_ = nullptr;
}

void Connection::SetTimeout(std::chrono::milliseconds timeout) {
  if (timeout == timeout_) return;
  redisSetTimeout(context_, ToTimeval(timeout));
  timeout_ = timeout;
}

absl::Status Connection::Broken(std::string_view doing) {
  const bool cancelled = interrupted_.load();
  std::string reason = context_ != nullptr && context_->err != 0 ? context_->errstr : std::strerror(errno);
  if (context_ != nullptr && context_->err == REDIS_ERR_IO && errno == EAGAIN) reason = "no answer in time";
  Disconnect();
  if (cancelled) return absl::CancelledError("redis: interrupted");
  return absl::UnavailableError(fmt::format("redis {}: {}: {}", server_, doing, reason));
}

absl::Status Connection::Send(std::initializer_list<std::string_view> pieces) {
  std::array<iovec, 4> vectors{};
  size_t count = 0;
  for (const std::string_view piece : pieces) {
    vectors[count++] = iovec{const_cast<char*>(piece.data()), piece.size()};
  }
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  while (message.msg_iovlen > 0) {
    // Past hiredis: it would copy everything once more, and raise SIGPIPE on a dead socket.
    const ssize_t sent = sendmsg(context_->fd, &message, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return Broken("send");
    }
    auto left = static_cast<size_t>(sent);
    while (message.msg_iovlen > 0 && left >= message.msg_iov->iov_len) {
      left -= message.msg_iov->iov_len;
      ++message.msg_iov;
      --message.msg_iovlen;
    }
    if (message.msg_iovlen > 0) {
      message.msg_iov->iov_base = static_cast<char*>(message.msg_iov->iov_base) + left;
      message.msg_iov->iov_len -= left;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Reply> Connection::Receive() {
  void* reply = nullptr;
  if (redisGetReply(context_, &reply) != REDIS_OK) return Broken("receive");
  return Reply(static_cast<redisReply*>(reply));
}

absl::StatusOr<std::vector<Reply>> Connection::Execute(std::string_view what, const Pipeline& commands,
                                                       std::chrono::milliseconds extra_wait) {
  if (absl::Status status = Connect(); !status.ok()) return status;
  RoundTrip trip(clock_, observer_, what);
  SetTimeout(options_.command_timeout + extra_wait);
  if (absl::Status sent = Send({commands.bytes()}); !sent.ok()) return trip.End(std::move(sent));
  std::vector<Reply> replies;
  replies.reserve(commands.commands());
  for (size_t i = 0; i < commands.commands(); ++i) {
    absl::StatusOr<Reply> reply = Receive();
    if (!reply.ok()) return trip.End(reply.status());
    replies.push_back(*std::move(reply));
  }
  static_cast<void>(trip.End(absl::OkStatus()));
  return replies;
}

absl::StatusOr<Reply> Connection::Command(std::string_view what, std::initializer_list<std::string_view> arguments) {
  Pipeline pipeline;
  pipeline.Add(arguments);
  absl::StatusOr<std::vector<Reply>> replies = Execute(what, pipeline);
  if (!replies.ok()) return replies.status();
  Reply& reply = replies->front();
  if (reply.view().is_error()) return ClassifyError(reply.view().error());
  return std::move(reply);
}

absl::StatusOr<Reply> Connection::CallOnce(const Script& script, const ScriptCall& call) {
  SetTimeout(options_.command_timeout);
  const std::string by_hash = call.Head("EVALSHA", script.sha1());
  if (absl::Status sent = Send({by_hash, call.key_bytes(), call.argument_bytes()}); !sent.ok()) return sent;
  absl::StatusOr<Reply> reply = Receive();
  if (!reply.ok() || !reply->view().is_error()) return reply;
  const absl::Status error = ClassifyError(reply->view().error());
  if (error.code() != absl::StatusCode::kNotFound) return error;
  const std::string whole = call.Head("EVAL", script.source());
  if (absl::Status sent = Send({whole, call.key_bytes(), call.argument_bytes()}); !sent.ok()) return sent;
  reply = Receive();
  if (reply.ok() && reply->view().is_error()) return ClassifyError(reply->view().error());
  return reply;
}

absl::StatusOr<Reply> Connection::Call(std::string_view what, const Script& script, const ScriptCall& call) {
  if (absl::Status status = Connect(); !status.ok()) return status;
  RoundTrip trip(clock_, observer_, what);
  absl::StatusOr<Reply> reply = CallOnce(script, call);
  static_cast<void>(trip.End(reply.status()));
  return reply;
}

absl::StatusOr<Reply> Connection::CallDurably(std::string_view what, const Script& script, const ScriptCall& call) {
  absl::StatusOr<Reply> reply = Call(what, script, call);
  if (!reply.ok() || options_.wait_replicas == 0) return reply;
  if (absl::Status status = AwaitReplicas(); !status.ok()) return status;
  return reply;
}

absl::Status Connection::AwaitReplicas() {
  // WAIT blocks in the server; it must give up before this side does.
  const int64_t wait_ms = std::max<int64_t>(1, options_.command_timeout.count() * 4 / 5);
  absl::StatusOr<Reply> reply =
      Command("wait", {"WAIT", std::to_string(options_.wait_replicas), std::to_string(wait_ms)});
  if (!reply.ok()) return reply.status();
  const int64_t replicas = reply->view().integer().value_or(0);
  if (replicas >= options_.wait_replicas) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("redis {}: {} of {} replicas have the write after {} ms", server_, replicas,
                                            options_.wait_replicas, wait_ms));
}

void Connection::Interrupt() {
  interrupted_.store(true);
  const std::lock_guard<std::mutex> guard(socket_mutex_);
  if (socket_ >= 0) shutdown(socket_, SHUT_RDWR);
}

bool Connection::Resume() { return interrupted_.exchange(false); }

}  // namespace liandu::platform::redis
