#include "evaluator/domain/count_filter.h"

#include <algorithm>

#include "model/rational.h"

namespace liandu::evaluator {
namespace {

using Op = model::FormulaFilter::Op;

/// -1, 0, 1.
int Order(std::string_view left, std::string_view right) {
  const auto a = model::Decimal::Parse(left);
  const auto b = model::Decimal::Parse(right);
  if (!a.ok() || !b.ok()) return left < right ? -1 : left > right ? 1 : 0;
  const model::Rational difference = model::ToRational(*a) - model::ToRational(*b);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

bool Holds(Op op, int order) {
  switch (op) {
    case Op::kEq:
    case Op::kNe:
      return order == 0;
    case Op::kLt:
      return order < 0;
    case Op::kLe:
      return order <= 0;
    case Op::kGt:
      return order > 0;
    case Op::kGe:
      return order >= 0;
    default:
      return false;
  }
}

}  // namespace

bool Satisfies(const model::FormulaFilter& filter, FieldValues values) {
  const auto satisfies = [&](const model::FormulaFilter& operand) { return Satisfies(operand, values); };
  const auto& operands = filter.operands;
  if (filter.op == Op::kAnd) return std::all_of(operands.begin(), operands.end(), satisfies);
  if (filter.op == Op::kOr) return std::any_of(operands.begin(), operands.end(), satisfies);
  if (filter.op == Op::kNot) return std::none_of(operands.begin(), operands.end(), satisfies);
  bool holds = false;
  values(filter.field, [&](std::string_view value) {
    holds = holds || (!value.empty() && Holds(filter.op, Order(value, filter.value)));
  });
  return filter.op == Op::kNe ? !holds : holds;
}

std::string_view ItemListName(model::ItemList list) {
  switch (list) {
    case model::ItemList::kKeyTasks:
      return "key_tasks";
    case model::ItemList::kSupportPolicies:
      return "support_policies";
    case model::ItemList::kKeyProjects:
      return "key_projects";
    case model::ItemList::kMajorEvents:
      return "major_events";
    case model::ItemList::kUnspecified:
      break;
  }
  return "";
}

std::string_view ItemKindName(model::ItemKind kind) {
  switch (kind) {
    case model::ItemKind::kDeliver:
      return "deliver";
    case model::ItemKind::kPublish:
      return "publish";
    case model::ItemKind::kBid:
      return "bid";
    case model::ItemKind::kPilot:
      return "pilot";
    case model::ItemKind::kEvent:
      return "event";
    case model::ItemKind::kTrend:
      return "trend";
    case model::ItemKind::kUnspecified:
      break;
  }
  return "";
}

}  // namespace liandu::evaluator
