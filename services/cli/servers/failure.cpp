#include "cli/servers/failure.h"

#include <grpcpp/support/status.h>

#include <optional>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "platform/rpc/status.h"
#include "yaml/json_text.h"

namespace liandu::cli {
namespace {

constexpr size_t kMessageIndent = 6;

ExitCode ExitCodeOf(const absl::Status& status) {
  if (status.GetPayload(kUsagePayload).has_value()) return kUsage;
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
      return kUnavailable;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnimplemented:
      return kInternal;
    default:
      return kRefused;
  }
}

}  // namespace

absl::Status UsageError(const std::string& message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsagePayload, absl::Cord());
  return status;
}

Failure FailureOf(const absl::Status& status, const yaml::OriginMap* origins) {
  Failure failure{absl::StatusCodeToString(status.code()), std::string(status.message()), {}, ExitCodeOf(status)};
  const auto details = status.GetPayload(kDetailsPayload);
  if (!details.has_value()) return failure;
  const auto read = platform::DetailsOf(
      grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(status.message()), std::string(*details)));
  for (const platform::FieldViolation& violation : read.violations) {
    FailedField field{"", 0, violation.field, violation.description};
    if (const auto place = origins == nullptr ? std::nullopt : origins->Locate(violation.field)) {
      field.file = place->file;
      field.line = place->line;
    }
    failure.fields.push_back(std::move(field));
  }
  if (!failure.fields.empty()) {
    const auto count = read.metadata.find(platform::kViolationCount);
    const bool cut = read.reason == platform::kViolationsCut && count != read.metadata.end();
    failure.message =
        absl::StrCat("请求有 ", cut ? count->second : absl::StrCat(failure.fields.size()), " 处问题",
                     cut ? absl::StrCat("（先列出 ", failure.fields.size(), " 处）") : "", "，什么也没有改变");
  }
  return failure;
}

Failure FailureOf(const std::vector<yaml::Problem>& problems) {
  Failure failure{
      "INVALID_ARGUMENT", absl::StrCat("目录文件有 ", problems.size(), " 处问题，什么也没有提交"), {}, kRefused};
  for (const yaml::Problem& problem : problems) {
    failure.fields.push_back({problem.place.file, problem.place.line, problem.field, problem.message});
  }
  return failure;
}

std::string RenderFields(const std::vector<FailedField>& fields, const Screen& screen) {
  std::string text;
  for (const FailedField& field : fields) {
    std::string place = field.line > 0 ? absl::StrCat(field.file, ":", field.line) : "";
    if (!field.field.empty()) absl::StrAppend(&place, place.empty() ? "" : "  ", field.field);
    if (!place.empty()) absl::StrAppend(&text, "  ", CleanText(place), "\n");
    absl::StrAppend(&text, Paragraph("", field.description, place.empty() ? 2 : 4, screen));
  }
  return text;
}

std::string RenderFailure(const Failure& failure, const Screen& screen) {
  const std::string message = absl::StrCat(failure.message, "（", failure.code, "）");
  return Paragraph("错误", message, kMessageIndent, screen) + RenderFields(failure.fields, screen);
}

std::string RenderFailureJson(const Failure& failure) {
  std::string json = absl::StrCat("{\"code\":", yaml::QuoteJson(failure.code),
                                  ",\"message\":", yaml::QuoteJson(failure.message), ",\"violations\":[");
  for (size_t i = 0; i < failure.fields.size(); ++i) {
    const FailedField& field = failure.fields[i];
    absl::StrAppend(&json, i == 0 ? "" : ",", "{\"field\":", yaml::QuoteJson(field.field));
    if (field.line > 0) absl::StrAppend(&json, ",\"file\":", yaml::QuoteJson(field.file), ",\"line\":", field.line);
    absl::StrAppend(&json, ",\"description\":", yaml::QuoteJson(field.description), "}");
  }
  return absl::StrCat(json, "]}\n");
}

}  // namespace liandu::cli
