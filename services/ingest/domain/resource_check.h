#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/domain/merged_catalogue.h"
#include "ingest/domain/violation.h"
#include "model/catalogue.h"

/// The checks on resources, one function per kind; inside of the domain only.
namespace liandu::ingest {

/// One resource under check: where it stands in the request, and the catalogue as it will be.
class ResourceCheck {
 public:
  ResourceCheck(const MergedCatalogue& catalogue, model::ResourceKind kind, int index, Findings& findings)
      : catalogue_(catalogue), kind_(kind), index_(index), findings_(findings) {}

  const MergedCatalogue& catalogue() const { return catalogue_; }
  void Refuse(std::string_view field, std::string description) const;
  /// `subject` names the resource for people ("目标 T013").
  void Warn(const std::string& subject, const std::string& text) const;

  /// The resource referred to; nullptr, and a violation unless the id is empty, if there is none.
  template <typename T>
  const T* Require(std::string_view field, const std::string& id) const {
    if (id.empty()) return nullptr;
    const T* found = catalogue_.Find<T>(id);
    if (found == nullptr) RefuseDangling(field, KindOfType<T>(), id);
    return found;
  }
  template <typename T>
  void RequireAll(std::string_view field, const std::vector<std::string>& ids) const {
    for (size_t i = 0; i < ids.size(); ++i) {
      if (catalogue_.Find<T>(ids[i]) == nullptr) RefuseDangling(At(field, i), KindOfType<T>(), ids[i]);
    }
  }
  /// `first` must not lie after `last`; `field` is where the last stands.
  void RequireOrder(std::string_view field, const std::optional<model::Date>& first,
                    const std::optional<model::Date>& last) const;

  /// "holders[2]".
  static std::string At(std::string_view field, size_t index);

 private:
  void RefuseDangling(std::string_view field, model::ResourceKind kind, const std::string& id) const;

  const MergedCatalogue& catalogue_;
  model::ResourceKind kind_;
  int index_;
  Findings& findings_;
};

void CheckResource(const model::Jurisdiction& jurisdiction, const ResourceCheck& check);
void CheckResource(const model::WorkCalendar& calendar, const ResourceCheck& check);
void CheckResource(const model::UnitOfMeasure& unit, const ResourceCheck& check);
void CheckResource(const model::Unit& unit, const ResourceCheck& check);
void CheckResource(const model::Post& post, const ResourceCheck& check);
void CheckResource(const model::Programme& programme, const ResourceCheck& check);
void CheckResource(const model::Chain& chain, const ResourceCheck& check);
void CheckResource(const model::Indicator& indicator, const ResourceCheck& check);
void CheckResource(const model::Target& target, const ResourceCheck& check);
void CheckResource(const model::Item& item, const ResourceCheck& check);
void CheckResource(const model::Obligation& obligation, const ResourceCheck& check);
void CheckResource(const model::Requirement& requirement, const ResourceCheck& check);
void CheckResource(const model::NotificationPolicy& policy, const ResourceCheck& check);
void CheckResource(const model::Conflict& conflict, const ResourceCheck& check);
void CheckResource(const model::Register& value, const ResourceCheck& check);
void CheckResource(const model::StageMachine& machine, const ResourceCheck& check);
void CheckResource(const model::Watch& watch, const ResourceCheck& check);
void CheckResource(const model::Decision& decision, const ResourceCheck& check);
void CheckResource(const model::Issue& issue, const ResourceCheck& check);
void CheckResource(const model::ScorePolicy& policy, const ResourceCheck& check);
void CheckResource(const model::Assessment& assessment, const ResourceCheck& check);
void CheckResource(const model::Silence& silence, const ResourceCheck& check);
void CheckResource(const model::Circular& circular, const ResourceCheck& check);

/// A derived indicator's formula can be read, and what it names is there.
void CheckFormula(const model::Indicator& indicator, const ResourceCheck& check);

/// Attributes are named once each.
void CheckAttributes(const std::vector<model::Attribute>& attributes, const ResourceCheck& check);

/// Whether a target's values can be compared with its indicator's; otherwise what does not fit, as a sentence.
std::optional<std::string> UnitMismatch(const model::Target& target, const MergedCatalogue& catalogue);

/// "item/milestone" of a dependency as written in an item.
std::string MilestoneKey(const std::string& item, const std::string& reference);

}  // namespace liandu::ingest
