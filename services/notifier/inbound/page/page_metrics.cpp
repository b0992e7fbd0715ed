#include "notifier/inbound/page/page_metrics.h"

#include <prometheus/counter.h>

namespace liandu::notifier {

struct PageMetrics::Family {
  std::shared_ptr<prometheus::Registry> registry;
  prometheus::Family<prometheus::Counter>& requests;
};

PageMetrics::PageMetrics(const std::shared_ptr<prometheus::Registry>& registry)
    : family_(new Family{registry, prometheus::BuildCounter()
                                       .Name("liandu_page_requests_total")
                                       .Help("Requests for pages for people, by page and by what became of them")
                                       .Register(*registry)}) {
  Count(PageRoute::kAlert, PageOutcome::kOk, 0);
}

PageMetrics::~PageMetrics() = default;

void PageMetrics::Count(PageRoute route, PageOutcome outcome, int requests) {
  // Adding labels that are there already gives what is there.
  family_->requests.Add({{"route", PageRouteName(route)}, {"outcome", PageOutcomeName(outcome)}}).Increment(requests);
}

}  // namespace liandu::notifier
