#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/history/history_csv.h"
#include "cli/servers/client.h"
#include "liandu/v1/ingest_service.pb.h"

namespace liandu::cli {

/// Where a stream of reports goes and under which names.
struct StreamTarget {
  std::string jurisdiction;
  std::string source;
  std::string actor;
  std::string request_id;
  /// Reports a batch, 1 to 1000.
  size_t batch_size = 500;
};

/// Sends the rows in order over StreamReports, batch after batch; a batch is sent when the one before it is durable.
/// Row i carries the source sequence i + 1, so that what is sent again after a lost connection counts once. Backlog and
/// lost connections are waited out, several times without progress at most. `on_result` is called for every row, in
/// order, when it was answered. Returns the position that includes everything accepted.
absl::StatusOr<v1::LogPosition> StreamHistory(
    const StreamTarget& target, const std::vector<HistoryRow>& rows, Client& client,
    const std::function<void(const HistoryRow&, const v1::ReportResult&)>& on_result);

}  // namespace liandu::cli
