#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "platform/eventlog/redis_event_log.h"

namespace liandu::eventlog {

/// Passes round trips on to the log's observer.
class RoundTrips : public platform::redis::RoundTripObserver {
 public:
  explicit RoundTrips(EventLogObserver& observer) : observer_(observer) {}
  void OnRoundTrip(std::string_view what, std::chrono::nanoseconds took, const absl::Status& status) override {
    observer_.OnRoundTrip(what, took, status);
  }

 private:
  EventLogObserver& observer_;
};

struct RedisEventLogFactory::Shared {
  Shared(platform::redis::EndpointResolver& endpoint_resolver, platform::redis::ConnectionOptions connection_options,
         EventLogOptions log_options, const platform::Clock& the_clock, EventLogObserver& the_observer)
      : resolver(endpoint_resolver),
        connection(std::move(connection_options)),
        options(log_options),
        clock(the_clock),
        observer(the_observer),
        round_trips(the_observer),
        guard(the_clock),
        acknowledged(static_cast<size_t>(log_options.partitions)) {}

  platform::redis::EndpointResolver& resolver;
  const platform::redis::ConnectionOptions connection;
  const EventLogOptions options;
  const platform::Clock& clock;
  EventLogObserver& observer;
  RoundTrips round_trips;
  const RedisScripts scripts;
  ClockGuard guard;
  /// The highest acknowledged log entry of each partition, to notice a store that has lost some.
  std::mutex acknowledged_mutex;
  std::vector<EntryId> acknowledged;
};

}  // namespace liandu::eventlog
