#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/progress.h"
#include "cli/text/display_width.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// Enough of a hash to tell it from others; all of it stands in --json.
std::string ShowHash(const std::string& hash) { return Shorten(hash, 17); }

ExitCode Conclude(const v1::ReplayResponse& last, Output& output) {
  if (output.json()) return last.equal() ? kOk : kRefused;
  const bool state_equal = last.committed_state_hash() == last.replayed_state_hash();
  const bool alerts_equal = last.committed_alerts_hash() == last.replayed_alerts_hash();
  const auto cell = [](bool equal) { return equal ? Cell("一致", Colour::kGreen) : Cell("不一致", Colour::kRed); };
  Table table({{"内容"}, {"结果"}, {"现状"}, {"重算"}});
  table.AddRow(
      {"状态", cell(state_equal), ShowHash(last.committed_state_hash()), ShowHash(last.replayed_state_hash())});
  table.AddRow(
      {"预警流", cell(alerts_equal), ShowHash(last.committed_alerts_hash()), ShowHash(last.replayed_alerts_hash())});
  output.Show(table);
  output.Text(absl::StrCat(last.equal() ? "重算与现状一致" : "重算与现状不一致", "：日志 ", last.entries_replayed(),
                           " 条，预警流 ", last.alerts_entries(), " 条，到 ", last.position().entry(), "\n"));
  return last.equal() ? kOk : kRefused;
}

}  // namespace

Outcome Run(const ReplayOptions&, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto channel = context.client.ChannelTo(Door::kEvaluator);
  if (!channel.ok()) return channel.status();
  v1::ReplayService::Stub stub(*channel);
  v1::ReplayRequest request;
  request.set_jurisdiction(*jurisdiction);
  // Without a deadline: a long log takes its time, and progress is shown.
  grpc::ClientContext call;
  const auto reader = stub.Replay(&call, request);
  v1::ReplayResponse response;
  {
    Progress progress("重算", context.output);
    while (reader->Read(&response)) {
      if (context.output.json()) context.output.Line(response);
      progress.Show(response.entries_replayed(), response.entries_total());
    }
  }
  if (const grpc::Status status = reader->Finish(); !status.ok()) {
    return context.client.ToStatus(Door::kEvaluator, status);
  }
  if (!response.done()) return absl::InternalError("重算没有给出结果就结束了");
  return Conclude(response, context.output);
}

}  // namespace liandu::cli
