#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "support/log_store.h"
#include "support/pool_driver.h"

namespace liandu::testing {

/// A store of either kind with four partitions, each with a live jurisdiction "j".
class PoolTest : public ::testing::TestWithParam<Store> {
 protected:
  static constexpr int kPartitions = 4;

  void SetUp() override {
    eventlog::EventLogOptions options;
    options.partitions = kPartitions;
    store_ = std::make_unique<LogStore>(GetParam(), options, clock_);
    for (int partition = 0; partition < kPartitions; ++partition) {
      eventlog::AppendItem item;
      item.jurisdiction = "j";
      item.clock_change = eventlog::ClockChange{};
      ASSERT_TRUE(store_->logs().Open(partition)->Append({item}).ok());
    }
  }
  std::unique_ptr<PoolDriver> StartPool(const std::string& id, int max_batch_inputs = 256) {
    return std::make_unique<PoolDriver>(store_->logs(), store_->membership(), clock_, id, max_batch_inputs);
  }
  absl::StatusOr<eventlog::EntryId> TryAppend(int partition, const std::string& payload) {
    eventlog::AppendItem item;
    item.jurisdiction = "j";
    item.payloads = {payload};
    const auto results = store_->logs().Open(partition)->Append({item});
    if (!results.ok()) return results.status();
    return results->front().last_id;
  }
  eventlog::EntryId Append(int partition, const std::string& payload) {
    const auto id = TryAppend(partition, payload);
    EXPECT_TRUE(id.ok()) << id.status();
    return id.value_or(eventlog::EntryId{});
  }
  /// Payloads of a partition's alerts.
  std::vector<std::string> Said(int partition) {
    std::vector<std::string> said;
    const auto alerts =
        store_->logs().Open(partition)->Read(eventlog::Role::kNotifier, {}, 100'000, std::chrono::milliseconds(0));
    EXPECT_TRUE(alerts.ok()) << alerts.status();
    if (!alerts.ok()) return said;
    for (const eventlog::Entry& alert : *alerts) said.push_back(alert.payload);
    return said;
  }

  platform::SystemClock clock_;
  std::unique_ptr<LogStore> store_;
};

}  // namespace liandu::testing
