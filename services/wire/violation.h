#pragma once

#include <string>

namespace liandu::wire {

/// Something wrong with a message: the field's path ("targets[3].due_date") and a sentence that says what to do.
struct Violation {
  std::string field;
  std::string description;
  bool operator==(const Violation&) const = default;
};

}  // namespace liandu::wire
