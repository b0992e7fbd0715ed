#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "cli/commands/alert_view.h"
#include "cli/commands/commands.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "cli/text/paragraph.h"
#include "liandu/v1/evaluator_service.grpc.pb.h"
#include "yaml/read_folder.h"

namespace liandu::cli {
namespace {

constexpr size_t kMaxTokenBytes = 1000;
constexpr size_t kSummaryIndent = 18;
constexpr int kMaxFruitlessAttempts = 10;
constexpr std::chrono::milliseconds kFirstPause{500};
constexpr std::chrono::milliseconds kLongestPause{10'000};

/// The token to begin with: the one given, else the one kept in the file, else none.
std::string FirstToken(const WatchOptions& options) {
  if (!options.resume_token.empty() || options.token_file.empty()) return options.resume_token;
  const auto kept = yaml::ReadTextFile(options.token_file, kMaxTokenBytes);
  return kept.ok() ? kept->substr(0, kept->find_first_of("\r\n")) : "";
}

absl::Status KeepToken(const std::string& file, const std::string& token) {
  if (file.empty() || token.empty()) return absl::OkStatus();
  const std::string fresh = file + ".new";
  std::ofstream stream(fresh, std::ios::trunc);
  stream << token << "\n";
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(fresh, file, error);
  return stream && !error ? absl::OkStatus() : UsageError(absl::StrCat("写不了文件 ", file));
}

void ShowTransition(const v1::WatchTransitionsResponse& item, const model::CivilTime& civil_time, Output& output) {
  const v1::Transition& step = item.transition();
  const Cell severity = SeverityCell(step.severity());
  const std::string summary = CleanText(item.alert().evidence().summary());
  const std::string actor = step.actor().empty() ? "" : absl::StrCat("（", CleanText(step.actor()), "）");
  output.Text(absl::StrCat(ShowMoment(step.time(), civil_time), "  ", PadRight(NameOf(step.kind()), 8),
                           Paint(severity.text, severity.colour, output.screen()), "  ", TitleOf(item.alert()), actor,
                           "\n", summary.empty() ? "" : Paragraph("", summary, kSummaryIndent, output.screen())));
}

/// One watch after another until enough was seen or the server says no.
class Watcher {
 public:
  Watcher(const WatchOptions& options, const std::string& jurisdiction, const model::CivilTime& civil_time,
          Context& context)
      : options_(options), civil_time_(civil_time), context_(context) {
    request_.set_jurisdiction(jurisdiction);
    request_.set_resume_token(FirstToken(options));
  }

  Outcome Run() {
    int fruitless = 0;
    std::chrono::milliseconds pause = kFirstPause;
    for (;;) {
      const int64_t heard_before = heard_;
      const absl::Status status = WatchOnce();
      if (Enough()) return kOk;
      if (status.code() == absl::StatusCode::kOutOfRange) {
        context_.output.Remark("断点太旧，中间的变化已不再保留；请用 liandu alerts 看现状，再不带断点 watch\n");
        return status;
      }
      const bool passing = status.ok() || status.code() == absl::StatusCode::kUnavailable;
      if (!passing) return status;
      if (heard_ > heard_before) {
        fruitless = 0;
        pause = kFirstPause;
      }
      if (++fruitless > kMaxFruitlessAttempts) {
        return status.ok() ? absl::UnavailableError("服务一再中断连接") : status;
      }
      context_.output.Remark("（连接中断，正在从断点接上）\n");
      context_.client.Wait(pause);
      pause = std::min(pause * 2, kLongestPause);
    }
  }

 private:
  bool Enough() const { return (options_.count > 0 && shown_ >= options_.count) || context_.output.broken(); }

  absl::Status WatchOnce() {
    const auto channel = context_.client.ChannelTo(Door::kEvaluator);
    if (!channel.ok()) return channel.status();
    v1::SupervisionService::Stub stub(*channel);
    grpc::ClientContext call;
    const auto reader = stub.WatchTransitions(&call, request_);
    v1::WatchTransitionsResponse item;
    while (reader->Read(&item)) {
      ++heard_;
      request_.set_resume_token(item.resume_token());
      Tell(item);
      if (const absl::Status kept = KeepToken(options_.token_file, item.resume_token()); !kept.ok()) {
        call.TryCancel();
        reader->Finish();
        return kept;
      }
      if (Enough()) {
        call.TryCancel();
        reader->Finish();
        return absl::OkStatus();
      }
    }
    return context_.client.ToStatus(Door::kEvaluator, reader->Finish());
  }

  void Tell(const v1::WatchTransitionsResponse& item) {
    if (item.has_transition()) ++shown_;
    if (context_.output.json()) {
      context_.output.Line(item);
    } else if (item.has_transition()) {
      ShowTransition(item, civil_time_, context_.output);
    } else if (heard_ == 1) {
      context_.output.Remark("正在看预警的变化，按 Ctrl-C 结束\n");
    }
  }

  const WatchOptions& options_;
  const model::CivilTime civil_time_;
  Context& context_;
  v1::WatchTransitionsRequest request_;
  int64_t heard_ = 0;
  int64_t shown_ = 0;
};

}  // namespace

Outcome Run(const WatchOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const model::CivilTime civil_time =
      context.output.json() ? model::CivilTime() : FetchCivilTime(context, *jurisdiction);
  return Watcher(options, *jurisdiction, civil_time, context).Run();
}

}  // namespace liandu::cli
