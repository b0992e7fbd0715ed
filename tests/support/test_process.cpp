#include "support/test_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

#include "platform/clock/clock.h"

namespace liandu::testing {
namespace {

constexpr std::chrono::milliseconds kPoll{10};
constexpr int kPolls = 3000;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "test process: %s\n", what.c_str());
  std::abort();
}

pid_t Launch(std::vector<std::string> command, const std::string& output) {
  std::vector<char*> pointers;
  for (std::string& argument : command) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) Die("fork failed");
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    execvp(pointers[0], pointers.data());
    _exit(127);
  }
  return pid;
}

void Pause() {
  const platform::SystemClock clock;
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  clock.WaitFor(lock, never, kPoll, [] { return false; });
}

}  // namespace

TestProcess::TestProcess() : folder_((std::filesystem::temp_directory_path() / "liandu-process-XXXXXX").string()) {
  if (mkdtemp(folder_.data()) == nullptr) Die("no temporary folder");
}

TestProcess::~TestProcess() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void TestProcess::Start(const std::vector<std::string>& command) { pid_ = Launch(command, folder_ + "/output"); }

void TestProcess::Run(const std::vector<std::string>& command) {
  int status = 0;
  waitpid(Launch(command, folder_ + "/output"), &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) Die(command.front() + " failed: " + Read("output"));
}

std::string TestProcess::Read(const std::string& name) const {
  std::ifstream file(folder_ + "/" + name);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string TestProcess::AwaitText(const std::string& name, const std::string& text) {
  for (int i = 0; i < kPolls; ++i) {
    std::string content = Read(name);
    if (content.find(text) != std::string::npos) return content;
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) Die("it has ended: " + Read("output"));
    Pause();
  }
  Die("no \"" + text + "\" in " + name + ": " + Read("output"));
}

}  // namespace liandu::testing
