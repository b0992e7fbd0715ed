#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxTiers = 20;
constexpr int kMaxStages = 20;
constexpr int kMaxAttributes = 50;
constexpr int kMaxStageDays = 36500;
constexpr size_t kMaxAttributeLength = 100;

}  // namespace

std::vector<model::Attribute> ReadAttributes(const google::protobuf::RepeatedPtrField<v1::Attribute>& protos,
                                             const Form& form) {
  std::vector<model::Attribute> attributes;
  form.Count("attributes", protos.size(), kMaxAttributes);
  for (int i = 0; i < protos.size(); ++i) {
    const Form place = form.In("attributes", i);
    attributes.push_back(
        {place.Id("name", protos[i].name()), place.RequiredText("value", protos[i].value(), kMaxAttributeLength)});
  }
  return attributes;
}

void WriteAttributes(const std::vector<model::Attribute>& attributes,
                     google::protobuf::RepeatedPtrField<v1::Attribute>* protos) {
  for (const model::Attribute& attribute : attributes) {
    v1::Attribute* proto = protos->Add();
    proto->set_name(attribute.name);
    proto->set_value(attribute.value);
  }
}

model::Register Read(const v1::Register& proto, const Form& form) {
  model::Register result;
  result.id = form.Id("id", proto.id());
  result.display_name = form.RequiredText("display_name", proto.display_name());
  result.kept_since = form.OptionalDate("kept_since", proto.kept_since());
  result.lead_unit = form.OptionalId("lead_unit", proto.lead_unit());
  result.tiers = form.Texts("tiers", proto.tiers(), kMaxTiers, kMaxIdLength);
  result.note = form.Text("note", proto.note());
  return result;
}

void Write(const model::Register& value, v1::Register& proto) {
  proto.set_id(value.id);
  proto.set_display_name(value.display_name);
  if (value.kept_since) proto.set_kept_since(value.kept_since->ToString());
  proto.set_lead_unit(value.lead_unit);
  WriteStrings(value.tiers, proto.mutable_tiers());
  proto.set_note(value.note);
}

model::StageMachine Read(const v1::StageMachine& proto, const Form& form) {
  model::StageMachine machine;
  machine.id = form.Id("id", proto.id());
  machine.display_name = form.RequiredText("display_name", proto.display_name());
  form.Count("stages", proto.stages_size(), kMaxStages);
  for (int i = 0; i < proto.stages_size(); ++i) {
    const Form place = form.In("stages", i);
    machine.stages.push_back({place.RequiredText("id", proto.stages(i).id(), kMaxIdLength),
                              place.Number("max_days", proto.stages(i).max_days(), 0, kMaxStageDays)});
  }
  machine.note = form.Text("note", proto.note());
  return machine;
}

void Write(const model::StageMachine& machine, v1::StageMachine& proto) {
  proto.set_id(machine.id);
  proto.set_display_name(machine.display_name);
  for (const model::Stage& stage : machine.stages) {
    v1::Stage* out = proto.add_stages();
    out->set_id(stage.id);
    out->set_max_days(stage.max_days);
  }
  proto.set_note(machine.note);
}

}  // namespace liandu::wire
