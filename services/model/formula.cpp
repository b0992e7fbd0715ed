#include "model/formula.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "model/formula_builder.h"

namespace liandu::model {
namespace grammar {
namespace {

size_t CountNodes(const FormulaNode& node) {
  size_t count = 1;
  for (const FormulaNode& operand : node.operands) count += CountNodes(operand);
  return count;
}

FormulaNode NumberNode(int64_t number, size_t position) {
  FormulaNode node;
  node.number = Decimal{number, 0};
  node.position = position;
  return node;
}

}  // namespace

void Builder::Combine(FormulaNode::Op op) {
  FormulaNode right = TakeNode();
  FormulaNode left = TakeNode();
  FormulaNode& node = Push(op, left.position);
  node.operands.push_back(std::move(left));
  node.operands.push_back(std::move(right));
}

void Builder::Wrap(FormulaNode::Op op, size_t position) {
  FormulaNode operand = TakeNode();
  Push(op, position).operands.push_back(std::move(operand));
}

void Builder::PushYearBefore(size_t position) {
  if (2 * CountNodes(nodes.back()) > kMaxNodes) {
    throw Refusal{position, {}, "展开后超过 1000 项；请少嵌套 growth 和 change"};
  }
  nodes.push_back(FormulaNode(nodes.back()));
  Wrap(FormulaNode::Op::kYearBefore, position);
}

void Builder::MakeChange(size_t position) {
  PushYearBefore(position);
  Combine(FormulaNode::Op::kSubtract);
  nodes.back().position = position;
}

void Builder::MakeGrowth(size_t position) {
  PushYearBefore(position);
  Combine(FormulaNode::Op::kDivide);
  nodes.back().position = position;
  nodes.push_back(NumberNode(1, position));
  Combine(FormulaNode::Op::kSubtract);
  nodes.push_back(NumberNode(100, position));
  Combine(FormulaNode::Op::kMultiply);
}

void Builder::CombineFilters(FormulaFilter::Op op) {
  FormulaFilter right = std::move(filters.back());
  filters.pop_back();
  if (filters.back().op != op) {
    FormulaFilter both;
    both.op = op;
    both.operands.push_back(std::move(filters.back()));
    filters.back() = std::move(both);
  }
  filters.back().operands.push_back(std::move(right));
}

void Builder::PushComparison(FormulaFilter::Op op, std::string compared) {
  FormulaFilter& filter = filters.emplace_back();
  filter.op = op;
  filter.field = std::move(field);
  filter.value = std::move(compared);
}

void Builder::PushCount(FormulaNode::Op op, size_t position) {
  FormulaNode& node = Push(op, position);
  node.name = std::move(name);
  if (filters.empty()) return;
  node.filter = std::move(filters.back());
  filters.pop_back();
}

void Builder::SetNumber(std::string_view digits) {
  const auto parsed = Decimal::Parse(digits);
  if (!parsed.ok()) {
    throw Refusal{static_cast<size_t>(digits.data() - text.data()), {}, "数值超过 18 位数字；请四舍五入"};
  }
  number = *parsed;
}

}  // namespace grammar

namespace {

constexpr size_t kMaxCharacters = 1000;

bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

size_t CharactersOf(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), BeginsCharacter));
}

/// The character that begins at a byte.
std::string_view CharacterAt(std::string_view text, size_t position) {
  size_t end = position + 1;
  while (end < text.size() && !BeginsCharacter(text[end])) ++end;
  return text.substr(position, end - position);
}

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The word that begins at a byte; empty if none does.
std::string_view WordAt(std::string_view text, size_t position) {
  size_t end = position;
  while (end < text.size() && IsWordCharacter(text[end])) ++end;
  return text.substr(position, end - position);
}

bool IsFullWidth(std::string_view character) {
  constexpr std::string_view kFullWidth = "（）【】，“”＋－×÷＊／＝≠＜＞≤≥％　";
  return character.size() > 1 && kFullWidth.find(character) != std::string_view::npos;
}

