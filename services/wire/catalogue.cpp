#include <type_traits>

#include "absl/strings/str_cat.h"
#include "wire/readers.h"
#include "wire/wire.h"

namespace liandu::wire {
namespace {

template <typename Proto>
void CheckSize(const Proto& proto, const Form& form) {
  size_t bytes = proto.ByteSizeLong();
  if (form.findings().stored || bytes <= kMaxResourceBytes) return;
  form.Refuse("", absl::StrCat("有 ", bytes, " 字节，每条最多 ", kMaxResourceBytes, " 字节；请缩短"));
}

template <typename Proto>
void ReadList(std::string_view field, const google::protobuf::RepeatedPtrField<Proto>& list, const Form& form,
              std::vector<model::Resource>& resources) {
  for (int i = 0; i < list.size(); ++i) {
    CheckSize(list[i], form.In(field, i));
    resources.push_back(Read(list[i], form.In(field, i)));
  }
}

}  // namespace

model::Resource Read(const v1::Resource& proto, const Form& form) {
  CheckSize(proto, form);
  switch (proto.resource_case()) {
    case v1::Resource::kJurisdiction:
      return Read(proto.jurisdiction(), form.In("jurisdiction"));
    case v1::Resource::kWorkCalendar:
      return Read(proto.work_calendar(), form.In("work_calendar"));
    case v1::Resource::kUnitOfMeasure:
      return Read(proto.unit_of_measure(), form.In("unit_of_measure"));
    case v1::Resource::kUnit:
      return Read(proto.unit(), form.In("unit"));
    case v1::Resource::kPost:
      return Read(proto.post(), form.In("post"));
    case v1::Resource::kProgramme:
      return Read(proto.programme(), form.In("programme"));
    case v1::Resource::kChain:
      return Read(proto.chain(), form.In("chain"));
    case v1::Resource::kIndicator:
      return Read(proto.indicator(), form.In("indicator"));
    case v1::Resource::kTarget:
      return Read(proto.target(), form.In("target"));
    case v1::Resource::kItem:
      return Read(proto.item(), form.In("item"));
    case v1::Resource::kObligation:
      return Read(proto.obligation(), form.In("obligation"));
    case v1::Resource::kRequirement:
      return Read(proto.requirement(), form.In("requirement"));
    case v1::Resource::kNotificationPolicy:
      return Read(proto.notification_policy(), form.In("notification_policy"));
    case v1::Resource::kConflict:
      return Read(proto.conflict(), form.In("conflict"));
    case v1::Resource::kRegister:
      return Read(proto.register_(), form.In("register"));
    case v1::Resource::kStageMachine:
      return Read(proto.stage_machine(), form.In("stage_machine"));
    case v1::Resource::kWatch:
      return Read(proto.watch(), form.In("watch"));
    case v1::Resource::kDecision:
      return Read(proto.decision(), form.In("decision"));
    case v1::Resource::kIssue:
      return Read(proto.issue(), form.In("issue"));
    case v1::Resource::kScorePolicy:
      return Read(proto.score_policy(), form.In("score_policy"));
    case v1::Resource::kAssessment:
      return Read(proto.assessment(), form.In("assessment"));
    case v1::Resource::kSilence:
      return Read(proto.silence(), form.In("silence"));
    case v1::Resource::kCircular:
      return Read(proto.circular(), form.In("circular"));
    case v1::Resource::RESOURCE_NOT_SET:
      break;
  }
  form.findings().newer = true;
  form.Refuse("", "没有写明是哪一类内容；请恰好填写一类");
  return {};
}

void Write(const model::Resource& resource, v1::Resource& proto) {
  std::visit(
      [&proto](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, model::Jurisdiction>) Write(value, *proto.mutable_jurisdiction());
        if constexpr (std::is_same_v<T, model::WorkCalendar>) Write(value, *proto.mutable_work_calendar());
        if constexpr (std::is_same_v<T, model::UnitOfMeasure>) Write(value, *proto.mutable_unit_of_measure());
        if constexpr (std::is_same_v<T, model::Unit>) Write(value, *proto.mutable_unit());
        if constexpr (std::is_same_v<T, model::Post>) Write(value, *proto.mutable_post());
        if constexpr (std::is_same_v<T, model::Programme>) Write(value, *proto.mutable_programme());
        if constexpr (std::is_same_v<T, model::Chain>) Write(value, *proto.mutable_chain());
        if constexpr (std::is_same_v<T, model::Indicator>) Write(value, *proto.mutable_indicator());
        if constexpr (std::is_same_v<T, model::Target>) Write(value, *proto.mutable_target());
        if constexpr (std::is_same_v<T, model::Item>) Write(value, *proto.mutable_item());
        if constexpr (std::is_same_v<T, model::Obligation>) Write(value, *proto.mutable_obligation());
        if constexpr (std::is_same_v<T, model::Requirement>) Write(value, *proto.mutable_requirement());
        if constexpr (std::is_same_v<T, model::NotificationPolicy>) Write(value, *proto.mutable_notification_policy());
        if constexpr (std::is_same_v<T, model::Conflict>) Write(value, *proto.mutable_conflict());
        if constexpr (std::is_same_v<T, model::Register>) Write(value, *proto.mutable_register_());
        if constexpr (std::is_same_v<T, model::StageMachine>) Write(value, *proto.mutable_stage_machine());
        if constexpr (std::is_same_v<T, model::Watch>) Write(value, *proto.mutable_watch());
        if constexpr (std::is_same_v<T, model::Decision>) Write(value, *proto.mutable_decision());
        if constexpr (std::is_same_v<T, model::Issue>) Write(value, *proto.mutable_issue());
        if constexpr (std::is_same_v<T, model::ScorePolicy>) Write(value, *proto.mutable_score_policy());
        if constexpr (std::is_same_v<T, model::Assessment>) Write(value, *proto.mutable_assessment());
        if constexpr (std::is_same_v<T, model::Silence>) Write(value, *proto.mutable_silence());
        if constexpr (std::is_same_v<T, model::Circular>) Write(value, *proto.mutable_circular());
      },
      resource);
}

