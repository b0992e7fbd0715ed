#include "fuzz_target.h"
#include "model/formula.h"
#include "model/formula_type.h"

/// Formulas, as a catalogue's author types them; whatever is read also has a dimension, or a reason why not.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using liandu::model::Indicator;
  using liandu::model::UnitOfMeasure;
  const std::string_view text = liandu::fuzz::TextOf(data, size);
  const auto formula = liandu::model::ParseFormula(text);
  if (!formula.ok()) {
    liandu::fuzz::Hold(!formula.status().message().empty(), "a refusal says why");
    return 0;
  }
  Indicator indicator;
  indicator.id = "a";
  indicator.unit_of_measure = "%";
  indicator.formula = text;
  const UnitOfMeasure percent{"%", "percent", {1, 0}};
  const auto dimension =
      liandu::model::ResolveDimension(*formula, indicator,
                                      {[&](const std::string& id) { return id.size() % 2 == 1 ? &indicator : nullptr; },
                                       [&](const std::string&) { return &percent; },
                                       [&](const std::string&) { return std::vector<const Indicator*>{&indicator}; }});
  liandu::fuzz::Hold(dimension.ok() || !dimension.status().message().empty(), "a misfit says why");
  liandu::fuzz::Hold(liandu::model::IndicatorsOf(*formula).size() <= text.size(), "names come from the text");
  return 0;
}
