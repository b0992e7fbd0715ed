#include "cli/servers/client.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "cli/servers/failure.h"
#include "platform/rpc/status.h"

namespace liandu::cli {
namespace {

std::string NameOf(Door door) {
  switch (door) {
    case Door::kIngest:
      return "ingest";
    case Door::kEvaluator:
      return "evaluator";
    case Door::kNotifier:
      break;
  }
  return "notifier";
}

}  // namespace

Client::Client(ClientSettings settings, platform::ChannelSettings tls, std::chrono::milliseconds timeout,
               const platform::Clock& clock, Pause pause)
    : settings_(std::move(settings)),
      tls_(std::move(tls)),
      timeout_(timeout),
      clock_(clock),
      pause_(std::move(pause)) {}

const std::string& Client::AddressOf(Door door) const {
  if (door == Door::kIngest) return settings_.ingest;
  return door == Door::kEvaluator ? settings_.evaluator : settings_.notifier;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Client::ChannelTo(Door door) {
  std::shared_ptr<grpc::Channel>& channel = channels_[door];
  if (channel != nullptr) return channel;
  const std::string& address = AddressOf(door);
  if (address.empty()) {
    const std::string name = NameOf(door);
    return UsageError(absl::StrCat("不知道 ", name, " 服务在哪里：请给出 --", name,
                                   " 或环境变量，或在 deploy/local/run 的目录里运行（见 liandu --help）"));
  }
  auto made = platform::MakeChannel(address, tls_);
  if (!made.ok()) return UsageError(std::string(made.status().message()));
  channel = *std::move(made);
  return channel;
}

void Client::SetDeadline(grpc::ClientContext& context) const {
  context.set_deadline(std::chrono::system_clock::time_point(std::chrono::milliseconds(clock_.NowMs()) + timeout_));
}

absl::Status Client::ToStatus(Door door, const grpc::Status& status) const {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  if (status.error_details().empty() && code == absl::StatusCode::kUnavailable) {
    return absl::Status(code,
                        absl::StrCat("连不上 ", NameOf(door), "（", AddressOf(door), "）：", status.error_message()));
  }
  if (status.error_details().empty() && code == absl::StatusCode::kDeadlineExceeded) {
    return absl::Status(code, absl::StrCat(NameOf(door), "（", AddressOf(door),
                                           "）没有在限定时间内答复，不知道是否已受理；请先查看再重试"));
  }
  // gRPC's own words: the service never saw the message.
  if (code == absl::StatusCode::kResourceExhausted &&
      status.error_message().find("larger than max") != std::string::npos) {
    return absl::Status(code, "一次提交或取回的内容超过服务的上限，什么也没有改变；请分成几次");
  }
  absl::Status converted(code, status.error_message());
  if (!status.error_details().empty()) converted.SetPayload(kDetailsPayload, absl::Cord(status.error_details()));
  return converted;
}

absl::Status Client::Try(Door door, const std::function<grpc::Status(grpc::ClientContext&)>& attempt) {
  const int64_t give_up_ms = clock_.NowMs() + timeout_.count();
  for (;;) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::time_point(std::chrono::milliseconds(give_up_ms)));
    const grpc::Status status = attempt(context);
    if (status.ok()) return absl::OkStatus();
    const std::chrono::milliseconds delay = platform::DetailsOf(status).retry_delay;
    if (delay.count() < 0 || clock_.NowMs() + delay.count() >= give_up_ms) return ToStatus(door, status);
    pause_(delay);
  }
}

}  // namespace liandu::cli