model::Resource ResourceFromProto(const v1::Resource& proto, const std::string& path,
                                  std::vector<Violation>& violations) {
  Findings findings{&violations};
  return Read(proto, Form(path, findings));
}

std::vector<model::Resource> ResourcesFromProto(const v1::Catalogue& proto, std::vector<Violation>& violations) {
  Findings findings{&violations};
  Form form("", findings);
  std::vector<model::Resource> resources;
  if (proto.has_jurisdiction()) resources.push_back(Read(proto.jurisdiction(), form.In("jurisdiction")));
  ReadList("work_calendars", proto.work_calendars(), form, resources);
  ReadList("units_of_measure", proto.units_of_measure(), form, resources);
  ReadList("units", proto.units(), form, resources);
  ReadList("posts", proto.posts(), form, resources);
  ReadList("programmes", proto.programmes(), form, resources);
  ReadList("chains", proto.chains(), form, resources);
  ReadList("indicators", proto.indicators(), form, resources);
  ReadList("targets", proto.targets(), form, resources);
  ReadList("items", proto.items(), form, resources);
  ReadList("obligations", proto.obligations(), form, resources);
  ReadList("requirements", proto.requirements(), form, resources);
  if (proto.has_notification_policy()) {
    CheckSize(proto.notification_policy(), form.In("notification_policy"));
    resources.push_back(Read(proto.notification_policy(), form.In("notification_policy")));
  }
  ReadList("conflicts", proto.conflicts(), form, resources);
  ReadList("registers", proto.registers(), form, resources);
  ReadList("stage_machines", proto.stage_machines(), form, resources);
  ReadList("watches", proto.watches(), form, resources);
  ReadList("decisions", proto.decisions(), form, resources);
  ReadList("issues", proto.issues(), form, resources);
  if (proto.has_score_policy()) resources.push_back(Read(proto.score_policy(), form.In("score_policy")));
  ReadList("assessments", proto.assessments(), form, resources);
  ReadList("silences", proto.silences(), form, resources);
  ReadList("circulars", proto.circulars(), form, resources);
  return resources;
}

v1::Resource ToProto(const model::Resource& resource) {
  v1::Resource proto;
  Write(resource, proto);
  return proto;
}

void AddResource(const v1::Resource& resource, v1::Catalogue& catalogue) {
  if (resource.has_jurisdiction()) *catalogue.mutable_jurisdiction() = resource.jurisdiction();
  if (resource.has_work_calendar()) *catalogue.add_work_calendars() = resource.work_calendar();
  if (resource.has_unit_of_measure()) *catalogue.add_units_of_measure() = resource.unit_of_measure();
  if (resource.has_unit()) *catalogue.add_units() = resource.unit();
  if (resource.has_post()) *catalogue.add_posts() = resource.post();
  if (resource.has_programme()) *catalogue.add_programmes() = resource.programme();
  if (resource.has_chain()) *catalogue.add_chains() = resource.chain();
  if (resource.has_indicator()) *catalogue.add_indicators() = resource.indicator();
  if (resource.has_target()) *catalogue.add_targets() = resource.target();
  if (resource.has_item()) *catalogue.add_items() = resource.item();
  if (resource.has_obligation()) *catalogue.add_obligations() = resource.obligation();
  if (resource.has_requirement()) *catalogue.add_requirements() = resource.requirement();
  if (resource.has_notification_policy()) *catalogue.mutable_notification_policy() = resource.notification_policy();
  if (resource.has_conflict()) *catalogue.add_conflicts() = resource.conflict();
  if (resource.has_register_()) *catalogue.add_registers() = resource.register_();
  if (resource.has_stage_machine()) *catalogue.add_stage_machines() = resource.stage_machine();
  if (resource.has_watch()) *catalogue.add_watches() = resource.watch();
  if (resource.has_decision()) *catalogue.add_decisions() = resource.decision();
  if (resource.has_issue()) *catalogue.add_issues() = resource.issue();
  if (resource.has_score_policy()) *catalogue.mutable_score_policy() = resource.score_policy();
  if (resource.has_assessment()) *catalogue.add_assessments() = resource.assessment();
  if (resource.has_silence()) *catalogue.add_silences() = resource.silence();
  if (resource.has_circular()) *catalogue.add_circulars() = resource.circular();
}

std::string RecordKey(const model::ResourceKey& key) { return absl::StrCat(model::KindName(key.kind), "/", key.id); }

}  // namespace liandu::wire
