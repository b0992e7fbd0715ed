#pragma once

#include "model/alert.h"
#include "model/catalogue.h"

/// Caps of rule R17. Pure.
namespace liandu::evaluator {

struct SeverityCaps {
  /// 力争/争取: outcomes one step lower, blue at least.
  bool stretch = false;
  /// The due date was inferred: yellow at most.
  bool due_inferred = false;
  /// The programme is a draft: blue at most.
  bool draft = false;
};

/// The severity that may be said; none stays none.
inline model::Severity Capped(model::Severity severity, const SeverityCaps& caps) {
  if (severity == model::Severity::kNone) return severity;
  if (caps.stretch && severity > model::Severity::kBlue) {
    severity = severity == model::Severity::kRed ? model::Severity::kYellow : model::Severity::kBlue;
  }
  if (caps.due_inferred && severity > model::Severity::kYellow) severity = model::Severity::kYellow;
  if (caps.draft) severity = model::Severity::kBlue;
  return severity;
}

/// The light that a capped severity gives: blue changes none, so what would show without the trouble stays.
inline model::Light LightOf(model::Severity capped, model::Light otherwise) {
  if (capped == model::Severity::kRed) return model::Light::kRed;
  if (capped == model::Severity::kYellow) return model::Light::kYellow;
  return otherwise;
}

}  // namespace liandu::evaluator
