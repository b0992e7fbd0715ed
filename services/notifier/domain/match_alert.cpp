#include "notifier/domain/match_alert.h"

#include <algorithm>

namespace liandu::notifier {
namespace {

template <typename T>
bool Holds(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool SeverityFits(const model::AlertMatcher& matcher, model::Severity severity) {
  if (severity < matcher.min_severity) return false;
  return matcher.max_severity == model::Severity::kNone || severity <= matcher.max_severity;
}

bool ChainFits(const std::vector<std::string>& wanted, const std::vector<std::string>& chains) {
  return wanted.empty() ||
         std::any_of(chains.begin(), chains.end(), [&](const std::string& chain) { return Holds(wanted, chain); });
}

bool LabelsFit(const model::Labels& wanted, const model::Labels& labels) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& label) {
    const auto found = labels.find(label.first);
    return found != labels.end() && found->second == label.second;
  });
}

}  // namespace

RouteQuestion QuestionOf(const model::Alert& alert) {
  RouteQuestion question;
  question.condition = alert.condition;
  question.severity = alert.severity;
  question.chains = alert.chains;
  question.responsible_unit = alert.responsible_unit;
  question.programme = alert.programme;
  question.posts = alert.posts;
  question.subject = alert.subject.id;
  question.labels = alert.labels;
  question.members = alert.members;
  question.indicators = alert.indicators;
  question.alert = alert.id;
  return question;
}

bool Matches(const model::AlertMatcher& matcher, const RouteQuestion& question) {
  return Holds(matcher.conditions, question.condition) && SeverityFits(matcher, question.severity) &&
         ChainFits(matcher.chains, question.chains) && Holds(matcher.units, question.responsible_unit) &&
         Holds(matcher.programmes, question.programme) && Holds(matcher.subjects, question.subject) &&
         LabelsFit(matcher.labels, question.labels);
}

}  // namespace liandu::notifier
