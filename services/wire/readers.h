#pragma once

#include "liandu/v1/alert_action.pb.h"
#include "liandu/v1/catalogue.pb.h"
#include "liandu/v1/circular.pb.h"
#include "liandu/v1/notification.pb.h"
#include "liandu/v1/oversight.pb.h"
#include "liandu/v1/register.pb.h"
#include "liandu/v1/report.pb.h"
#include "model/alert_action.h"
#include "model/catalogue.h"
#include "model/report.h"
#include "wire/form.h"

/// One reader and one writer per kind of resource and of fact; inside of wire only. Readers report what is wrong to
/// the form; their result is meaningful only if nothing was. Writers leave a default field unset.
namespace liandu::wire {

model::Jurisdiction Read(const v1::Jurisdiction& proto, const Form& form);
model::WorkCalendar Read(const v1::WorkCalendar& proto, const Form& form);
model::UnitOfMeasure Read(const v1::UnitOfMeasure& proto, const Form& form);
model::Unit Read(const v1::Unit& proto, const Form& form);
model::Post Read(const v1::Post& proto, const Form& form);
model::Programme Read(const v1::Programme& proto, const Form& form);
model::Chain Read(const v1::Chain& proto, const Form& form);
model::Indicator Read(const v1::Indicator& proto, const Form& form);
model::Target Read(const v1::Target& proto, const Form& form);
model::Item Read(const v1::Item& proto, const Form& form);
model::Obligation Read(const v1::Obligation& proto, const Form& form);
model::Requirement Read(const v1::Requirement& proto, const Form& form);
model::NotificationPolicy Read(const v1::NotificationPolicy& proto, const Form& form);
model::Conflict Read(const v1::Conflict& proto, const Form& form);
model::Register Read(const v1::Register& proto, const Form& form);
model::StageMachine Read(const v1::StageMachine& proto, const Form& form);
model::Watch Read(const v1::Watch& proto, const Form& form);
model::Decision Read(const v1::Decision& proto, const Form& form);
model::Issue Read(const v1::Issue& proto, const Form& form);
model::ScorePolicy Read(const v1::ScorePolicy& proto, const Form& form);
model::Assessment Read(const v1::Assessment& proto, const Form& form);
model::Silence Read(const v1::Silence& proto, const Form& form);
model::Circular Read(const v1::Circular& proto, const Form& form);
model::AlertAction Read(const v1::AlertAction& proto, const Form& form);
model::Resource Read(const v1::Resource& proto, const Form& form);
model::Report Read(const v1::Report& proto, const Form& form);

void Write(const model::Jurisdiction& jurisdiction, v1::Jurisdiction& proto);
void Write(const model::WorkCalendar& calendar, v1::WorkCalendar& proto);
void Write(const model::UnitOfMeasure& unit, v1::UnitOfMeasure& proto);
void Write(const model::Unit& unit, v1::Unit& proto);
void Write(const model::Post& post, v1::Post& proto);
void Write(const model::Programme& programme, v1::Programme& proto);
void Write(const model::Chain& chain, v1::Chain& proto);
void Write(const model::Indicator& indicator, v1::Indicator& proto);
void Write(const model::Target& target, v1::Target& proto);
void Write(const model::Item& item, v1::Item& proto);
void Write(const model::Obligation& obligation, v1::Obligation& proto);
void Write(const model::Requirement& requirement, v1::Requirement& proto);
void Write(const model::NotificationPolicy& policy, v1::NotificationPolicy& proto);
void Write(const model::Conflict& conflict, v1::Conflict& proto);
void Write(const model::Register& value, v1::Register& proto);
void Write(const model::StageMachine& machine, v1::StageMachine& proto);
void Write(const model::Watch& watch, v1::Watch& proto);
void Write(const model::Decision& decision, v1::Decision& proto);
void Write(const model::Issue& issue, v1::Issue& proto);
void Write(const model::ScorePolicy& policy, v1::ScorePolicy& proto);
void Write(const model::Assessment& assessment, v1::Assessment& proto);
void Write(const model::Silence& silence, v1::Silence& proto);
void Write(const model::Circular& circular, v1::Circular& proto);
void Write(const model::AlertAction& action, v1::AlertAction& proto);
void Write(const model::Resource& resource, v1::Resource& proto);
void Write(const model::Report& report, v1::Report& proto);

/// Parts that several kinds share.
model::AlertMatcher ReadMatcher(const v1::AlertMatcher& proto, const Form& form);
void WriteMatcher(const model::AlertMatcher& matcher, v1::AlertMatcher& proto);
model::Labels ReadLabels(std::string_view field, const google::protobuf::Map<std::string, std::string>& labels,
                         const Form& form);
void WriteLabels(const model::Labels& labels, google::protobuf::Map<std::string, std::string>& proto);
model::Feedback ReadFeedback(const v1::Feedback& proto, const Form& form);
void WriteFeedback(const model::Feedback& feedback, v1::Feedback& proto);
model::ExtensionRequest ReadExtensionRequest(const v1::ExtensionRequest& proto, const Form& form);
void WriteExtensionRequest(const model::ExtensionRequest& request, v1::ExtensionRequest& proto);

/// The attributes of an item or of a member of a register.
std::vector<model::Attribute> ReadAttributes(const google::protobuf::RepeatedPtrField<v1::Attribute>& protos,
                                             const Form& form);
void WriteAttributes(const std::vector<model::Attribute>& attributes,
                     google::protobuf::RepeatedPtrField<v1::Attribute>* protos);

/// Copies strings into a repeated field.
inline void WriteStrings(const std::vector<std::string>& values, Form::Strings* field) {
  for (const std::string& value : values) field->Add(std::string(value));
}

/// A model enum as the contract numbers it (see Form::Enum).
template <typename Proto, typename Model>
Proto ToEnum(Model value, int shift = 0) {
  return static_cast<Proto>(static_cast<int>(value) + shift);
}

}  // namespace liandu::wire
