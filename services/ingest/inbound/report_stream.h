#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <memory>
#include <mutex>

#include "ingest/outbound/report_line.h"

namespace liandu::ingest {

/// One StreamReports call. Batches are answered in order; at most `max_in_flight` of them have been read and not
/// answered, so a caller that sends faster than the log writes, or does not read its answers, is held by gRPC's flow
/// control. Deletes itself when the call is over.
class ReportStream : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  ReportStream(ReportRoute route, int max_in_flight);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone() override;

 private:
  void TakeBatch();
  void OnAnswer(int64_t number, const grpc::Status& status, const BatchAnswer& answer);
  /// Decide, under the lock, what is to be started next.
  void GoOn(std::unique_lock<std::mutex>& lock);

  const int max_in_flight_;
  const std::shared_ptr<ReportLine> line_;
  grpc::ByteBuffer read_;
  grpc::ByteBuffer written_;

  std::mutex mutex_;
  std::deque<grpc::ByteBuffer> answers_;
  /// Batches read and not yet answered to gRPC.
  int in_flight_ = 0;
  bool reading_ = true;
  bool writing_ = false;
  bool reads_over_ = false;
  bool broken_ = false;
  bool finished_ = false;
};

}  // namespace liandu::ingest
