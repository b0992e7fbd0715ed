// The kinds of fields that a ConfigTable knows.
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/config/config_table.h"
#include "platform/config/text_rules.h"

namespace liandu::platform {
namespace {

/// Takes the text over if it is good.
absl::Status Assign(std::string& value, const std::string& text, const absl::Status& status) {
  if (status.ok()) value = text;
  return status;
}

std::string QuoteList(const std::vector<std::string>& values) {
  std::vector<std::string> quoted;
  for (const std::string& value : values) quoted.push_back(QuoteYaml(value));
  return absl::StrCat("[", absl::StrJoin(quoted, ", "), "]");
}

}  // namespace

ConfigTable& ConfigTable::Text(std::string name, std::string& value, std::string doc, size_t max_bytes) {
  Field field{.name = std::move(name), .type = "text", .default_text = QuoteYaml(value), .doc = std::move(doc)};
  field.set = [&value, max_bytes](const std::string& text) {
    return Assign(value, text, CheckPlainText(text, max_bytes));
  };
  field.show = [&value] { return QuoteYaml(value); };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::Choice(std::string name, std::string& value, std::vector<std::string> choices,
                                 std::string doc) {
  const std::string words = absl::StrJoin(choices, " | ");
  Field field{.name = std::move(name), .type = words, .default_text = value, .doc = std::move(doc)};
  field.set = [&value, choices = std::move(choices), words](const std::string& text) {
    for (const std::string& choice : choices) {
      if (text == choice) return Assign(value, text, absl::OkStatus());
    }
    return absl::InvalidArgumentError(absl::StrCat("must be one of ", words));
  };
  field.show = [&value] { return value; };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::Integer(std::string name, int64_t& value, int64_t min, int64_t max, std::string doc) {
  Field field{.name = std::move(name),
              .type = absl::StrCat(min, " to ", max),
              .default_text = absl::StrCat(value),
              .doc = std::move(doc)};
  field.set = [&value, min, max](const std::string& text) {
    int64_t number = 0;
    if (!absl::SimpleAtoi(text, &number) || number < min || number > max) {
      return absl::InvalidArgumentError(absl::StrCat("must be a whole number from ", min, " to ", max));
    }
    value = number;
    return absl::OkStatus();
  };
  field.show = [&value] { return absl::StrCat(value); };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::Bool(std::string name, bool& value, std::string doc) {
  Field field{
      .name = std::move(name), .type = "true | false", .default_text = value ? "true" : "false", .doc = std::move(doc)};
  field.set = [&value](const std::string& text) {
    if (text != "true" && text != "false") return absl::InvalidArgumentError("must be true or false");
    value = text == "true";
    return absl::OkStatus();
  };
  field.show = [&value] { return std::string(value ? "true" : "false"); };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::Address(std::string name, std::string& value, AddressRules rules, std::string doc) {
  Field field{.name = std::move(name),
              .type = rules.allow_unix ? "host:port or unix:/path" : "host:port",
              .default_text = QuoteYaml(value),
              .doc = std::move(doc)};
  field.set = [&value, rules](const std::string& text) {
    const bool absent = text.empty() && rules.optional;
    return Assign(value, text, absent ? absl::OkStatus() : CheckAddress(text, rules.allow_unix));
  };
  field.show = [&value] { return QuoteYaml(value); };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::File(std::string name, std::string& value, std::string doc) {
  Field field{.name = std::move(name), .type = "file", .default_text = QuoteYaml(value), .doc = std::move(doc)};
  field.set = [&value](const std::string& text) {
    return Assign(value, text, text.empty() ? absl::OkStatus() : CheckReadable(text));
  };
  field.show = [&value] { return QuoteYaml(value); };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::List(std::string name, std::vector<std::string>& value, size_t max_items, std::string doc) {
  Field field{.name = std::move(name),
              .type = absl::StrCat("list of at most ", max_items),
              .default_text = QuoteList(value),
              .doc = std::move(doc)};
  field.set_list = [&value, max_items](const std::vector<std::string>& items) {
    if (items.size() > max_items)
      return absl::InvalidArgumentError(absl::StrCat("has more than ", max_items, " items"));
    for (const std::string& item : items) {
      if (absl::Status plain = CheckPlainText(item, 1024); !plain.ok()) return plain;
      if (item.empty()) return absl::InvalidArgumentError("has an empty item");
    }
    value = items;
    return absl::OkStatus();
  };
  field.set = [set_list = field.set_list](const std::string& text) {
    std::vector<std::string> items;
    if (!text.empty()) {
      for (absl::string_view item : absl::StrSplit(text, ',')) items.emplace_back(absl::StripAsciiWhitespace(item));
    }
    return set_list(items);
  };
  field.show = [&value] { return QuoteList(value); };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::Secret(std::string name, std::string& value, std::string doc) {
  // Shared by both ways in: the path is shown, the value never.
  auto path = std::make_shared<std::string>();
  auto from_environment = std::make_shared<bool>(false);
  Field by_file{.name = name + "_file", .type = "file", .default_text = "\"\"", .doc = doc + " (path of a file)"};
  by_file.set = [&value, path](const std::string& text) {
    if (text.empty()) return absl::OkStatus();
    absl::StatusOr<std::string> secret = ReadSecretFile(text);
    if (!secret.ok()) return secret.status();
    *path = text;
    value = *secret;
    return absl::OkStatus();
  };
  by_file.show = [path] { return QuoteYaml(*path); };
  Field direct{.name = std::move(name), .type = "secret", .doc = std::move(doc), .environment_only = true};
  direct.set = [&value, from_environment](const std::string& text) {
    *from_environment = !text.empty();
    return Assign(value, text,
                  text.size() > 64 * 1024 ? absl::InvalidArgumentError("is longer than 64 kB") : absl::OkStatus());
  };
  direct.show = [from_environment] { return std::string(*from_environment ? "set" : ""); };
  fields_.push_back(std::move(by_file));
  fields_.push_back(std::move(direct));
  return *this;
}

ConfigTable& ConfigTable::Records(std::string name, std::vector<ConfigRecord>& value, size_t max_items,
                                  std::function<std::string(const std::string&, const std::string&)> shown,
                                  std::string doc) {
  Field field{.name = std::move(name),
              .type = absl::StrCat("list of at most ", max_items, " maps, in the file only"),
              .default_text = "[]",
              .doc = std::move(doc)};
  field.set_records = [&value, max_items](const std::vector<ConfigRecord>& records) {
    if (records.size() > max_items) {
      return absl::InvalidArgumentError(absl::StrCat("has more than ", max_items, " items"));
    }
    value = records;
    return absl::OkStatus();
  };
  field.set = [](const std::string&) { return absl::InvalidArgumentError("is given in the file (--config) only"); };
  field.show = [&value, shown = std::move(shown)] {
    std::vector<std::string> records;
    for (const ConfigRecord& record : value) {
      std::vector<std::string> pairs;
      for (const auto& [key, given] : record.values) {
        std::vector<std::string> texts;
        for (const std::string& text : given.texts) texts.push_back(shown(key, text));
        const bool single = !given.is_list && texts.size() == 1;
        pairs.push_back(absl::StrCat(key, ": ", single ? QuoteYaml(texts.front()) : QuoteList(texts)));
      }
      records.push_back(absl::StrCat("{", absl::StrJoin(pairs, ", "), "}"));
    }
    return absl::StrCat("[", absl::StrJoin(records, ", "), "]");
  };
  fields_.push_back(std::move(field));
  return *this;
}

ConfigTable& ConfigTable::Check(std::function<void(ConfigViolations&)> check) {
  checks_.push_back(std::move(check));
  return *this;
}

}  // namespace liandu::platform
