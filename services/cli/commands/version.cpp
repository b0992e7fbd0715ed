#include <google/protobuf/struct.pb.h>
#include <grpcpp/grpcpp.h>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "wire/wire.h"

namespace liandu::cli {
namespace {

constexpr char kContract[] = "liandu.v1";

}  // namespace

Outcome Run(const VersionOptions&, Context& context) {
  if (context.output.json()) {
    google::protobuf::Struct version;
    auto& fields = *version.mutable_fields();
    fields["version"].set_string_value(LIANDU_VERSION);
    fields["contract"].set_string_value(kContract);
    fields["eventSchemaVersion"].set_number_value(wire::kEventSchemaVersion);
    fields["grpc"].set_string_value(grpc::Version());
    context.output.Document(version);
    return kOk;
  }
  context.output.Text(absl::StrCat("liandu ", LIANDU_VERSION, "（契约 ", kContract, "，事件格式第 ",
                                   wire::kEventSchemaVersion, " 版，gRPC ", grpc::Version(), "）\n"));
  return kOk;
}

}  // namespace liandu::cli
