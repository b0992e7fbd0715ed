#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/catalogue.h"

namespace liandu::scenarios {

/// The words of a line, and those of them that read key=value.
struct Words {
  explicit Words(const std::string& line);
  std::vector<std::string> plain;
  std::map<std::string, std::string> named;
  bool Has(const std::string& flag) const;
  std::string Get(const std::string& key) const;
  std::vector<std::string> List(const std::string& key) const;
};

/// Reads "target T013 indicator=I1 programme=P flow ge 100 from=2024-01-01 due=2024-12-31" and its like (README.md).
/// Aborts with the line when it cannot be read.
model::Resource ResourceOfLine(const std::string& line);

}  // namespace liandu::scenarios
