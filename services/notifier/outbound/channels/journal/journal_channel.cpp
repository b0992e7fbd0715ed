#include "notifier/outbound/channels/journal/journal_channel.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

/// Messages hold links by which people act.
constexpr mode_t kOwnerOnly = 0600;

/// An open file, closed with its owner.
class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kOwnerOnly)) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool Append(const std::string& text) const {
    if (descriptor_ < 0) return false;
    for (size_t written = 0; written < text.size();) {
      const ssize_t count = write(descriptor_, text.data() + written, text.size() - written);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      written += static_cast<size_t>(count);
    }
    return fsync(descriptor_) == 0;
  }

 private:
  int descriptor_;
};

}  // namespace

JournalChannel::JournalChannel(JournalSettings settings) : settings_(std::move(settings)) {}

SendResult JournalChannel::Send(const OutgoingMessage& message) {
  if (aborted_) return Retry(SendReason::kStopping, "the notifier is stopping");
  const std::string text = JournalText(message);
  std::lock_guard lock(mutex_);
  if (!settings_.path.empty() && !File(settings_.path).Append(text)) {
    return Retry(SendReason::kStorage, absl::StrCat("cannot append to ", settings_.path, ": ", std::strerror(errno)));
  }
  if (settings_.console) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }
  return {};
}

std::string JournalText(const OutgoingMessage& message) {
  const std::string& name =
      message.jurisdiction_display_name.empty() ? message.jurisdiction : message.jurisdiction_display_name;
  const std::string link = message.link.empty() ? "" : absl::StrCat("\n链接：", message.link);
  return absl::StrCat("──────── ", name, " · ", message.delivery.receiver, " ────────\n", message.delivery.text,
                      "\n投递：", message.delivery.id, link, "\n\n");
}

}  // namespace liandu::notifier
