#include "platform/rpc/status.h"

#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace liandu::platform {
namespace {

/// Clients drop an answer whose trailers exceed 8 kB (the default of gRPC's core), where a message's Chinese is
/// percent-encoded: so the message tells the first violations, and the details as many as fit.
constexpr size_t kMaxMessageBytes = 600;
constexpr size_t kMaxDetailBytes = 3 * 1024;

grpc::Status WithDetails(const absl::Status& status, std::initializer_list<const google::protobuf::Message*> details) {
  google::rpc::Status full;
  full.set_code(static_cast<int>(status.code()));
  full.set_message(std::string(status.message()));
  for (const google::protobuf::Message* detail : details) full.add_details()->PackFrom(*detail);
  return grpc::Status(static_cast<grpc::StatusCode>(static_cast<int>(status.code())), full.message(),
                      full.SerializeAsString());
}

google::rpc::ErrorInfo InfoOf(const std::string& reason, const std::map<std::string, std::string>& metadata) {
  google::rpc::ErrorInfo detail;
  detail.set_reason(reason);
  detail.set_domain("liandu");
  detail.mutable_metadata()->insert(metadata.begin(), metadata.end());
  return detail;
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return grpc::Status(static_cast<grpc::StatusCode>(static_cast<int>(status.code())), std::string(status.message()));
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return absl::Status(static_cast<absl::StatusCode>(static_cast<int>(status.error_code())), status.error_message());
}

grpc::Status InvalidRequest(const std::vector<FieldViolation>& violations) {
  google::rpc::BadRequest detail;
  std::string message = absl::StrCat(violations.size(), " 处问题");
  size_t detail_bytes = 0;
  bool all_told = true;
  for (const auto& [field, description] : violations) {
    const size_t bytes = field.size() + description.size() + 16;
    if (message.size() + bytes <= kMaxMessageBytes && all_told) {
      absl::StrAppend(&message, &violations[0].field == &field ? "：" : "。", field, field.empty() ? "" : ": ",
                      description);
    } else {
      all_told = false;
    }
    detail_bytes += bytes;
    if (detail_bytes > kMaxDetailBytes) break;
    auto* violation = detail.add_field_violations();
    violation->set_field(field);
    violation->set_description(description);
  }
  if (!all_told) message += "。……";
  const absl::Status status = absl::InvalidArgumentError(message);
  if (static_cast<size_t>(detail.field_violations_size()) == violations.size()) return WithDetails(status, {&detail});
  const google::rpc::ErrorInfo cut = InfoOf(kViolationsCut, {{kViolationCount, absl::StrCat(violations.size())}});
  return WithDetails(status, {&detail, &cut});
}

grpc::Status FailureAnswer(const absl::Status& status, std::chrono::milliseconds delay) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return grpc::Status::OK;
    case absl::StatusCode::kUnavailable:
      return RetryAfter(absl::UnavailableError("数据存储或服务暂不可用，本次请求未获确认；请稍后重试"), delay);
    case absl::StatusCode::kDeadlineExceeded:
      return RetryAfter(absl::UnavailableError("在限定时间内没有处理到所要求的位置；请稍后重试"), delay);
    case absl::StatusCode::kResourceExhausted:
      return RetryAfter(absl::ResourceExhaustedError("等待处理的请求过多，本次没有受理；请稍后重试"), delay);
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnimplemented:
      return ToGrpcStatus(absl::Status(
          status.code(), absl::StrCat("服务内部出错；请把这句话转给系统管理员：", std::string(status.message()))));
    default:
      return ToGrpcStatus(status);
  }
}

grpc::Status RetryAfter(const absl::Status& status, std::chrono::milliseconds delay) {
  google::rpc::RetryInfo detail;
  detail.mutable_retry_delay()->set_seconds(delay.count() / 1000);
  detail.mutable_retry_delay()->set_nanos(static_cast<int32_t>(delay.count() % 1000) * 1'000'000);
  return WithDetails(status, {&detail});
}

grpc::Status WithErrorInfo(const absl::Status& status, const std::string& reason,
                           const std::map<std::string, std::string>& metadata) {
  const google::rpc::ErrorInfo detail = InfoOf(reason, metadata);
  return WithDetails(status, {&detail});
}

StatusDetails DetailsOf(const grpc::Status& status) {
  StatusDetails details;
  google::rpc::Status full;
  if (!full.ParseFromString(status.error_details())) return details;
  for (const google::protobuf::Any& any : full.details()) {
    google::rpc::BadRequest bad_request;
    google::rpc::RetryInfo retry;
    google::rpc::ErrorInfo info;
    if (any.UnpackTo(&bad_request)) {
      for (const auto& violation : bad_request.field_violations()) {
        details.violations.push_back({violation.field(), violation.description()});
      }
    } else if (any.UnpackTo(&retry)) {
      details.retry_delay =
          std::chrono::milliseconds(retry.retry_delay().seconds() * 1000 + retry.retry_delay().nanos() / 1'000'000);
    } else if (any.UnpackTo(&info)) {
      details.reason = info.reason();
      details.metadata.insert(info.metadata().begin(), info.metadata().end());
    }
  }
  return details;
}

}  // namespace liandu::platform
