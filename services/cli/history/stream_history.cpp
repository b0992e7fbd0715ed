#include "cli/history/stream_history.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

constexpr int kMaxFruitlessAttempts = 8;
constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::milliseconds kLongestPause{5'000};
/// A stream is opened anew after so many batches, so that its deadline bounds a silent server and not a long file.
constexpr int kBatchesPerStream = 20;
/// A batch is cut before it reaches the contract's 1 MB.
constexpr size_t kMaxBatchBytes = 900'000;

bool MayBeTriedAgain(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable || status.code() == absl::StatusCode::kResourceExhausted ||
         status.code() == absl::StatusCode::kAborted || status.code() == absl::StatusCode::kDeadlineExceeded;
}

/// Sends from `next_` on, over as many streams as it takes.
class Sender {
 public:
  Sender(const StreamTarget& target, const std::vector<HistoryRow>& rows, Client& client,
         const std::function<void(const HistoryRow&, const v1::ReportResult&)>& on_result)
      : target_(target), rows_(rows), client_(client), on_result_(on_result) {}

  absl::StatusOr<v1::LogPosition> Run() {
    int fruitless = 0;
    std::chrono::milliseconds pause = kFirstPause;
    while (next_ < rows_.size()) {
      const size_t before = next_;
      const absl::Status status = SendOverOneStream();
      if (next_ > before) {
        fruitless = 0;
        pause = kFirstPause;
      }
      if (status.ok()) continue;
      if (!MayBeTriedAgain(status) || ++fruitless > kMaxFruitlessAttempts) return status;
      client_.Wait(pause);
      pause = std::min(pause * 2, kLongestPause);
    }
    return position_;
  }

 private:
  v1::StreamReportsRequest BatchFrom(size_t first) const {
    v1::StreamReportsRequest request;
    v1::ReportBatchRequest& batch = *request.mutable_batch();
    batch.set_jurisdiction(target_.jurisdiction);
    batch.set_source(target_.source);
    batch.set_actor(target_.actor);
    batch.set_request_id(target_.request_id);
    request.set_batch_number(static_cast<int64_t>(first) + 1);
    size_t bytes = 0;
    for (size_t i = first; i < rows_.size() && i - first < target_.batch_size; ++i) {
      v1::Report report = rows_[i].report;
      report.set_source_sequence(static_cast<int64_t>(i) + 1);
      bytes += report.ByteSizeLong();
      if (i > first && bytes > kMaxBatchBytes) break;
      *batch.add_reports() = std::move(report);
    }
    return request;
  }

  absl::Status SendOverOneStream() {
    const auto channel = client_.ChannelTo(Door::kIngest);
    if (!channel.ok()) return channel.status();
    v1::ReportService::Stub stub(*channel);
    grpc::ClientContext call;
    client_.SetDeadline(call);
    const auto stream = stub.StreamReports(&call);
    absl::Status refused;
    for (int i = 0; i < kBatchesPerStream && next_ < rows_.size() && refused.ok(); ++i) {
      const v1::StreamReportsRequest request = BatchFrom(next_);
      v1::StreamReportsResponse response;
      if (!stream->Write(request) || !stream->Read(&response)) return Broken(stream->Finish());
      refused = Take(request, response);
    }
    stream->WritesDone();
    v1::StreamReportsResponse unexpected;
    while (stream->Read(&unexpected)) {
    }
    const absl::Status finished = client_.ToStatus(Door::kIngest, stream->Finish());
    return refused.ok() ? finished : refused;
  }

  /// A stream that ended before its answer came is broken, whatever it says.
  absl::Status Broken(const grpc::Status& status) const {
    if (status.ok()) return absl::UnavailableError("受理服务中断了连接");
    return client_.ToStatus(Door::kIngest, status);
  }

  absl::Status Take(const v1::StreamReportsRequest& request, const v1::StreamReportsResponse& response) {
    if (response.error_code() != 0) {
      return absl::Status(static_cast<absl::StatusCode>(response.error_code()), response.error_message());
    }
    const v1::ReportBatchResponse& answer = response.response();
    if (answer.results_size() != request.batch().reports_size()) {
      return absl::InternalError(absl::StrCat("受理服务对 ", request.batch().reports_size(), " 条填报给出了 ",
                                              answer.results_size(), " 个结果"));
    }
    for (const v1::ReportResult& result : answer.results()) on_result_(rows_[next_++], result);
    if (!answer.position().entry().empty()) position_ = answer.position();
    return absl::OkStatus();
  }

  const StreamTarget& target_;
  const std::vector<HistoryRow>& rows_;
  Client& client_;
  const std::function<void(const HistoryRow&, const v1::ReportResult&)>& on_result_;
  size_t next_ = 0;
  v1::LogPosition position_;
};

}  // namespace

absl::StatusOr<v1::LogPosition> StreamHistory(
    const StreamTarget& target, const std::vector<HistoryRow>& rows, Client& client,
    const std::function<void(const HistoryRow&, const v1::ReportResult&)>& on_result) {
  return Sender(target, rows, client, on_result).Run();
}

}  // namespace liandu::cli