absl::Status Refused(std::string_view text, const grammar::Refusal& refusal) {
  const size_t place = CharactersOf(text.substr(0, refusal.position)) + 1;
  if (!refusal.reason.empty()) {
    return absl::InvalidArgumentError(fmt::format("公式第 {} 个字符处{}", place, refusal.reason));
  }
  if (refusal.position >= text.size()) {
    return absl::InvalidArgumentError(
        fmt::format("公式到第 {} 个字符处没有写完：应为{}；请补上", place, refusal.expected));
  }
  const std::string_view word = WordAt(text, refusal.position);
  if (refusal.expected == grammar::kOperand && !word.empty()) {
    return absl::InvalidArgumentError(fmt::format(
        "公式第 {} 个字符处没有函数“{}”；请用 sum、count、year_before、growth、change、at、entered、members、"
        "reached、past、done，指标写成 [编号]",
        place, word.substr(0, 40)));
  }
  const std::string_view found = CharacterAt(text, refusal.position);
  return absl::InvalidArgumentError(fmt::format("公式第 {} 个字符处是“{}”，应为{}；请改正{}", place, found,
                                                refusal.expected, IsFullWidth(found) ? "，符号用半角的" : ""));
}

/// The first byte that is not well-formed UTF-8, or the size.
size_t EndOfUtf8(std::string_view text) {
  grammar::pegtl::memory_input<grammar::pegtl::tracking_mode::lazy> in(text.data(), text.size(), "");
  grammar::pegtl::parse<grammar::pegtl::star<grammar::pegtl::utf8::any>>(in);
  return static_cast<size_t>(in.current() - text.data());
}

void Walk(const FormulaNode& node, const std::function<void(const FormulaNode&)>& visit) {
  visit(node);
  for (const FormulaNode& operand : node.operands) Walk(operand, visit);
}

/// Names of the nodes that qualify, each once, in order of first use.
template <typename Qualifies>
std::vector<std::string> NamesOf(const FormulaNode& formula, Qualifies qualifies) {
  std::vector<std::string> names;
  Walk(formula, [&](const FormulaNode& node) {
    if (qualifies(node.op) && std::find(names.begin(), names.end(), node.name) == names.end()) {
      names.push_back(node.name);
    }
  });
  return names;
}

template <typename Qualifies>
bool Any(const FormulaNode& formula, Qualifies qualifies) {
  bool any = false;
  Walk(formula, [&](const FormulaNode& node) { any = any || qualifies(node.op); });
  return any;
}

}  // namespace

using Op = FormulaNode::Op;

absl::StatusOr<FormulaNode> ParseFormula(std::string_view text) {
  if (const size_t end = EndOfUtf8(text); end < text.size()) {
    return absl::InvalidArgumentError(
        fmt::format("公式第 {} 个字符处不是 UTF-8 文字；请改用 UTF-8 编码", CharactersOf(text.substr(0, end)) + 1));
  }
  if (CharactersOf(text) > kMaxCharacters) {
    return absl::InvalidArgumentError(fmt::format("公式超过 {} 个字符；请拆成几个指标", kMaxCharacters));
  }
  grammar::Builder builder;
  builder.text = text;
  grammar::pegtl::memory_input<grammar::pegtl::tracking_mode::lazy> in(text.data(), text.size(), "");
  try {
    grammar::pegtl::parse<grammar::Formula, grammar::Action, grammar::Control>(in, builder);
  } catch (const grammar::Refusal& refusal) {
    return Refused(text, refusal);
  }
  return builder.TakeNode();
}

std::vector<std::string> IndicatorsOf(const FormulaNode& formula) {
  return NamesOf(formula, [](Op op) { return op == Op::kIndicator || op == Op::kAt; });
}

std::vector<std::string> RegistersOf(const FormulaNode& formula) {
  return NamesOf(formula, [](Op op) { return op == Op::kEntered || op == Op::kMembers; });
}

std::vector<std::string> StagesOf(const FormulaNode& formula) {
  return NamesOf(formula, [](Op op) { return op == Op::kReached || op == Op::kPast; });
}

std::vector<std::string> ItemsOf(const FormulaNode& formula) {
  return NamesOf(formula, [](Op op) { return op == Op::kDone; });
}

bool CountsItems(const FormulaNode& formula) {
  return Any(formula, [](Op op) { return op == Op::kReached || op == Op::kPast || op == Op::kDone; });
}

bool ReadsParts(const FormulaNode& formula) {
  return Any(formula, [](Op op) { return op == Op::kSumParts || op == Op::kCountParts; });
}

bool Accumulates(const FormulaNode& formula) {
  return Any(formula, [](Op op) { return op == Op::kEntered || op == Op::kReached; });
}

}  // namespace liandu::model
