#include <dirent.h>
#include <prometheus/metric_family.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "platform/telemetry/metrics_listener.h"

namespace liandu::platform {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily Family(const char* name, const char* help, MetricType type, double value) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  prometheus::ClientMetric metric;
  if (type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family.metric.push_back(std::move(metric));
  return family;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  double pages_total = 0;
  double pages_resident = 0;
  statm >> pages_total >> pages_resident;
  return pages_resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double OpenDescriptors() {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  // Not counted: ".", ".." and the folder's own descriptor.
  int count = -3;
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

double MaxDescriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<double>(limit.rlim_cur);
}

/// Boot time plus field 22 of /proc/self/stat.
double StartSeconds() {
  double boot = 0;
  std::ifstream stat("/proc/stat");
  for (std::string line; std::getline(stat, line);) {
    if (line.rfind("btime ", 0) == 0) std::istringstream(line.substr(6)) >> boot;
  }
  std::ifstream self("/proc/self/stat");
  std::string text;
  std::getline(self, text);
  // The name in parentheses may hold spaces; the third field follows it.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  double ticks = 0;
  fields >> ticks;
  return boot + ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class ProcessMetrics final : public prometheus::Collectable {
 public:
  std::vector<MetricFamily> Collect() const override {
    return {
        Family("process_cpu_seconds_total", "User and system CPU time spent.", MetricType::Counter, CpuSeconds()),
        Family("process_resident_memory_bytes", "Resident memory.", MetricType::Gauge, ResidentBytes()),
        Family("process_start_time_seconds", "Start of the process since the epoch.", MetricType::Gauge,
               start_seconds_),
        Family("process_open_fds", "Open file descriptors.", MetricType::Gauge, OpenDescriptors()),
        Family("process_max_fds", "Limit of open file descriptors.", MetricType::Gauge, MaxDescriptors()),
    };
  }

 private:
  double start_seconds_ = StartSeconds();
};

}  // namespace

std::shared_ptr<prometheus::Collectable> MakeProcessMetrics() { return std::make_shared<ProcessMetrics>(); }

}  // namespace liandu::platform
