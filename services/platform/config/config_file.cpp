#include "platform/config/config_file.h"

#include <yaml-cpp/yaml.h>

#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "platform/config/text_rules.h"

namespace liandu::platform {
namespace {

constexpr size_t kMaxFileBytes = 1024 * 1024;
constexpr int kMaxDepth = 8;

/// Walks a file's maps and writes down its settings.
class FileWalk {
 public:
  /// `flat`: there are no further maps in it.
  FileWalk(const std::string& path, bool flat, std::vector<FileSetting>& settings, ConfigViolations& violations)
      : path_(path), flat_(flat), settings_(settings), violations_(violations) {}

  void Map(const YAML::Node& map, const std::string& prefix, int depth) {
    if (depth > kMaxDepth) return Complain(map, prefix, "is nested too deeply");
    for (const auto& entry : map) {
      if (!entry.first.IsScalar()) {
        Complain(entry.first, prefix, "has a key that is no word");
        continue;
      }
      const std::string name = prefix.empty() ? entry.first.Scalar() : prefix + "." + entry.first.Scalar();
      if (!names_.insert(name).second) {
        Complain(entry.first, name, "is given twice; remove one");
        continue;
      }
      Value(entry.first, entry.second, name, depth);
    }
  }

  void Complain(const YAML::Node& node, const std::string& name, const std::string& what) {
    violations_.push_back(absl::StrCat(path_, ":", node.Mark().line + 1, ": ", name, " ", what));
  }

 private:
  void Value(const YAML::Node& key, const YAML::Node& value, const std::string& name, int depth) {
    FileSetting setting{.name = name, .line = key.Mark().line + 1};
    if (value.IsMap()) return Map(value, name, depth + 1);
    if (value.IsNull()) {
      setting.values = {""};
    } else if (value.IsScalar()) {
      setting.values = {value.Scalar()};
    } else if (!Sequence(value, name, setting)) {
      return;
    }
    settings_.push_back(std::move(setting));
  }

  /// Scalars, or flat maps; false: it has complained.
  bool Sequence(const YAML::Node& sequence, const std::string& name, FileSetting& setting) {
    setting.is_list = true;
    for (const YAML::Node& item : sequence) {
      if (item.IsMap() && !flat_ && setting.values.empty()) {
        setting.records.push_back({.line = item.Mark().line + 1});
        FileWalk record(path_, true, setting.records.back().settings, violations_);
        record.Map(item, "", kMaxDepth);
      } else if (item.IsScalar() && setting.records.empty()) {
        setting.values.push_back(item.Scalar());
      } else {
        Complain(item, name, "must be a list of plain values, or of maps");
        return false;
      }
    }
    return true;
  }

  const std::string& path_;
  const bool flat_;
  std::vector<FileSetting>& settings_;
  ConfigViolations& violations_;
  std::set<std::string> names_;
};

}  // namespace

std::vector<FileSetting> ReadConfigFile(const std::string& path, ConfigViolations& violations) {
  std::vector<FileSetting> settings;
  if (absl::Status readable = CheckReadable(path); !readable.ok()) {
    violations.push_back(absl::StrCat("--config ", path, " ", readable.message()));
    return settings;
  }
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > kMaxFileBytes) {
    violations.push_back(absl::StrCat(path, ":1: the file is longer than 1 MB"));
    return settings;
  }
  try {
    const YAML::Node root = YAML::Load(text);
    FileWalk walk(path, false, settings, violations);
    if (root.IsMap()) {
      walk.Map(root, "", 0);
    } else if (!root.IsNull()) {
      walk.Complain(root, "the file", "must be a map of settings, \"name: value\" on each line");
    }
  } catch (const YAML::Exception& broken) {
    violations.push_back(absl::StrCat(path, ":", broken.mark.line + 1, ": is no YAML: ", broken.msg));
  }
  return settings;
}

}  // namespace liandu::platform
