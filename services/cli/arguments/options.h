#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "liandu/v1/alert.pb.h"
#include "liandu/v1/catalogue.pb.h"
#include "liandu/v1/evaluator_service.pb.h"
#include "liandu/v1/event.pb.h"
#include "liandu/v1/notification.pb.h"
#include "liandu/v1/report.pb.h"

/// What was asked for on the command line, one struct per command. Empty strings and zeros: not given.
namespace liandu::cli {

/// Holds for every command.
struct GlobalOptions {
  bool json = false;
  bool no_colour = false;
  /// Addresses ("host:port" or "unix:/path"); `server` stands for every service that has none of its own.
  std::string server;
  std::string ingest;
  std::string evaluator;
  std::string notifier;
  std::string tls_ca_file;
  std::string tls_certificate_file;
  std::string tls_key_file;
  std::string jurisdiction;
  std::string actor;
  /// Position of the log that queries wait for.
  std::string min_position;
  int timeout_seconds = 30;
};

struct OpenOptions {
  v1::ClockMode mode = v1::CLOCK_MODE_UNSPECIFIED;
  std::string time;
};
struct ApplyOptions {
  std::string folder;
  bool dry_run = false;
  bool prune = false;
  int64_t expected_version = 0;
};
struct ReportOptions {
  std::string target;
  std::string indicator;
  std::string period;
  std::string value;
  std::string unit_of_measure;
  v1::Bound bound = v1::BOUND_UNSPECIFIED;
  std::string source;
  std::string growth_rate;
  std::string growth_base_period;
  std::string statistical_scope;
  bool preliminary = false;
  int revision = 0;
  std::string published_date;
  std::string note;
};
struct ReportMilestoneOptions {
  std::string item;
  std::string milestone;
  v1::MilestoneState state = v1::MILESTONE_STATE_UNSPECIFIED;
  std::string date;
  std::string note;
  std::string expected_date;
};
struct ReportStageOptions {
  std::string item;
  std::string stage;
  std::string date;
  std::string reason;
};
struct ReportObligationOptions {
  std::string obligation;
  std::string period;
  std::string date;
  std::string note;
};
struct ReportIssueOptions {
  std::string issue;
  v1::IssueState state = v1::ISSUE_STATE_SETTLED;
  std::string date;
  std::string note;
};
struct ReportMemberOptions {
  std::string register_id;
  std::string member;
  v1::MembershipChange change = v1::MEMBERSHIP_CHANGE_ENTERED;
  std::string date;
  std::string display_name;
  std::string tier;
  int batch = 0;
  std::string chain;
  std::string unit;
  std::string park;
  std::string district;
  /// "name=value".
  std::vector<std::string> attributes;
  std::string reason;
};
struct ImportOptions {
  std::string file;
  std::string source;
  /// Rows published after this date are left out.
  std::string until;
  int publication_working_days = 20;
  int batch_size = 500;
  bool dry_run = false;
};
struct GoLiveOptions {
  std::string sandbox_at;
};
struct BoardOptions {
  bool units = false;
};
struct ScoresOptions {
  /// Whose score with its lines; empty: the whole table.
  std::string id;
  v1::ScoreKind kind = v1::SCORE_KIND_CHAIN;
  std::string assessment;
  bool csv = false;
};
struct TargetsOptions {
  /// Also how each was judged, step by step.
  bool steps = false;
  std::string chain;
  std::string programme;
  std::string unit;
  v1::Light light = v1::LIGHT_UNSPECIFIED;
};
struct AlertsOptions {
  bool all = false;
  v1::Severity min_severity = v1::SEVERITY_UNSPECIFIED;
  std::string chain;
  std::string unit;
  v1::Condition condition = v1::CONDITION_UNSPECIFIED;
};
struct AlertOptions {
  std::string alert;
};
/// Exactly one of the texts, or the city.
struct ExplainOptions {
  /// A target, or "item/milestone".
  std::string target;
  std::string item;
  std::string issue;
  std::string obligation;
  std::string chain;
  std::string unit;
  bool city = false;
};
struct WhatIfOptions {
  /// Indicator, period, value.
  std::vector<std::tuple<std::string, std::string, std::string>> reports;
  std::string clock;
  /// Files or folders of YAML.
  std::vector<std::string> put;
  std::vector<std::string> removed_targets;
};
struct LintOptions {
  std::string folder;
};
struct TestOptions {
  std::vector<std::string> paths;
};
/// What a person does about an alert: every step, from `ack` to `decide`.
struct ActOptions {
  std::string alert;
  v1::AlertAction action;
  /// As its author saw it; 0: the alert's present one.
  int64_t sequence = 0;
};
struct ResendOptions {
  std::string delivery;
};
struct NotifyTestOptions {
  std::string receiver;
  std::string post;
  std::string text;
};
struct SilenceListOptions {
  /// Also those that have ended.
  bool all = false;
};
struct SilenceAddOptions {
  std::string id;
  std::string reason;
  /// "YYYY-MM-DD HH:MM" in the jurisdiction's civil time; empty `from`: now.
  std::string from;
  std::string to;
  std::vector<v1::Condition> conditions;
  std::vector<std::string> chains;
  std::vector<std::string> units;
  std::vector<std::string> programmes;
  std::vector<std::string> subjects;
  /// "name=value".
  std::vector<std::string> labels;
  /// 1 (Monday) to 7.
  std::vector<int> weekdays;
  /// "HH:MM".
  std::string daily_from;
  std::string daily_to;
};
struct SilenceEndOptions {
  std::string id;
};
struct CircularDraftOptions {
  bool publish = false;
  std::string from;
  std::string to;
  std::string reply_by;
  std::string title;
  /// Files to write; empty: none.
  std::string html;
  std::string xlsx;
};
struct CircularListOptions {};
struct CircularShowOptions {
  std::string circular;
  std::string html;
  std::string xlsx;
};
struct WatchOptions {
  std::string resume_token;
  std::string token_file;
  int64_t count = 0;
};
struct RouteTestOptions {
  std::string alert;
  v1::Condition condition = v1::CONDITION_UNSPECIFIED;
  v1::Severity severity = v1::SEVERITY_UNSPECIFIED;
  std::vector<std::string> chains;
  std::string unit;
  std::string programme;
  std::string subject;
  /// "name=value".
  std::vector<std::string> labels;
  int days = 30;
};
struct ToldOptions {
  std::string alert;
};
struct DeliveriesOptions {
  v1::DeliveryState state = v1::DELIVERY_STATE_UNSPECIFIED;
  std::string alert;
  int limit = 50;
  bool text = false;
};
struct ReplayOptions {};
struct ClockShowOptions {};
struct ClockAdvanceOptions {
  std::string to;
  std::string by;
};
struct CatalogueGetOptions {
  std::vector<v1::ResourceKind> kinds;
};
struct CatalogueExportOptions {
  std::string folder;
};
struct VersionOptions {};

using CommandOptions =
    std::variant<VersionOptions, OpenOptions, ApplyOptions, ReportOptions, ReportMilestoneOptions, ReportStageOptions,
                 ReportObligationOptions, ReportIssueOptions, ReportMemberOptions, ImportOptions, GoLiveOptions,
                 BoardOptions, ScoresOptions, TargetsOptions, AlertsOptions, AlertOptions, ExplainOptions,
                 WhatIfOptions, LintOptions, TestOptions, ActOptions, ResendOptions, NotifyTestOptions,
                 SilenceListOptions, SilenceAddOptions, SilenceEndOptions, CircularDraftOptions, CircularListOptions,
                 CircularShowOptions, WatchOptions, RouteTestOptions, ToldOptions, DeliveriesOptions, ReplayOptions,
                 ClockShowOptions, ClockAdvanceOptions, CatalogueGetOptions, CatalogueExportOptions>;

/// A command line that was understood.
struct Invocation {
  GlobalOptions global;
  CommandOptions command;
};

}  // namespace liandu::cli
