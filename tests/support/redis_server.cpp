#include "support/redis_server.h"

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
#include <mutex>
#include <utility>

namespace liandu::testing {
namespace {

constexpr const char* kAppendFolder = "appendonlydir";
constexpr const char* kManifest = "appendonlydir/appendonly.aof.manifest";

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "redis fixture: %s\n", what.c_str());
  std::abort();
}

std::string MakeFolder() {
  std::string folder = (std::filesystem::temp_directory_path() / "liandu-redis-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) Die("no temporary folder");
  return folder;
}

}  // namespace

RedisServer::RedisServer(std::vector<std::string> extra) : extra_(std::move(extra)), folder_(MakeFolder()) { Start(); }

RedisServer::~RedisServer() {
  Kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void RedisServer::Launch() {
  std::vector<std::string> arguments{"redis-server",
                                     "--port",
                                     "0",
                                     "--unixsocket",
                                     socket_path(),
                                     "--dir",
                                     folder_,
                                     "--appendonly",
                                     "yes",
                                     "--appendfsync",
                                     "always",
                                     "--no-appendfsync-on-rewrite",
                                     "no",
                                     "--aof-load-truncated",
                                     "no",
                                     "--save",
                                     "",
                                     "--maxmemory-policy",
                                     "noeviction",
                                     "--logfile",
                                     folder_ + "/redis.log",
                                     "--appenddirname",
                                     kAppendFolder};
  arguments.insert(arguments.end(), extra_.begin(), extra_.end());
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_ = fork();
  if (pid_ < 0) Die("fork failed");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execvp("redis-server", pointers.data());
    _exit(127);
  }
}

void RedisServer::Start() {
  if (std::filesystem::exists(folder_ + "/" + kManifest)) {
    const std::string check = "cd " + folder_ + " && echo y | redis-check-aof --fix " + kManifest + " >check.log 2>&1";
    if (std::system(check.c_str()) != 0) Die("redis-check-aof refuses " + folder_);
  }
  Launch();
  AwaitReady();
}

void RedisServer::AwaitReady() {
  platform::redis::StandaloneResolver resolver({socket_path(), "", 0});
  platform::redis::Connection connection(resolver, "test", {}, clock_, observer_);
  std::mutex mutex;
  std::condition_variable never;
  for (int attempt = 0; attempt < 6'000; ++attempt) {
    if (connection.Command("ping", {"PING"}).ok()) return;
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) break;
    std::unique_lock<std::mutex> lock(mutex);
    clock_.WaitFor(lock, never, std::chrono::milliseconds(5), [] { return false; });
  }
  Die("redis-server does not answer, see " + folder_ + "/redis.log");
}

void RedisServer::Kill() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void RedisServer::Restart() {
  Kill();
  Start();
}

void RedisServer::Pause() { kill(pid_, SIGSTOP); }
void RedisServer::Continue() { kill(pid_, SIGCONT); }

platform::redis::Reply RedisServer::Command(std::initializer_list<std::string_view> arguments) {
  platform::redis::StandaloneResolver resolver({socket_path(), "", 0});
  platform::redis::Connection connection(resolver, "test", {}, clock_, observer_);
  absl::StatusOr<platform::redis::Reply> reply = connection.Command("test", arguments);
  if (!reply.ok()) Die(reply.status().ToString());
  return *std::move(reply);
}

int64_t RedisServer::CpuMs() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string field;
  int64_t ticks = 0;
  // Fields 14 and 15 are user and system time; the second, the name, holds no blanks here.
  for (int i = 1; i <= 15 && file >> field; ++i) {
    if (i >= 14) ticks += std::atoll(field.c_str());
  }
  return ticks * 1000 / sysconf(_SC_CLK_TCK);
}

}  // namespace liandu::testing
