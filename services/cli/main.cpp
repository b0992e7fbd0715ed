#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#include "cli/app.h"
#include "platform/clock/clock.h"

namespace {

/// Columns for files, pipes and terminals that do not say how wide they are.
constexpr size_t kWidthElsewhere = 100;

liandu::cli::Screen ScreenOf(int descriptor) {
  liandu::cli::Screen screen;
  screen.terminal = isatty(descriptor) == 1;
  screen.colour = screen.terminal;
  winsize size{};
  if (screen.terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0) screen.width = size.ws_col;
  if (screen.width == 0) screen.width = kWidthElsewhere;
  return screen;
}

liandu::cli::Variables ReadEnvironment() {
  liandu::cli::Variables variables;
  for (const char* name : {"LIANDU_INGEST", "LIANDU_EVALUATOR", "LIANDU_NOTIFIER", "LIANDU_JURISDICTION",
                           "LIANDU_ACTOR", "LIANDU_HOME", "NO_COLOR", "USER"}) {
    if (const char* value = std::getenv(name)) variables[name] = value;
  }
  return variables;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away (`| head`) ends writes, not the program in the middle of one.
  std::signal(SIGPIPE, SIG_IGN);
  const liandu::platform::SystemClock clock;
  const liandu::cli::Pause pause = [&clock](std::chrono::milliseconds delay) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock<std::mutex> lock(mutex);
    clock.WaitFor(lock, never, delay, [] { return false; });
  };
  std::error_code error;
  return liandu::cli::RunApp({argv + 1, argv + argc}, {std::cout, std::cerr, ScreenOf(STDOUT_FILENO), ReadEnvironment(),
                                                       std::filesystem::current_path(error).string(), clock, pause,
                                                       liandu::cli::BecomeProgramBeside});
}
