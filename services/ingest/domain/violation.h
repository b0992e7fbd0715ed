#pragma once

#include <string>
#include <vector>

namespace liandu::ingest {

/// Something wrong with a request: the field's path ("targets[3].due_date") and a sentence that says what to do.
struct Violation {
  std::string field;
  std::string description;
  bool operator==(const Violation&) const = default;
};

/// Everything a check found out, all at once.
struct Findings {
  std::vector<Violation> violations;
  /// What is allowed but weak, in Chinese, for people.
  std::vector<std::string> warnings;
};

}  // namespace liandu::ingest
