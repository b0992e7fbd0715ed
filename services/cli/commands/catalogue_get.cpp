#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/show/names.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// The kind of a catalogue's field: "targets" is RESOURCE_KIND_TARGET. Resource lists them under the same types.
v1::ResourceKind KindOf(const FieldDescriptor& field) {
  const auto* resource = v1::Resource::descriptor();
  for (int i = 0; i < resource->field_count(); ++i) {
    if (resource->field(i)->message_type() == field.message_type()) {
      return static_cast<v1::ResourceKind>(resource->field(i)->number());
    }
  }
  return v1::RESOURCE_KIND_UNSPECIFIED;
}

std::string TextOf(const Message& resource, const std::string& name) {
  const FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : resource.GetReflection()->GetString(resource, field);
}

void ShowCounts(const v1::Catalogue& catalogue, Output& output) {
  std::vector<const FieldDescriptor*> fields;
  catalogue.GetReflection()->ListFields(catalogue, &fields);
  Table table({{"类别"}, {"条数", Align::kRight}});
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? catalogue.GetReflection()->FieldSize(catalogue, field) : 1;
    table.AddRow({NameOf(KindOf(*field)), absl::StrCat(count)});
  }
  if (!table.empty()) output.Show(table);
}

void ShowResources(const v1::Catalogue& catalogue, Output& output) {
  const auto& reflection = *catalogue.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(catalogue, &fields);
  Table table({{"类别"}, {"编号"}, {"名称", Align::kLeft, true}});
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(catalogue, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& resource = field->is_repeated() ? reflection.GetRepeatedMessage(catalogue, field, i)
                                                     : reflection.GetMessage(catalogue, field);
      std::string name = TextOf(resource, "display_name");
      if (name.empty()) name = TextOf(resource, "indicator");
      if (name.empty()) name = TextOf(resource, "subject");
      table.AddRow({NameOf(KindOf(*field)), TextOf(resource, "id"), name});
    }
  }
  if (!table.empty()) output.Show(table);
}

}  // namespace

Outcome Run(const CatalogueGetOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(*jurisdiction);
  for (const v1::ResourceKind kind : options.kinds) request.add_kinds(kind);
  const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) return answer.status();
  if (context.output.json()) {
    context.output.Document(*answer);
    return kOk;
  }
  if (options.kinds.empty()) {
    ShowCounts(answer->catalogue(), context.output);
  } else {
    ShowResources(answer->catalogue(), context.output);
  }
  context.output.Text(absl::StrCat(*jurisdiction, " 的目录，第 ", answer->version(), " 版\n"));
  return kOk;
}

}  // namespace liandu::cli
