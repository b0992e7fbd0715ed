#pragma once

#include <prometheus/registry.h>

#include <memory>

#include "notifier/inbound/page/page_exchange.h"

namespace liandu::notifier {

/// liandu_page_requests_total{route,outcome}: what pages were asked for, and what became of it. Thread-safe.
class PageMetrics {
 public:
  explicit PageMetrics(const std::shared_ptr<prometheus::Registry>& registry);
  ~PageMetrics();
  void Count(PageRoute route, PageOutcome outcome, int requests = 1);

 private:
  struct Family;
  std::unique_ptr<Family> family_;
};

}  // namespace liandu::notifier
