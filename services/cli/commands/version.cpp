#include <grpcpp/grpcpp.h>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "wire/wire.h"
#include "yaml/json_text.h"

namespace liandu::cli {
namespace {

constexpr char kContract[] = "liandu.v1";

}  // namespace

Outcome Run(const VersionOptions&, Context& context) {
  if (context.output.json()) {
    context.output.Document(absl::StrCat("{\"version\": ", yaml::QuoteJson(LIANDU_VERSION),
                                         ", \"contract\": ", yaml::QuoteJson(kContract),
                                         ", \"eventSchemaVersion\": ", wire::kEventSchemaVersion,
                                         ", \"grpc\": ", yaml::QuoteJson(grpc::Version()), "}"));
    return kOk;
  }
  context.output.Text(absl::StrCat("liandu ", LIANDU_VERSION, "（契约 ", kContract, "，事件格式第 ",
                                   wire::kEventSchemaVersion, " 版，gRPC ", grpc::Version(), "）\n"));
  return kOk;
}

}  // namespace liandu::cli
