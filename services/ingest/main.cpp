#include <cstdio>

#include "ingest/app.h"

int main(int argc, char** argv) {
  namespace ingest = liandu::ingest;
  namespace platform = liandu::platform;
  platform::ShutdownSignals signals;
  ingest::IngestSettings settings;
  platform::ConfigTable table("liandu-ingest",
                              "Takes catalogues, reports and what people do about alerts, and makes them durable.");
  ingest::AddFields(settings, table);
  const platform::ConfigTable::Outcome outcome =
      table.Load(platform::ProcessArguments(argc, argv), platform::ProcessEnvironment());
  std::fputs(outcome.standard_output.c_str(), stdout);
  std::fputs(outcome.standard_error.c_str(), stderr);
  if (!outcome.run) return outcome.exit_code;
  return ingest::RunApp(settings, signals);
}
