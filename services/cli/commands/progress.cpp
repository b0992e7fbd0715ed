#include "cli/commands/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace liandu::cli {
namespace {

constexpr int64_t kBarWidth = 30;

}  // namespace

std::string Bar(int64_t done, int64_t total, int64_t width) {
  const int64_t filled = total <= 0 ? width : std::clamp<int64_t>(done * width / total, 0, width);
  std::string bar;
  for (int64_t i = 0; i < width; ++i) bar += i < filled ? "█" : "░";
  return bar;
}

Progress::~Progress() {
  if (last_percent_ >= 0 && output_.screen().terminal) output_.Remark("\n");
}

void Progress::Show(int64_t done, int64_t total) {
  if (output_.json()) return;
  const int64_t percent = total <= 0 ? 100 : done * 100 / total;
  if (output_.screen().terminal) {
    if (percent == last_percent_) return;
    output_.Remark(absl::StrFormat("\r%s %s %3d%%  %d/%d", what_, Bar(done, total, kBarWidth), percent, done, total));
  } else if (percent / 10 != last_tenth_) {
    output_.Remark(absl::StrCat(what_, " ", done, "/", total, "（", percent, "%）\n"));
  }
  last_tenth_ = percent / 10;
  last_percent_ = percent;
}

}  // namespace liandu::cli
