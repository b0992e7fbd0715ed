#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "load.h"

namespace liandu::bench {

SteadyTime Now() { return std::chrono::steady_clock::now(); }

double SecondsSince(SteadyTime start) { return std::chrono::duration<double>(Now() - start).count(); }

double Quantile(std::vector<double>& samples, double share) {
  if (samples.empty()) return 0;
  std::sort(samples.begin(), samples.end());
  const auto last = static_cast<double>(samples.size() - 1);
  return samples[static_cast<size_t>(std::lround(share * last))];
}

int MeasureDisk(const Options& options) {
  constexpr int kAppends = 2'000;
  const std::string path = options.folder + "/fsync-probe";
  const int file = open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) {
    std::fprintf(stderr, "liandu-load: cannot write %s: %s\n", path.c_str(), std::strerror(errno));
    return 1;
  }
  std::array<char, 4096> block{};
  std::vector<double> milliseconds;
  milliseconds.reserve(kAppends);
  for (int index = 0; index < kAppends; ++index) {
    const SteadyTime start = Now();
    if (write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size()) || fdatasync(file) != 0) {
      std::fprintf(stderr, "liandu-load: append to %s: %s\n", path.c_str(), std::strerror(errno));
      return 1;
    }
    milliseconds.push_back(SecondsSince(start) * 1e3);
  }
  close(file);
  unlink(path.c_str());
  std::printf("{\"fsync_p50_ms\": %.3f, \"fsync_p99_ms\": %.3f}\n", Quantile(milliseconds, 0.5),
              Quantile(milliseconds, 0.99));
  return 0;
}

}  // namespace liandu::bench
