#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "model/formula.h"
#include "model/item.h"

/// Conditions on items and on members of registers (FormulaFilter). Pure.
namespace liandu::evaluator {

/// Says for each value of a field whether it satisfies; an item of two chains has two values of `chain`.
using FieldValues = absl::FunctionRef<void(std::string_view field, absl::FunctionRef<void(std::string_view)> take)>;

/// A field without a value satisfies nothing but `!=`. Both sides decimals: compared as numbers, else as texts.
bool Satisfies(const model::FormulaFilter& filter, FieldValues values);

/// "key_projects", "deliver": how filters write them.
std::string_view ItemListName(model::ItemList list);
std::string_view ItemKindName(model::ItemKind kind);

}  // namespace liandu::evaluator
