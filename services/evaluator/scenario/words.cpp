#include "evaluator/scenario/words.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace liandu::scenarios {

void PlainWords::push_back(std::string word) { words_.push_back(std::move(word)); }

const std::string& PlainWords::at(size_t index) const {
  if (index >= words_.size()) throw BadLine(absl::StrCat("缺第 ", index + 1, " 个词"));
  asked_.insert(index);
  return words_[index];
}

std::vector<std::string>::const_iterator PlainWords::begin() const {
  for (size_t i = 0; i < words_.size(); ++i) asked_.insert(i);
  return words_.begin();
}

bool PlainWords::Find(const std::string& word) const {
  const auto found = std::find(words_.begin(), words_.end(), word);
  if (found == words_.end()) return false;
  asked_.insert(static_cast<size_t>(found - words_.begin()));
  return true;
}

std::optional<std::string> PlainWords::After(const std::string& word) const {
  const auto found = std::find(words_.begin(), words_.end(), word);
  if (found == words_.end() || found + 1 == words_.end()) return std::nullopt;
  asked_.insert(static_cast<size_t>(found - words_.begin()) + 1);
  return *(found + 1);
}

std::vector<std::string> PlainWords::Unasked() const {
  std::vector<std::string> unasked;
  for (size_t i = 0; i < words_.size(); ++i) {
    if (!asked_.contains(i)) unasked.push_back(words_[i]);
  }
  return unasked;
}

void NamedWords::Put(std::string key, std::string value) {
  if (!words_.emplace(key, std::move(value)).second) throw BadLine(absl::StrCat(key, "= 写了两次"));
}

bool NamedWords::contains(const std::string& key) const {
  asked_.insert(key);
  return words_.contains(key);
}

std::string NamedWords::Get(const std::string& key) const {
  asked_.insert(key);
  const auto it = words_.find(key);
  return it == words_.end() ? "" : it->second;
}

std::vector<std::string> NamedWords::Unasked() const {
  std::vector<std::string> unasked;
  for (const auto& [key, value] : words_) {
    if (!asked_.contains(key)) unasked.push_back(absl::StrCat(key, "="));
  }
  return unasked;
}

namespace {

std::vector<std::string> SplitOutsideQuotes(const std::string& line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
    } else if (!quoted && (c == ' ' || c == '\t' || c == '\r')) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (quoted) throw BadLine("引号 ' 没有写完");
  std::erase(words, "");
  return words;
}

}  // namespace

Words::Words(const std::string& line) {
  for (const std::string& word : SplitOutsideQuotes(line)) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos) {
      plain.push_back(word);
    } else {
      named.Put(word.substr(0, equals), word.substr(equals + 1));
    }
  }
}

bool Words::Has(const std::string& flag) const {
  flags_.insert(flag);
  return plain.Find(flag);
}

std::string Words::Get(const std::string& key) const { return named.Get(key); }

std::vector<std::string> Words::List(const std::string& key) const {
  const std::string text = Get(key);
  return text.empty() ? std::vector<std::string>() : std::vector<std::string>(absl::StrSplit(text, ','));
}

void Words::CheckAllAsked() const {
  std::vector<std::string> unasked = plain.Unasked();
  const std::vector<std::string> keys = named.Unasked();
  unasked.insert(unasked.end(), keys.begin(), keys.end());
  if (unasked.empty()) return;
  std::string allowed = absl::StrJoin(
      named.asked(), " ", [](std::string* text, const std::string& key) { absl::StrAppend(text, key, "="); });
  if (!flags_.empty()) absl::StrAppend(&allowed, allowed.empty() ? "" : " ", absl::StrJoin(flags_, " "));
  throw BadLine(absl::StrCat("不认识“", absl::StrJoin(unasked, " "), "”",
                             allowed.empty() ? "：这一行没有更多可写的" : absl::StrCat("；这一行还能写：", allowed)));
}

std::vector<model::Attribute> AttributesOf(const Words& words) {
  std::vector<model::Attribute> attributes;
  for (const std::string& text : words.List("attributes")) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits(':', 1));
    attributes.push_back({parts.first, parts.second});
  }
  return attributes;
}

model::Date ReadDate(const std::string& word) {
  const auto date = model::Date::Parse(word);
  if (!date.ok()) throw BadLine(absl::StrCat("“", word, "”不是日期，应写成 2024-06-30"));
  return *date;
}

model::Decimal ReadDecimal(const std::string& word) {
  const auto value = model::Decimal::Parse(word);
  if (!value.ok()) throw BadLine(absl::StrCat("“", word, "”不是数，应写成 12.5"));
  return *value;
}

model::Period ReadPeriod(const std::string& word) {
  const auto period = model::Period::Parse(word);
  if (!period.ok()) {
    throw BadLine(absl::StrCat("“", word, "”不是期间，应写成 2024、2024H1、2024Q2、2024-06 或 2024-06-30"));
  }
  return *period;
}

int64_t ReadWhole(const std::string& word) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) {
    throw BadLine(absl::StrCat("“", word, "”不是整数"));
  }
  return value;
}

std::optional<model::Date> DateOf(const Words& words, const std::string& key) {
  const std::string text = words.Get(key);
  return text.empty() ? std::nullopt : std::optional(ReadDate(text));
}

std::optional<model::Decimal> DecimalOf(const Words& words, const std::string& key) {
  const std::string text = words.Get(key);
  return text.empty() ? std::nullopt : std::optional(ReadDecimal(text));
}

}  // namespace liandu::scenarios
