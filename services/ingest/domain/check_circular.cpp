#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "ingest/domain/resource_check.h"

namespace liandu::ingest {

/// Alerts are the evaluator's: whether they exist is not known here. A circular that names one that does not marks
/// nothing.
void CheckResource(const model::Circular& circular, const ResourceCheck& check) {
  std::set<std::string> alerts;
  for (size_t i = 0; i < circular.entries.size(); ++i) {
    const model::CircularEntry& entry = circular.entries[i];
    const std::string place = ResourceCheck::At("entries", i);
    check.Require<model::Unit>(place + ".unit", entry.unit);
    if (alerts.insert(entry.alert).second) continue;
    check.Refuse(place + ".alert", absl::StrCat("预警“", entry.alert, "”已列在前面；请删去一个"));
  }
  const auto* before = check.catalogue().FindBefore<model::Circular>(circular.id);
  if (before != nullptr && !(*before == circular)) {
    check.Refuse("id", absl::StrCat("通报“", circular.id, "”已经印发，不能再改；请另发一份"));
  }
}

}  // namespace liandu::ingest
