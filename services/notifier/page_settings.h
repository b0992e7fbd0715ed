#pragma once

#include <string>

#include "platform/config/config_table.h"

namespace liandu::notifier {

/// The pages for people.
struct PageSettings {
  /// Empty: there are no pages, and messages hold no links.
  std::string listen;
  /// What people's browsers reach them by; empty: the bound address.
  std::string public_url;
  /// Secret: LinkKeys::Parse.
  std::string key;
  bool inbox = false;
  bool board = false;
  std::string evaluator_target = "127.0.0.1:7101";
  std::string ingest_target = "127.0.0.1:7100";
};

/// Binds every field of the settings, and the rules between them.
void AddPageFields(PageSettings& settings, platform::ConfigTable& table);

}  // namespace liandu::notifier
