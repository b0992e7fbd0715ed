#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// YAML as a tree that remembers where everything stands. Pure.
namespace liandu::yaml {

/// A place in a file, counted from 1.
struct Place {
  std::string file;
  int line = 1;
  int column = 1;

  /// "targets/2024.yaml:12".
  std::string ToString() const;
  bool operator==(const Place&) const = default;
};

/// Something wrong in a file: where, in which field (may be empty), and what to do about it, in Chinese.
struct Problem {
  Place place;
  std::string field;
  std::string message;

  /// "targets/2024.yaml:12: targets[3].dueDate: …".
  std::string ToString() const;
};

/// A node of a YAML document.
struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMapping };
  Kind kind = Kind::kNull;
  /// A scalar's text, and whether it stood there without quotes.
  std::string text;
  bool plain = false;
  int line = 1;
  int column = 1;
  /// In a mapping: the key under which this node stands, and where the key stands.
  std::string key;
  int key_line = 1;
  int key_column = 1;
  /// Elements of a sequence, or values of a mapping, in the file's order.
  std::vector<YamlNode> children;

  /// The value under a key of a mapping, or nullptr.
  const YamlNode* Find(std::string_view wanted_key) const;
};

/// Nesting beyond this is refused.
inline constexpr int kMaxYamlDepth = 32;
/// A mapping with more keys is refused (the contract's largest message has fewer than 30 fields).
inline constexpr size_t kMaxYamlKeys = 1000;

/// Parses one file. Refused, each with its place: broken syntax, text that is not UTF-8, a second document, anchors,
/// aliases and tags (which JSON does not have), keys that are no plain text or stand twice, nesting beyond
/// kMaxYamlDepth. An empty file is a null node. The tree is meaningful only if no problem was appended.
YamlNode ParseYaml(const std::string& file, const std::string& text, std::vector<Problem>& problems);

/// How YAML 1.2's core schema reads an unquoted scalar.
enum class PlainType { kText, kNumber, kBool, kNull };
PlainType TypeOfPlainScalar(std::string_view text);

}  // namespace liandu::yaml
