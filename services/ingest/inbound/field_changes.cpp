#include "ingest/inbound/field_changes.h"

#include <google/protobuf/util/field_mask_util.h>
#include <google/protobuf/util/json_util.h>

#include <memory>
#include <string>

#include "wire/wire.h"

namespace liandu::ingest {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// The message inside of the resource's oneof.
const Message& ContentOf(const v1::Resource& resource) {
  const google::protobuf::Reflection& reflection = *resource.GetReflection();
  const FieldDescriptor* field =
      reflection.GetOneofFieldDescriptor(resource, resource.GetDescriptor()->FindOneofByName("resource"));
  return reflection.GetMessage(resource, field);
}

/// A message of the same type with only this field.
std::unique_ptr<Message> OnlyField(const Message& message, const FieldDescriptor& field) {
  std::unique_ptr<Message> only(message.New());
  google::protobuf::FieldMask mask;
  mask.add_paths(field.name());
  google::protobuf::util::FieldMaskUtil::MergeMessageTo(message, mask, {}, only.get());
  return only;
}

/// JSON of one field's value; empty if it is unset.
std::string JsonOf(const Message& only, const FieldDescriptor& field) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(only, &json).ok()) return {};
  // {"name":value}
  const size_t begin = field.json_name().size() + 4;
  return json.size() <= begin ? std::string() : json.substr(begin, json.size() - begin - 1);
}

void AddFields(const Message& before, const Message& after, v1::ResourceChange& out) {
  const google::protobuf::Descriptor& type = *before.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string old_value = JsonOf(*OnlyField(before, field), field);
    const std::string new_value = JsonOf(*OnlyField(after, field), field);
    if (old_value == new_value) continue;
    v1::FieldChange* change = out.add_fields();
    change->set_field(field.json_name());
    change->set_old_value(old_value);
    change->set_new_value(new_value);
  }
}

}  // namespace

v1::ResourceChange ToProto(const Change& change) {
  v1::ResourceChange out;
  out.set_kind(static_cast<v1::ResourceKind>(change.key.kind));
  out.set_id(change.key.id);
  out.set_action(static_cast<v1::ChangeAction>(change.action));
  if (change.action != ChangeAction::kUpdate) return out;
  const v1::Resource before = wire::ToProto(*change.before);
  const v1::Resource after = wire::ToProto(*change.after);
  AddFields(ContentOf(before), ContentOf(after), out);
  return out;
}

}  // namespace liandu::ingest
