#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "evaluator/domain/world.h"

namespace liandu::evaluator {

/// Targets of a jurisdiction up to which each has metrics of its own; beyond, only sums are told.
inline constexpr int kMaxTargetsWithMetrics = 5'000;
/// Late alerts told one by one; beyond, the latest of all are left out.
inline constexpr int kMaxLateAlerts = 1'000;

/// How the world stands, as metrics; a light is 0 grey, 1 green, 2 yellow, 3 red:
///   liandu_jurisdiction_light{jurisdiction}, liandu_chain_light{jurisdiction,chain},
///   liandu_unit_light{jurisdiction,unit}, liandu_jurisdiction_clock_timestamp_seconds,
///   liandu_calendar_horizon_timestamp_seconds{jurisdiction}, liandu_reports_total, liandu_milestones{jurisdiction},
///   liandu_targets{jurisdiction,light}, liandu_chain_members{jurisdiction,chain,light}: groups of targets and
///   milestones below a chain, liandu_open_alerts{jurisdiction,condition,severity,chain},
///   liandu_overdue_seconds{jurisdiction,alert,condition}: behind the date, in whole days,
///   and of each target {jurisdiction,target,chain}: liandu_target_light, liandu_target_progress_ratio,
///   liandu_target_lag_points, liandu_target_report_age_seconds (on the jurisdiction's clock, since the latest figure's
///   as-of day),
///   and of units responsible for alerts: liandu_unit_alerts{jurisdiction,unit,state}: open ones, and of these those
///   not acknowledged and those of which a step is overdue, liandu_alert_response_seconds{jurisdiction,unit,step}: from
///   when an alert was raised or had worsened until it was acknowledged, answered and verified.
/// Pure; costs as much as there are chains, units, open alerts and told targets.
std::vector<prometheus::MetricFamily> MetricsOf(const World& world);

}  // namespace liandu::evaluator
