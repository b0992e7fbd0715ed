#include "notifier/outbound/channel_workers.h"

#include <utility>

namespace liandu::notifier {

ChannelWorkers::ChannelWorkers(std::unique_ptr<Channel> channel, int threads)
    : channel_(std::move(channel)), capacity_(threads) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

ChannelWorkers::~ChannelWorkers() { Stop(); }

bool ChannelWorkers::Submit(Messages messages, Done done) {
  {
    std::lock_guard lock(mutex_);
    if (stopped_ || under_way_ == capacity_) return false;
    ++under_way_;
    waiting_.push_back({std::move(messages), std::move(done)});
  }
  changed_.notify_one();
  return true;
}

void ChannelWorkers::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    waiting_.clear();
  }
  channel_->Abort();
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

SendResult ChannelWorkers::Send(const Messages& messages) {
  if (messages.size() == 1) return channel_->Send(*messages.front());
  std::vector<const OutgoingMessage*> merged;
  for (const auto& message : messages) merged.push_back(message.get());
  return channel_->SendMerged(merged);
}

void ChannelWorkers::Run() {
  while (true) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
      if (stopped_) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
    }
    const SendResult result = Send(task.messages);
    {
      std::lock_guard lock(mutex_);
      --under_way_;
    }
    task.done(result);
  }
}

}  // namespace liandu::notifier
