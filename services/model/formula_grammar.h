#pragma once

#include <cstddef>
#include <tao/pegtl.hpp>

/// The grammar of formulas and of the filters inside of them, and nothing else; formula_builder.h says what each rule
/// makes. Every choice is decided by the next token, so reading takes linear time. Include it in .cpp files only: the
/// header is heavy.
namespace liandu::model::grammar {

namespace pegtl = tao::pegtl;

struct Blank : pegtl::star<pegtl::one<' ', '\t', '\r', '\n'>> {};
template <char C>
struct Sign : pegtl::seq<pegtl::one<C>, Blank> {};
template <typename Word>
struct Keyword : pegtl::seq<Word, Blank> {};

// Lexical elements.
struct Digits : pegtl::plus<pegtl::digit> {};
struct FractionDigits : pegtl::plus<pegtl::digit> {};
struct Fraction : pegtl::if_must<pegtl::one<'.'>, FractionDigits> {};
struct UnsignedText : pegtl::seq<Digits, pegtl::opt<Fraction>> {};
struct SignedText : pegtl::seq<pegtl::opt<pegtl::one<'-'>>, UnsignedText> {};
struct UnsignedNumber : pegtl::seq<UnsignedText, Blank> {};
struct SignedNumber : pegtl::seq<SignedText, Blank> {};

struct IdCharacter : pegtl::sor<pegtl::alnum, pegtl::one<'.', '_', '-'>> {};
struct IndicatorId : pegtl::rep_min_max<1, 64, IdCharacter> {};
struct BracketEnd : pegtl::one<']'> {};
struct IndicatorName : pegtl::seq<pegtl::if_must<pegtl::one<'['>, IndicatorId, BracketEnd>, Blank> {};

struct ControlCharacter : pegtl::sor<pegtl::range<'\0', '\x1f'>, pegtl::one<'\x7f'>> {};
struct QuotedText : pegtl::star<pegtl::not_at<pegtl::sor<pegtl::one<'"'>, ControlCharacter>>, pegtl::any> {};
struct QuoteEnd : pegtl::one<'"'> {};
struct Text : pegtl::seq<pegtl::one<'"'>, QuotedText, pegtl::must<QuoteEnd>, Blank> {};
struct Name : Text {};

struct DateText : pegtl::seq<pegtl::rep<4, pegtl::digit>, pegtl::one<'-'>, pegtl::rep<2, pegtl::digit>, pegtl::one<'-'>,
                             pegtl::rep<2, pegtl::digit>> {};
struct Day : pegtl::seq<DateText, Blank> {};

struct ComparatorText
    : pegtl::sor<TAO_PEGTL_STRING("!="), TAO_PEGTL_STRING("<="), TAO_PEGTL_STRING(">="), pegtl::one<'=', '<', '>'>> {};
struct Comparator : pegtl::seq<ComparatorText, Blank> {};

// Filters. A field may be called `or-else`, so the words end where a field's characters end.
struct WordEnd : pegtl::not_at<IdCharacter> {};
struct And : pegtl::seq<TAO_PEGTL_STRING("and"), WordEnd, Blank> {};
struct Or : pegtl::seq<TAO_PEGTL_STRING("or"), WordEnd, Blank> {};
struct Not : pegtl::seq<TAO_PEGTL_STRING("not"), WordEnd, Blank> {};
struct FieldName : pegtl::rep_min_max<1, 64, IdCharacter> {};
struct Field : pegtl::seq<pegtl::not_at<pegtl::sor<And, Or, Not>>, FieldName, Blank> {};

struct Filter;
struct FilterOpen : Sign<'('> {};
struct FilterGroupClose : Sign<')'> {};
struct FilterGroup : pegtl::if_must<FilterOpen, Filter, FilterGroupClose> {};
struct ValueNumber : SignedText {};
struct ValueText : QuotedText {};
struct Value
    : pegtl::seq<pegtl::sor<ValueNumber, pegtl::seq<pegtl::one<'"'>, ValueText, pegtl::must<QuoteEnd>>>, Blank> {};
struct Compared : pegtl::if_must<Comparator, Value> {};
struct StandsAlone : pegtl::success {};
struct Comparison : pegtl::seq<Field, pegtl::sor<Compared, StandsAlone>> {};
struct Condition;
struct Negation : pegtl::if_must<Not, Condition> {};
struct Condition : pegtl::sor<Negation, FilterGroup, Comparison> {};
struct AndTail : pegtl::if_must<And, Condition> {};
struct Conjunction : pegtl::seq<Condition, pegtl::star<AndTail>> {};
struct OrTail : pegtl::if_must<Or, Conjunction> {};
struct Filter : pegtl::seq<Conjunction, pegtl::star<OrTail>> {};

// Formulas.
struct Expression;
struct Open : Sign<'('> {};
struct Close : Sign<')'> {};
struct ExpressionClose : Sign<')'> {};
struct FilterClose : Sign<')'> {};
struct NameClose : Sign<')'> {};
struct Comma : Sign<','> {};
struct Parts : Keyword<TAO_PEGTL_KEYWORD("parts")> {};

struct NumberOperand : UnsignedNumber {};
struct IndicatorOperand : IndicatorName {};
struct Group : pegtl::if_must<Open, Expression, ExpressionClose> {};
template <typename Word>
struct CallOnExpression : pegtl::if_must<Keyword<Word>, Open, Expression, ExpressionClose> {};
struct YearBefore : CallOnExpression<TAO_PEGTL_KEYWORD("year_before")> {};
struct Growth : CallOnExpression<TAO_PEGTL_KEYWORD("growth")> {};
struct Change : CallOnExpression<TAO_PEGTL_KEYWORD("change")> {};
struct At : pegtl::if_must<Keyword<TAO_PEGTL_KEYWORD("at")>, Open, IndicatorName, Comma, Day, Close> {};
struct SumParts : pegtl::if_must<Keyword<TAO_PEGTL_KEYWORD("sum")>, Open, Parts, Close> {};
struct CountParts : pegtl::if_must<Keyword<TAO_PEGTL_KEYWORD("count")>, Open, Parts, Comparator, SignedNumber, Close> {
};
struct FilterArgument : pegtl::if_must<Sign<','>, Filter, FilterClose> {};
template <typename Word>
struct CallOnMembers
    : pegtl::seq<pegtl::if_must<Keyword<Word>, Open, Name>, pegtl::sor<FilterArgument, pegtl::must<NameClose>>> {};
struct Entered : CallOnMembers<TAO_PEGTL_KEYWORD("entered")> {};
struct Members : CallOnMembers<TAO_PEGTL_KEYWORD("members")> {};
struct Reached : CallOnMembers<TAO_PEGTL_KEYWORD("reached")> {};
struct Past : CallOnMembers<TAO_PEGTL_KEYWORD("past")> {};
struct Done : pegtl::if_must<Keyword<TAO_PEGTL_KEYWORD("done")>, Open, Name, Close> {};
struct Call : pegtl::sor<YearBefore, Growth, Change, At, SumParts, CountParts, Entered, Members, Reached, Past, Done> {
};
struct Factor;
struct Negative : pegtl::if_must<Sign<'-'>, Factor> {};
struct Factor : pegtl::sor<NumberOperand, IndicatorOperand, Group, Negative, Call> {};
struct MultiplyTail : pegtl::if_must<Sign<'*'>, Factor> {};
struct DivideTail : pegtl::if_must<Sign<'/'>, Factor> {};
struct Term : pegtl::seq<Factor, pegtl::star<pegtl::sor<MultiplyTail, DivideTail>>> {};
struct AddTail : pegtl::if_must<Sign<'+'>, Term> {};
struct SubtractTail : pegtl::if_must<Sign<'-'>, Term> {};
struct Expression : pegtl::seq<Term, pegtl::star<pegtl::sor<AddTail, SubtractTail>>> {};
struct End : pegtl::eof {};
struct Formula : pegtl::seq<Blank, pegtl::must<Expression, End>> {};

/// What should have stood where a rule failed that had to match, for people.
template <typename Rule>
inline constexpr const char* kExpected = nullptr;
inline constexpr const char* kOperand = "数值、[指标编号]、函数或括号";
inline constexpr const char* kCondition = "筛选条件（字段名、not 或括号）";
template <>
inline constexpr const char* kExpected<FractionDigits> = "小数点后的数字";
template <>
inline constexpr const char* kExpected<IndicatorId> = "指标编号（1 至 64 个字母、数字或 . _ -）";
template <>
inline constexpr const char* kExpected<BracketEnd> = "“]”";
template <>
inline constexpr const char* kExpected<QuoteEnd> = "引号“\"”";
template <>
inline constexpr const char* kExpected<Filter> = kCondition;
template <>
inline constexpr const char* kExpected<Condition> = kCondition;
template <>
inline constexpr const char* kExpected<Conjunction> = kCondition;
template <>
inline constexpr const char* kExpected<FilterGroupClose> = "and、or 或“)”";
template <>
inline constexpr const char* kExpected<FilterClose> = "and、or 或“)”";
template <>
inline constexpr const char* kExpected<Value> = "数值或带双引号的文字";
template <>
inline constexpr const char* kExpected<Open> = "“(”";
template <>
inline constexpr const char* kExpected<Close> = "“)”";
template <>
inline constexpr const char* kExpected<ExpressionClose> = "运算符或“)”";
template <>
inline constexpr const char* kExpected<NameClose> = "“,”或“)”";
template <>
inline constexpr const char* kExpected<Comma> = "“,”";
template <>
inline constexpr const char* kExpected<Parts> = "parts（本指标的各部分）";
template <>
inline constexpr const char* kExpected<Comparator> = "比较符（= != < <= > >=）";
template <>
inline constexpr const char* kExpected<SignedNumber> = "数值";
template <>
inline constexpr const char* kExpected<IndicatorName> = "[指标编号]";
template <>
inline constexpr const char* kExpected<Day> = "日期，例如 2020-12-31";
template <>
inline constexpr const char* kExpected<Name> = "带双引号的名称";
template <>
inline constexpr const char* kExpected<Factor> = kOperand;
template <>
inline constexpr const char* kExpected<Term> = kOperand;
template <>
inline constexpr const char* kExpected<Expression> = kOperand;
template <>
inline constexpr const char* kExpected<End> = "运算符，或到此为止";

}  // namespace liandu::model::grammar
