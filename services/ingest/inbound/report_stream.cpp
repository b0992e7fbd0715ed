#include "ingest/inbound/report_stream.h"

#include <google/protobuf/arena.h>

#include <utility>

#include "ingest/inbound/batch_form.h"
#include "ingest/inbound/raw_call.h"
#include "liandu/v1/ingest_service.pb.h"

namespace liandu::ingest {

ReportStream::ReportStream(ReportRoute route, int max_in_flight)
    : max_in_flight_(max_in_flight), line_(std::make_shared<ReportLine>(route)) {
  StartRead(&read_);
}

void ReportStream::OnReadDone(bool ok) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (ok) {
    ++in_flight_;
    // Still reading: an answer that goes out meanwhile must not start the next read into the same buffer, nor may the
    // next batch overtake this one.
    lock.unlock();
    TakeBatch();
    lock.lock();
  } else {
    reads_over_ = true;
  }
  reading_ = false;
  GoOn(lock);
}

void ReportStream::TakeBatch() {
  google::protobuf::Arena arena;
  auto* request = google::protobuf::Arena::CreateMessage<v1::StreamReportsRequest>(&arena);
  ReportBatch batch;
  grpc::Status status = ReadMessage(read_, *request);
  if (status.ok()) status = ReadBatch(request->batch(), batch);
  read_.Clear();
  auto answer = [this, number = request->batch_number()](const grpc::Status& outcome, const BatchAnswer& answered) {
    OnAnswer(number, outcome, answered);
  };
  if (status.ok()) {
    line_->Add(std::move(batch), std::move(answer));
  } else {
    line_->AddRefused(std::move(status), std::move(answer));
  }
}

void ReportStream::OnAnswer(int64_t number, const grpc::Status& status, const BatchAnswer& answer) {
  google::protobuf::Arena arena;
  auto* response = google::protobuf::Arena::CreateMessage<v1::StreamReportsResponse>(&arena);
  response->set_batch_number(number);
  if (status.ok()) {
    WriteAnswer(answer, *response->mutable_response());
  } else {
    response->set_error_code(status.error_code());
    response->set_error_message(status.error_message());
  }
  grpc::ByteBuffer bytes;
  WriteMessage(*response, kMaxAnswerBytes, bytes);
  std::unique_lock<std::mutex> lock(mutex_);
  answers_.push_back(std::move(bytes));
  GoOn(lock);
}

void ReportStream::OnWriteDone(bool ok) {
  std::unique_lock<std::mutex> lock(mutex_);
  writing_ = false;
  --in_flight_;
  if (!ok) broken_ = true;
  GoOn(lock);
}

void ReportStream::GoOn(std::unique_lock<std::mutex>& lock) {
  if (broken_) {
    // Nobody reads any more; what is under way still becomes durable.
    in_flight_ -= static_cast<int>(answers_.size());
    answers_.clear();
  }
  const bool write = !writing_ && !answers_.empty();
  if (write) {
    writing_ = true;
    written_ = std::move(answers_.front());
    answers_.pop_front();
  }
  const bool read = !reading_ && !reads_over_ && !broken_ && in_flight_ < max_in_flight_;
  if (read) reading_ = true;
  const bool over = (reads_over_ || broken_) && !reading_ && !writing_ && in_flight_ == 0;
  const bool finish = over && !finished_;
  if (finish) finished_ = true;
  lock.unlock();
  // The last of these may end in OnDone on another thread: nothing of this object is touched afterwards.
  if (write) StartWrite(&written_);
  if (read) StartRead(&read_);
  if (finish) Finish(grpc::Status::OK);
}

void ReportStream::OnDone() { delete this; }

}  // namespace liandu::ingest
