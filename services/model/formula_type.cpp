#include "model/formula_type.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "model/rational.h"

namespace liandu::model {
namespace {

constexpr const char* kCount = "count";
constexpr const char* kPercent = "percent";
constexpr const char* kPoints = "percentage_points";
constexpr const char* kRatio = "ratio";

using Factors = std::vector<std::string>;

/// A product of dimensions over another, both sorted and without what cancels out; none at all is a ratio.
struct Kind {
  Factors over;
  Factors under;
  /// Something that it is made of is unknown: everything fits.
  bool unknown = false;
  /// The value, of a plain number.
  std::optional<Rational> constant;

  bool IsRatio() const { return !unknown && !constant && over.empty() && under.empty(); }
  bool Is(std::string_view dimension) const { return under.empty() && over.size() == 1 && over[0] == dimension; }
  bool SameAs(const Kind& other) const { return over == other.over && under == other.under; }
};

std::string Joined(const Factors& factors) {
  std::string text;
  for (const std::string& factor : factors) text += (text.empty() ? "" : "*") + factor;
  return text;
}

std::string TextOf(const Kind& kind) {
  if (kind.over.empty() && kind.under.empty()) return kRatio;
  const std::string over = kind.over.empty() ? "1" : Joined(kind.over);
  std::string text = over;
  for (const std::string& factor : kind.under) text += "/" + factor;
  return text;
}

Kind Quotient(Factors over, Factors under) {
  std::sort(over.begin(), over.end());
  std::sort(under.begin(), under.end());
  Kind kind;
  std::set_difference(over.begin(), over.end(), under.begin(), under.end(), std::back_inserter(kind.over));
  std::set_difference(under.begin(), under.end(), over.begin(), over.end(), std::back_inserter(kind.under));
  return kind;
}

/// Reads "money", "money/people", "ratio", "power*hours".
Kind KindOfDimension(std::string_view dimension) {
  Factors sides[2];
  bool under = false;
  while (!dimension.empty()) {
    const size_t end = std::min(dimension.find_first_of("*/"), dimension.size());
    const std::string_view factor = dimension.substr(0, end);
    if (!factor.empty() && factor != kRatio && factor != "1") sides[under ? 1 : 0].emplace_back(factor);
    if (end < dimension.size()) under = dimension[end] == '/';
    dimension.remove_prefix(std::min(end + 1, dimension.size()));
  }
  return Quotient(std::move(sides[0]), std::move(sides[1]));
}

Kind Unknown() {
  Kind kind;
  kind.unknown = true;
  return kind;
}

Kind Plain(Rational value) {
  Kind kind;
  kind.constant = std::move(value);
  return kind;
}

/// Whether a plain number can be added: it needs no unit to be understood.
bool TakesPlainNumbers(const Kind& kind) {
  return kind.IsRatio() || kind.Is(kCount) || kind.Is(kPercent) || kind.Is(kPoints);
}

/// A kind times a number: a ratio times 100 is a percentage, a percentage divided by 100 a ratio.
Kind Scaled(Kind kind, const Rational& by) {
  if (kind.unknown) return kind;
  if (kind.IsRatio() && by == 100) kind.over = {kPercent};
  if (by != Rational(1, 100)) return kind;
  for (const char* dimension : {kPercent, kPoints}) {
    auto found = std::find(kind.over.begin(), kind.over.end(), dimension);
    if (found == kind.over.end()) continue;
    kind.over.erase(found);
    break;
  }
  return kind;
}

class Resolver {
 public:
  Resolver(const Indicator& indicator, const FormulaLookups& lookups) : indicator_(indicator), lookups_(lookups) {}

  absl::StatusOr<Kind> Resolve(const FormulaNode& node) {
    using Op = FormulaNode::Op;
    switch (node.op) {
      case Op::kNumber:
        return Plain(ToRational(node.number));
      case Op::kIndicator:
      case Op::kAt:
        return KindOfIndicator(node.name);
      case Op::kNegate:
        return ResolveNegation(node);
      case Op::kAdd:
      case Op::kSubtract:
      case Op::kMultiply:
      case Op::kDivide:
        return ResolvePair(node);
      case Op::kYearBefore:
        return Resolve(node.operands[0]);
      case Op::kSumParts:
        return ResolveSum(node);
      case Op::kCountParts:
        return ResolveCount(node);
      case Op::kEntered:
      case Op::kMembers:
      case Op::kReached:
      case Op::kPast:
      case Op::kDone:
        return KindOfDimension(kCount);
    }
    return Unknown();
  }

  /// The unit of measure's kind is the result's.
  absl::StatusOr<std::string> Fit(const FormulaNode& formula, const Kind& result) const {
    if (result.constant) return Refuse(formula, "只是一个数值；请用指标、名录或事项写出算式");
    const UnitOfMeasure* unit = lookups_.unit_of_measure(indicator_.unit_of_measure);
    if (result.unknown || unit == nullptr) return std::string();
    const Kind wanted = KindOfDimension(unit->dimension);
    if (result.SameAs(wanted)) return TextOf(result);
    std::string hint = "请改正算式，或改用量纲相同的计量单位";
    if (result.IsRatio() && wanted.Is(kPercent)) hint = "请再乘以 100";
    if (result.Is(kPoints) && wanted.Is(kPercent)) hint = "两个百分数之差是百分点，请改用百分点的计量单位";
    if (result.Is(kPercent) && wanted.IsRatio()) hint = "请去掉乘以 100，或改用百分比的计量单位";
    return Refuse(formula, fmt::format("得出的量纲是 {}，而本指标的计量单位“{}”是 {}；{}", TextOf(result), unit->id,
                                       unit->dimension, hint));
  }

