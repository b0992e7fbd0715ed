#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/period.h"
#include "model/register.h"
#include "model/time.h"

/// The words of a scenario's line. They remember what was asked for: what nobody asked for is a slip of the pen.
namespace liandu::scenarios {

/// A line that cannot be read; what() says why, in Chinese. It is thrown while a line is read and becomes the line's
/// failure in PlayScenario; nothing else throws it.
class BadLine : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The words without "=", in order.
class PlainWords {
 public:
  void push_back(std::string word);
  /// BadLine if the line is shorter.
  const std::string& at(size_t index) const;
  const std::string& operator[](size_t index) const { return at(index); }
  size_t size() const { return words_.size(); }
  bool empty() const { return words_.empty(); }
  /// Whoever walks over the words has asked for all of them.
  std::vector<std::string>::const_iterator begin() const;
  std::vector<std::string>::const_iterator end() const { return words_.end(); }
  /// Whether a word stands there; it is then asked for.
  bool Find(const std::string& word) const;
  /// The word that stands after `word`.
  std::optional<std::string> After(const std::string& word) const;
  std::vector<std::string> Unasked() const;

 private:
  std::vector<std::string> words_;
  mutable std::set<size_t> asked_;
};

/// The words that read key=value.
class NamedWords {
 public:
  void Put(std::string key, std::string value);
  bool contains(const std::string& key) const;
  /// Empty if the key does not stand there.
  std::string Get(const std::string& key) const;
  std::vector<std::string> Unasked() const;
  const std::set<std::string>& asked() const { return asked_; }

 private:
  std::map<std::string, std::string> words_;
  mutable std::set<std::string> asked_;
};

/// The words of a line, and those of them that read key=value. They end at spaces outside of '...', whose marks are
/// dropped.
struct Words {
  explicit Words(const std::string& line);
  PlainWords plain;
  NamedWords named;
  bool Has(const std::string& flag) const;
  std::string Get(const std::string& key) const;
  std::vector<std::string> List(const std::string& key) const;
  /// BadLine, with what could have stood there, if a word was not asked for.
  void CheckAllAsked() const;

 private:
  mutable std::set<std::string> flags_;
};

/// What a word says; BadLine if it says no such thing.
model::Date ReadDate(const std::string& word);
model::Decimal ReadDecimal(const std::string& word);
/// What stands behind a key; nullopt where it does not stand there.
std::optional<model::Date> DateOf(const Words& words, const std::string& key);
std::optional<model::Decimal> DecimalOf(const Words& words, const std::string& key);
model::Period ReadPeriod(const std::string& word);
int64_t ReadWhole(const std::string& word);
/// "attributes=investment:25,leading:true".
std::vector<model::Attribute> AttributesOf(const Words& words);

}  // namespace liandu::scenarios
