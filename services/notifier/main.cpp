#include <cstdio>

#include "notifier/app.h"

int main(int argc, char** argv) {
  liandu::platform::ShutdownSignals signals;
  liandu::notifier::NotifierSettings settings;
  liandu::platform::ConfigTable table("liandu-notifier",
                                      "Tells people what the evaluator found, and keeps what was said.");
  liandu::notifier::AddNotifierFields(settings, table);
  const liandu::platform::ConfigTable::Outcome outcome =
      table.Load(liandu::platform::ProcessArguments(argc, argv), liandu::platform::ProcessEnvironment());
  std::fputs(outcome.standard_output.c_str(), stdout);
  std::fputs(outcome.standard_error.c_str(), stderr);
  if (!outcome.run) return outcome.exit_code;
  return liandu::notifier::RunApp(settings, signals);
}
