#pragma once

#include "absl/status/statusor.h"
#include "cli/arguments/exit_code.h"
#include "cli/arguments/options.h"
#include "cli/commands/context.h"

/// One function per command, each in a file of its own name. Each prints its answer and says how the program ends; a
/// status is an error that is still to be told.
namespace liandu::cli {

using Outcome = absl::StatusOr<ExitCode>;

Outcome Run(const VersionOptions& options, Context& context);
Outcome Run(const OpenOptions& options, Context& context);
Outcome Run(const ApplyOptions& options, Context& context);
Outcome Run(const ReportOptions& options, Context& context);
Outcome Run(const ReportMilestoneOptions& options, Context& context);
Outcome Run(const ReportStageOptions& options, Context& context);
Outcome Run(const ReportObligationOptions& options, Context& context);
Outcome Run(const ReportIssueOptions& options, Context& context);
Outcome Run(const ReportMemberOptions& options, Context& context);
Outcome Run(const ImportOptions& options, Context& context);
Outcome Run(const GoLiveOptions& options, Context& context);
Outcome Run(const BoardOptions& options, Context& context);
Outcome Run(const ScoresOptions& options, Context& context);
Outcome Run(const TargetsOptions& options, Context& context);
Outcome Run(const AlertsOptions& options, Context& context);
Outcome Run(const AlertOptions& options, Context& context);
Outcome Run(const ExplainOptions& options, Context& context);
Outcome Run(const WhatIfOptions& options, Context& context);
Outcome Run(const LintOptions& options, Context& context);
Outcome Run(const TestOptions& options, Context& context);
Outcome Run(const ActOptions& options, Context& context);
Outcome Run(const ResendOptions& options, Context& context);
Outcome Run(const NotifyTestOptions& options, Context& context);
Outcome Run(const SilenceListOptions& options, Context& context);
Outcome Run(const SilenceAddOptions& options, Context& context);
Outcome Run(const SilenceEndOptions& options, Context& context);
Outcome Run(const CircularDraftOptions& options, Context& context);
Outcome Run(const CircularListOptions& options, Context& context);
Outcome Run(const CircularShowOptions& options, Context& context);
Outcome Run(const WatchOptions& options, Context& context);
Outcome Run(const RouteTestOptions& options, Context& context);
Outcome Run(const ToldOptions& options, Context& context);
Outcome Run(const DeliveriesOptions& options, Context& context);
Outcome Run(const ReplayOptions& options, Context& context);
Outcome Run(const ClockShowOptions& options, Context& context);
Outcome Run(const ClockAdvanceOptions& options, Context& context);
Outcome Run(const CatalogueGetOptions& options, Context& context);
Outcome Run(const CatalogueExportOptions& options, Context& context);

}  // namespace liandu::cli
