#include <CLI/CLI.hpp>
#include <functional>
#include <map>

#include "load.h"

int main(int argc, char** argv) {
  using liandu::bench::Options;
  CLI::App app("Load generator of tests/bench/run");
  Options options;
  app.add_option("--ingest", options.ingest, "host:port of ingest");
  app.add_option("--evaluator", options.evaluator, "host:port of the evaluator");
  app.add_option("--city", options.city);
  app.add_option("--targets", options.targets);
  app.add_option("--due-first", options.due_first);
  app.add_option("--sums", options.sums);
  app.add_option("--units", options.units);
  app.add_option("--year", options.year);
  app.add_option("--reports", options.reports);
  app.add_option("--batch", options.batch);
  app.add_option("--in-flight", options.in_flight);
  app.add_option("--streams", options.streams);
  app.add_option("--first-revision", options.first_revision);
  app.add_option("--folder", options.folder);
  app.add_option("--webhook-port", options.webhook_port);
  const std::map<std::string, std::function<int(const Options&)>> commands = {
      {"open", liandu::bench::OpenCity},
      {"stream", liandu::bench::StreamReports},
      {"single", liandu::bench::SingleReports},
      {"latency", liandu::bench::MeasureLatency},
      {"disk", liandu::bench::MeasureDisk},
      {"effect", liandu::bench::MeasureEffect},
      {"midnight", liandu::bench::MeasureMidnight},
      {"evening", liandu::bench::GoToEvening},
      {"await", liandu::bench::AwaitEvaluator},
  };
  for (const auto& [name, run] : commands) app.add_subcommand(name)->fallthrough();
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  return commands.at(app.get_subcommands().front()->get_name())(options);
}