 private:
  absl::Status Refuse(const FormulaNode& node, std::string_view reason) const {
    const std::string_view before = std::string_view(indicator_.formula).substr(0, node.position);
    const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; };
    const auto characters = std::count_if(before.begin(), before.end(), begins);
    return absl::InvalidArgumentError(fmt::format("公式第 {} 个字符起{}", characters + 1, reason));
  }

  Kind KindOfIndicator(const std::string& id) const {
    const Indicator* named = lookups_.indicator(id);
    const UnitOfMeasure* unit = named == nullptr ? nullptr : lookups_.unit_of_measure(named->unit_of_measure);
    return unit == nullptr ? Unknown() : KindOfDimension(unit->dimension);
  }

  absl::StatusOr<Kind> ResolveNegation(const FormulaNode& node) {
    absl::StatusOr<Kind> kind = Resolve(node.operands[0]);
    if (kind.ok() && kind->constant) kind->constant = -*kind->constant;
    return kind;
  }

  absl::StatusOr<Kind> ResolvePair(const FormulaNode& node) {
    absl::StatusOr<Kind> left = Resolve(node.operands[0]);
    if (!left.ok()) return left;
    absl::StatusOr<Kind> right = Resolve(node.operands[1]);
    if (!right.ok()) return right;
    const bool divides = node.op == FormulaNode::Op::kDivide;
    if (divides && right->constant && *right->constant == 0) return Refuse(node.operands[1], "除数是 0；请改正");
    if (left->constant && right->constant) return Plain(Folded(node.op, *left->constant, *right->constant));
    if (node.op == FormulaNode::Op::kAdd || node.op == FormulaNode::Op::kSubtract) return Sum(node, *left, *right);
    if (right->constant) return Scaled(*left, divides ? Rational(1) / *right->constant : *right->constant);
    if (left->constant && !divides) return Scaled(*right, *left->constant);
    if (left->unknown || right->unknown) return Unknown();
    Factors over = left->over;
    Factors under = left->under;
    const Factors& added_over = divides ? right->under : right->over;
    const Factors& added_under = divides ? right->over : right->under;
    over.insert(over.end(), added_over.begin(), added_over.end());
    under.insert(under.end(), added_under.begin(), added_under.end());
    return Quotient(std::move(over), std::move(under));
  }

  static Rational Folded(FormulaNode::Op op, const Rational& left, const Rational& right) {
    if (op == FormulaNode::Op::kAdd) return left + right;
    if (op == FormulaNode::Op::kSubtract) return left - right;
    if (op == FormulaNode::Op::kMultiply) return left * right;
    return left / right;
  }

  absl::StatusOr<Kind> Sum(const FormulaNode& node, const Kind& left, const Kind& right) const {
    if (left.unknown || right.unknown) return Unknown();
    const bool subtracts = node.op == FormulaNode::Op::kSubtract;
    if (left.constant || right.constant) {
      const Kind& measured = left.constant ? right : left;
      if (TakesPlainNumbers(measured)) return measured;
      return Refuse(node.operands[left.constant ? 0 : 1],
                    fmt::format("数值没有计量单位，不能与 {} 相加减；请改用指标，或改为乘除", TextOf(measured)));
    }
    if (left.SameAs(right)) return left.Is(kPercent) && subtracts ? KindOfDimension(kPoints) : left;
    if (left.Is(kPercent) && right.Is(kPoints)) return left;
    if (left.Is(kPoints) && right.Is(kPercent) && !subtracts) return right;
    return Refuse(node.operands[1],
                  fmt::format("是 {}，不能与前面的 {} 相加减；请改用量纲相同的两项", TextOf(right), TextOf(left)));
  }

  absl::StatusOr<Kind> ResolveSum(const FormulaNode& node) const {
    std::optional<Kind> sum;
    std::string first;
    for (const Indicator* part : lookups_.parts(indicator_.id)) {
      const Kind kind = KindOfIndicator(part->id);
      if (kind.unknown) return Unknown();
      if (sum && !sum->SameAs(kind)) {
        return Refuse(node, fmt::format("各部分不能相加：“{}”是 {}，“{}”是 {}；请改用量纲相同的计量单位", first,
                                        TextOf(*sum), part->id, TextOf(kind)));
      }
      if (!sum) first = part->id;
      sum = kind;
    }
    return sum ? *sum : Unknown();
  }

  absl::StatusOr<Kind> ResolveCount(const FormulaNode& node) const {
    const Indicator* first = nullptr;
    for (const Indicator* part : lookups_.parts(indicator_.id)) {
      if (first == nullptr) first = part;
      if (part->unit_of_measure == first->unit_of_measure) continue;
      return Refuse(node, fmt::format("各部分不能与同一个数值比较：“{}”用 {}，“{}”用 {}；请改用同一个计量单位",
                                      first->id, first->unit_of_measure, part->id, part->unit_of_measure));
    }
    return KindOfDimension(kCount);
  }

  const Indicator& indicator_;
  const FormulaLookups& lookups_;
};

}  // namespace

absl::StatusOr<std::string> ResolveDimension(const FormulaNode& formula, const Indicator& indicator,
                                             const FormulaLookups& lookups) {
  Resolver resolver(indicator, lookups);
  const absl::StatusOr<Kind> kind = resolver.Resolve(formula);
  if (!kind.ok()) return kind.status();
  return resolver.Fit(formula, *kind);
}

}  // namespace liandu::model
