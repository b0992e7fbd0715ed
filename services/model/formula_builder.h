#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/formula.h"
#include "model/formula_grammar.h"

/// What the grammar's rules make: a tree on a stack. Include it in .cpp files only: the header is heavy.
namespace liandu::model::grammar {

inline constexpr size_t kMaxDepth = 50;
inline constexpr size_t kMaxNodes = 1000;

/// Why a formula is refused. Exactly one of the two texts is given.
struct Refusal {
  /// In bytes from 0.
  size_t position = 0;
  std::string_view expected;
  std::string reason;
};

/// Where the parse stands. What a call takes beside expressions is kept in single fields: such arguments do not nest.
struct Builder {
  std::string_view text;
  std::vector<FormulaNode> nodes;
  std::vector<FormulaFilter> filters;
  std::string name;
  std::string field;
  std::string value;
  Decimal number;
  Date date;
  FormulaFilter::Op comparison = FormulaFilter::Op::kEq;
  size_t depth = 0;

  template <typename Input>
  size_t PositionOf(const Input& in) const {
    return static_cast<size_t>(in.begin() - text.data());
  }

  FormulaNode TakeNode() {
    FormulaNode node = std::move(nodes.back());
    nodes.pop_back();
    return node;
  }
  FormulaNode& Push(FormulaNode::Op op, size_t position) {
    FormulaNode& node = nodes.emplace_back();
    node.op = op;
    node.position = position;
    return node;
  }
  /// Replaces the last two nodes by one over both.
  void Combine(FormulaNode::Op op);
  /// Replaces the last node by one over it.
  void Wrap(FormulaNode::Op op, size_t position);
  /// x becomes x - year_before(x).
  void MakeChange(size_t position);
  /// x becomes (x / year_before(x) - 1) * 100.
  void MakeGrowth(size_t position);
  /// Replaces the last two filters by one over both; an and of ands is one and.
  void CombineFilters(FormulaFilter::Op op);
  void PushComparison(FormulaFilter::Op op, std::string compared);
  /// A count over what `name` names, with the filter if one was written.
  void PushCount(FormulaNode::Op op, size_t position);
  /// Reads `number`; throws a Refusal.
  void SetNumber(std::string_view digits);

 private:
  /// Pushes the last node's value of a year before on top of it.
  void PushYearBefore(size_t position);
};

template <typename Rule>
struct Action : pegtl::nothing<Rule> {};

/// Counts how deep a rule nests in itself.
struct LimitedDepth : pegtl::maybe_nothing {
  template <typename Rule, pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class AnyAction,
            template <typename...> class Control, typename Input>
  static bool match(Input& in, Builder& builder) {
    if (++builder.depth > kMaxDepth) {
      throw Refusal{static_cast<size_t>(in.current() - builder.text.data()), {}, "嵌套超过 50 层；请拆成几个指标"};
    }
    const bool matched = pegtl::match<Rule, A, M, AnyAction, Control>(in, builder);
    --builder.depth;
    return matched;
  }
};
template <>
struct Action<Factor> : LimitedDepth {};
template <>
struct Action<Condition> : LimitedDepth {};

/// Remembers the matched text in a field of the builder.
template <std::string Builder::*Member>
struct Remember {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.*Member = in.string();
  }
};
template <>
struct Action<IndicatorId> : Remember<&Builder::name> {};
template <>
struct Action<QuotedText> : Remember<&Builder::name> {};
template <>
struct Action<FieldName> : Remember<&Builder::field> {};
template <>
struct Action<ValueText> : Remember<&Builder::value> {};

struct ReadNumber {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.SetNumber({in.begin(), in.size()});
  }
};
template <>
struct Action<UnsignedText> : ReadNumber {};
template <>
struct Action<SignedText> : ReadNumber {};
template <>
struct Action<ValueNumber> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.SetNumber({in.begin(), in.size()});
    builder.value = builder.number.ToString();
  }
};
template <>
struct Action<Name> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    if (builder.name.empty()) throw Refusal{builder.PositionOf(in), {}, "名称是空的；请写出名录、阶段或事项"};
  }
};
template <>
struct Action<DateText> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    const auto date = Date::Parse({in.begin(), in.size()});
    if (!date.ok()) throw Refusal{builder.PositionOf(in), {}, "没有这一天；请写成 2020-12-31 的样子"};
    builder.date = *date;
  }
};
template <>
struct Action<ComparatorText> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    using Op = FormulaFilter::Op;
    const std::string_view text(in.begin(), in.size());
    builder.comparison = text == "="    ? Op::kEq
                         : text == "!=" ? Op::kNe
                         : text == "<"  ? Op::kLt
                         : text == "<=" ? Op::kLe
                         : text == ">"  ? Op::kGt
                                        : Op::kGe;
  }
};

