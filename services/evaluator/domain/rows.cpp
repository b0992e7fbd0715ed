#include "evaluator/domain/rows.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "evaluator/domain/derivation.h"

namespace liandu::evaluator {
namespace {

/// Control characters that no text of a catalogue holds.
constexpr char kFieldEnd = '\x1f';
constexpr char kListEnd = '\x1e';

template <typename T>
std::optional<T> If(bool present, const T& value) {
  return present ? std::optional<T>(value) : std::nullopt;
}

/// Names and values in turn.
std::string PackLabels(const model::Labels& labels) {
  std::vector<std::string> words;
  for (const auto& [name, value] : labels) words.insert(words.end(), {name, value});
  return absl::StrJoin(words, std::string(1, kListEnd));
}

model::Labels UnpackLabels(const std::string& text) {
  const std::vector<std::string> words = absl::StrSplit(text, kListEnd);
  model::Labels labels;
  for (size_t i = 0; i + 1 < words.size(); i += 2) labels[words[i]] = words[i + 1];
  return labels;
}

}  // namespace

IndicatorRow::IndicatorRow(std::string indicator) : Timed(EntityKind::kIndicator, std::move(indicator)) {}
IndicatorRow::~IndicatorRow() = default;

const std::vector<HeldReport>& IndicatorRow::figures() const { return derivation ? derivation->figures : reports; }

void Pack(const model::Target& target, Symbols& symbols, TargetRow& row) {
  row.programme = symbols.Of(target.programme);
  row.indicator = symbols.Of(target.indicator);
  row.lead_unit = symbols.Of(target.lead_unit);
  row.unit_of_measure = symbols.Of(target.unit_of_measure);
  row.chains.clear();
  for (const std::string& chain : target.chains) row.chains.push_back(symbols.Of(chain));
  row.value = target.value.value_or(model::Decimal{});
  row.upper_value = target.upper_value.value_or(model::Decimal{});
  row.start_date = target.start_date.value_or(model::Date{});
  row.due_date = target.due_date.value_or(model::Date{});
  row.measure = target.measure;
  row.comparator = target.comparator;
  row.wording = target.wording;
  row.for_each = target.for_each;
  row.value_divisor = target.value_divisor;
  row.has_value = target.value.has_value();
  row.has_upper_value = target.upper_value.has_value();
  row.has_start_date = target.start_date.has_value();
  row.has_due_date = target.due_date.has_value();
  row.redacted = target.redacted;
  row.ambiguous = !target.ambiguity.empty();
  row.due_date_inferred = target.due_date_inferred;
  row.each_year = target.each_year;
  row.standing = target.standing;
  row.core = target.core;
  row.base = target.base ? std::make_unique<model::Base>(*target.base) : nullptr;
  row.waypoints = target.waypoints.empty() ? nullptr : std::make_unique<std::vector<model::Waypoint>>(target.waypoints);
  const std::string units = absl::StrJoin(target.cooperating_units, std::string(1, kListEnd));
  row.texts = absl::StrJoin({target.display_name, target.clause, target.ambiguity, target.subject, target.note, units},
                            std::string(1, kFieldEnd));
  // Few have any: those without cost nothing.
  if (!target.labels.empty()) absl::StrAppend(&row.texts, std::string(1, kFieldEnd), PackLabels(target.labels));
  row.texts.shrink_to_fit();
}

model::Target Unpack(const TargetRow& row, const Symbols& symbols) {
  model::Target target;
  target.id = row.id;
  target.programme = symbols.Text(row.programme);
  target.indicator = symbols.Text(row.indicator);
  target.lead_unit = symbols.Text(row.lead_unit);
  target.unit_of_measure = symbols.Text(row.unit_of_measure);
  for (const Symbol chain : row.chains) target.chains.push_back(symbols.Text(chain));
  target.value = If(row.has_value, row.value);
  target.upper_value = If(row.has_upper_value, row.upper_value);
  target.start_date = If(row.has_start_date, row.start_date);
  target.due_date = If(row.has_due_date, row.due_date);
  target.measure = row.measure;
  target.comparator = row.comparator;
  target.wording = row.wording;
  target.for_each = row.for_each;
  target.value_divisor = row.value_divisor;
  target.redacted = row.redacted;
  target.due_date_inferred = row.due_date_inferred;
  target.each_year = row.each_year;
  target.standing = row.standing;
  target.core = row.core;
  if (row.base) target.base = *row.base;
  if (row.waypoints) target.waypoints = *row.waypoints;
  const std::vector<std::string> texts = absl::StrSplit(row.texts, kFieldEnd);
  target.display_name = texts[0];
  target.clause = texts[1];
  target.ambiguity = texts[2];
  target.subject = texts[3];
  target.note = texts[4];
  if (!texts[5].empty()) target.cooperating_units = absl::StrSplit(texts[5], kListEnd);
  if (texts.size() > 6) target.labels = UnpackLabels(texts[6]);
  return target;
}

void Pack(const model::Indicator& indicator, Symbols& symbols, IndicatorRow& row) {
  row.unit_of_measure = symbols.Of(indicator.unit_of_measure);
  row.reporter = symbols.Of(indicator.reporter);
  row.statistical_scope = symbols.Of(indicator.statistical_scope);
  row.cadence = indicator.cadence;
  row.direction = indicator.direction;
  row.continuous = indicator.continuous;
  row.once_only = indicator.once_only;
  row.defined = true;
  row.part_of = symbols.Of(indicator.part_of);
  row.member = symbols.Of(indicator.member);
  row.texts = absl::StrJoin({indicator.display_name, indicator.note, indicator.formula}, std::string(1, kFieldEnd));
  row.texts.shrink_to_fit();
}

model::Indicator Unpack(const IndicatorRow& row, const Symbols& symbols) {
  model::Indicator indicator;
  indicator.id = row.id;
  indicator.unit_of_measure = symbols.Text(row.unit_of_measure);
  indicator.reporter = symbols.Text(row.reporter);
  indicator.statistical_scope = symbols.Text(row.statistical_scope);
  indicator.cadence = row.cadence;
  indicator.direction = row.direction;
  indicator.continuous = row.continuous;
  indicator.once_only = row.once_only;
  indicator.part_of = symbols.Text(row.part_of);
  indicator.member = symbols.Text(row.member);
  const std::vector<std::string> texts = absl::StrSplit(row.texts, kFieldEnd);
  indicator.display_name = texts[0];
  if (texts.size() < 3) return indicator;
  indicator.note = texts[1];
  indicator.formula = texts[2];
  return indicator;
}

}  // namespace liandu::evaluator
