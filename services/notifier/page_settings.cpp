#include "notifier/page_settings.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "notifier/domain/page/link_keys.h"
#include "platform/config/settings.h"

namespace liandu::notifier {
namespace {

void CheckPages(const PageSettings& settings, platform::ConfigViolations& violations) {
  if (settings.listen.empty()) {
    if (!settings.public_url.empty() || settings.inbox || settings.board) {
      violations.emplace_back("page.public_url, page.inbox and page.board need pages; set page.listen too");
    }
    return;
  }
  const absl::StatusOr<LinkKeys> keys = LinkKeys::Parse(settings.key);
  if (!keys.ok()) violations.push_back(absl::StrCat("page.key: ", std::string(keys.status().message())));
  const std::string& url = settings.public_url;
  const bool is_url = absl::StartsWith(url, "http://") || absl::StartsWith(url, "https://");
  if (!url.empty() && (!is_url || url.find_first_of(" \"<>?#") != std::string::npos)) {
    violations.emplace_back("page.public_url must be http or https, without query");
  }
  const bool loopback = platform::IsLoopback(settings.listen);
  if (!loopback && url.empty()) {
    violations.emplace_back("page.listen is wider than loopback: set page.public_url to what people reach it by");
  }
  if (!loopback && settings.inbox) {
    violations.emplace_back("page.inbox shows everybody's links; it needs page.listen on loopback");
  }
}

}  // namespace

void AddPageFields(PageSettings& settings, platform::ConfigTable& table) {
  table
      .Address("page.listen", settings.listen, {.optional = true},
               "Where the pages for people listen, behind a proxy that speaks TLS; empty: there are none")
      .Text("page.public_url", settings.public_url, "What people's browsers reach the pages by, as links say it", 512)
      .Secret("page.key", settings.key,
              "Keys of 64 hexadecimal digits, a line each: the first signs links, all verify them")
      .Bool("page.inbox", settings.inbox, "Whether /inbox/<jurisdiction> shows what the channel \"journal\" delivered")
      .Bool("page.board", settings.board, "Whether /board/<jurisdiction> shows the state to whoever reaches it")
      .Address("evaluator.target", settings.evaluator_target, {.allow_unix = true}, "The evaluator, for the pages")
      .Address("ingest.target", settings.ingest_target, {.allow_unix = true}, "Ingest, for what people do on the pages")
      .Check([&settings](platform::ConfigViolations& violations) { CheckPages(settings, violations); });
}

}  // namespace liandu::notifier