// Filters.
template <>
struct Action<Compared> {
  static void apply0(Builder& builder) { builder.PushComparison(builder.comparison, std::move(builder.value)); }
};
template <>
struct Action<StandsAlone> {
  static void apply0(Builder& builder) { builder.PushComparison(FormulaFilter::Op::kEq, "true"); }
};
template <>
struct Action<Negation> {
  static void apply0(Builder& builder) {
    FormulaFilter negated;
    negated.op = FormulaFilter::Op::kNot;
    negated.operands.push_back(std::move(builder.filters.back()));
    builder.filters.back() = std::move(negated);
  }
};
template <>
struct Action<AndTail> {
  static void apply0(Builder& builder) { builder.CombineFilters(FormulaFilter::Op::kAnd); }
};
template <>
struct Action<OrTail> {
  static void apply0(Builder& builder) { builder.CombineFilters(FormulaFilter::Op::kOr); }
};

// Formulas.
template <>
struct Action<NumberOperand> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.Push(FormulaNode::Op::kNumber, builder.PositionOf(in)).number = builder.number;
  }
};
template <>
struct Action<IndicatorOperand> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.Push(FormulaNode::Op::kIndicator, builder.PositionOf(in)).name = std::move(builder.name);
  }
};
template <>
struct Action<At> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    FormulaNode& node = builder.Push(FormulaNode::Op::kAt, builder.PositionOf(in));
    node.name = std::move(builder.name);
    node.date = builder.date;
  }
};
template <>
struct Action<SumParts> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.Push(FormulaNode::Op::kSumParts, builder.PositionOf(in));
  }
};
template <>
struct Action<CountParts> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    FormulaNode& node = builder.Push(FormulaNode::Op::kCountParts, builder.PositionOf(in));
    node.comparison = builder.comparison;
    node.number = builder.number;
  }
};
template <FormulaNode::Op kOp>
struct MakeCount {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.PushCount(kOp, builder.PositionOf(in));
  }
};
template <>
struct Action<Entered> : MakeCount<FormulaNode::Op::kEntered> {};
template <>
struct Action<Members> : MakeCount<FormulaNode::Op::kMembers> {};
template <>
struct Action<Reached> : MakeCount<FormulaNode::Op::kReached> {};
template <>
struct Action<Past> : MakeCount<FormulaNode::Op::kPast> {};
template <>
struct Action<Done> : MakeCount<FormulaNode::Op::kDone> {};

template <FormulaNode::Op kOp>
struct WrapLast {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.Wrap(kOp, builder.PositionOf(in));
  }
};
template <>
struct Action<YearBefore> : WrapLast<FormulaNode::Op::kYearBefore> {};
template <>
struct Action<Negative> : WrapLast<FormulaNode::Op::kNegate> {};
template <>
struct Action<Growth> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.MakeGrowth(builder.PositionOf(in));
  }
};
template <>
struct Action<Change> {
  template <typename Input>
  static void apply(const Input& in, Builder& builder) {
    builder.MakeChange(builder.PositionOf(in));
  }
};
template <FormulaNode::Op kOp>
struct CombineLast {
  static void apply0(Builder& builder) { builder.Combine(kOp); }
};
template <>
struct Action<AddTail> : CombineLast<FormulaNode::Op::kAdd> {};
template <>
struct Action<SubtractTail> : CombineLast<FormulaNode::Op::kSubtract> {};
template <>
struct Action<MultiplyTail> : CombineLast<FormulaNode::Op::kMultiply> {};
template <>
struct Action<DivideTail> : CombineLast<FormulaNode::Op::kDivide> {};

/// What had to match and did not ends the parse.
template <typename Rule>
struct Control : pegtl::normal<Rule> {
  template <typename Input>
  [[noreturn]] static void raise(const Input& in, Builder& builder) {
    static_assert(kExpected<Rule> != nullptr, "say what should have stood here");
    throw Refusal{static_cast<size_t>(in.current() - builder.text.data()), kExpected<Rule>, {}};
  }
};

}  // namespace liandu::model::grammar
