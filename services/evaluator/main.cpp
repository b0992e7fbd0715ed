#include <iostream>
#include <string_view>

#include "evaluator/app.h"
#include "evaluator/inbound/test_command.h"

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "test") {
    return liandu::evaluator::RunTestCommand({argv + 2, argv + argc}, std::cout, std::cerr);
  }
  liandu::platform::ShutdownSignals signals;
  liandu::evaluator::EvaluatorSettings settings;
  settings.service.grpc.listen_address = "127.0.0.1:7102";
  settings.service.metrics.listen_address = "127.0.0.1:7112";
  liandu::platform::ConfigTable table("liandu-evaluator",
                                      "judges the log of a city's promises and answers how they stand.");
  liandu::evaluator::AddEvaluatorFields(settings, table);
  const auto outcome =
      table.Load(liandu::platform::ProcessArguments(argc, argv), liandu::platform::ProcessEnvironment());
  std::cout << outcome.standard_output;
  std::cerr << outcome.standard_error;
  if (!outcome.run) return outcome.exit_code;
  return liandu::evaluator::RunEvaluator(settings, signals);
}
