#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "platform/clock/clock.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/event_log_factory.h"
#include "platform/eventlog/event_log_options.h"
#include "support/log_store.h"

namespace liandu::testing {

/// One store for each test, with two partitions and a backlog watermark of 10; the same tests run on both kinds.
class LogContractTest : public ::testing::TestWithParam<Store> {
 protected:
  static constexpr int64_t kWatermark = 10;

  void SetUp() override;

  std::unique_ptr<eventlog::EventLog> Open(int partition = 0) { return store_->logs().Open(partition); }
  /// Makes a jurisdiction with a live clock, and whatever `mode` says otherwise.
  static void OpenJurisdiction(eventlog::EventLog& log, const std::string& jurisdiction,
                               eventlog::ClockMode mode = eventlog::ClockMode::kLive, int64_t clock_ms = 0);
  /// Appends one item, which the store must answer.
  static eventlog::AppendResult AppendOne(eventlog::EventLog& log, const eventlog::AppendItem& item);
  static eventlog::AppendItem Event(const std::string& jurisdiction, const std::string& payload);
  /// Claims, whoever holds the lease.
  static eventlog::ProcessorPosition Claim(eventlog::EventLog& log, eventlog::Role role, const std::string& nonce);

  platform::SystemClock clock_;
  eventlog::EventLogOptions options_;
  std::unique_ptr<LogStore> store_;
};

}  // namespace liandu::testing
