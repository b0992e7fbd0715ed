#include "wire/readers.h"

namespace liandu::wire {
namespace {

constexpr int kMaxAliases = 100;
constexpr int kMaxHolders = 200;
constexpr int kMaxContactPoints = 10;
constexpr size_t kMaxAddressLength = 200;

model::PostHolder ReadHolder(const v1::PostHolder& proto, const Form& form) {
  model::PostHolder holder;
  holder.display_name = form.RequiredText("display_name", proto.display_name());
  holder.from = form.OptionalDate("from", proto.from());
  holder.to = form.OptionalDate("to", proto.to());
  form.Count("contact_points", proto.contact_points_size(), kMaxContactPoints);
  for (int i = 0; i < proto.contact_points_size(); ++i) {
    const v1::ContactPoint& contact = proto.contact_points(i);
    const Form place = form.In("contact_points", i);
    holder.contact_points.push_back(
        {place.RequiredEnum("kind", contact.kind(), v1::ContactKind_IsValid(contact.kind()), model::ContactKind::kMail),
         place.RequiredText("address", contact.address(), kMaxAddressLength)});
  }
  return holder;
}

void WriteHolder(const model::PostHolder& holder, v1::PostHolder& proto) {
  proto.set_display_name(holder.display_name);
  if (holder.from) proto.set_from(holder.from->ToString());
  if (holder.to) proto.set_to(holder.to->ToString());
  for (const model::ContactPoint& contact : holder.contact_points) {
    v1::ContactPoint* out = proto.add_contact_points();
    out->set_kind(ToEnum<v1::ContactKind>(contact.kind));
    out->set_address(contact.address);
  }
}

model::Delegation ReadDelegation(const v1::Delegation& proto, const Form& form) {
  model::Delegation delegation;
  delegation.deputy_post = form.Id("deputy_post", proto.deputy_post());
  delegation.from = form.RequiredDate("from", proto.from());
  delegation.to = form.RequiredDate("to", proto.to());
  delegation.reason = form.Text("reason", proto.reason());
  if (delegation.to < delegation.from) form.Refuse("to", "早于 from；请填不早于开始的最后一天");
  return delegation;
}

}  // namespace

model::Unit Read(const v1::Unit& proto, const Form& form) {
  model::Unit unit;
  unit.id = form.Id("id", proto.id());
  unit.display_name = form.RequiredText("display_name", proto.display_name());
  unit.kind = form.Enum("kind", proto.kind(), v1::UnitKind_IsValid(proto.kind()), model::UnitKind::kUnspecified);
  unit.parent = form.OptionalId("parent", proto.parent());
  unit.aliases = form.Texts("aliases", proto.aliases(), kMaxAliases, kMaxTextLength);
  unit.district = form.Text("district", proto.district());
  unit.note = form.Text("note", proto.note());
  return unit;
}

void Write(const model::Unit& unit, v1::Unit& proto) {
  proto.set_id(unit.id);
  proto.set_display_name(unit.display_name);
  proto.set_kind(ToEnum<v1::UnitKind>(unit.kind));
  proto.set_parent(unit.parent);
  WriteStrings(unit.aliases, proto.mutable_aliases());
  proto.set_district(unit.district);
  proto.set_note(unit.note);
}

model::Post Read(const v1::Post& proto, const Form& form) {
  model::Post post;
  post.id = form.Id("id", proto.id());
  post.display_name = form.RequiredText("display_name", proto.display_name());
  post.role = form.Enum("role", proto.role(), v1::PostRole_IsValid(proto.role()), model::PostRole::kUnspecified);
  post.unit = form.OptionalId("unit", proto.unit());
  form.Count("holders", proto.holders_size(), kMaxHolders);
  for (int i = 0; i < proto.holders_size(); ++i) {
    post.holders.push_back(ReadHolder(proto.holders(i), form.In("holders", i)));
  }
  form.Count("delegations", proto.delegations_size(), kMaxHolders);
  for (int i = 0; i < proto.delegations_size(); ++i) {
    post.delegations.push_back(ReadDelegation(proto.delegations(i), form.In("delegations", i)));
  }
  return post;
}

void Write(const model::Post& post, v1::Post& proto) {
  proto.set_id(post.id);
  proto.set_display_name(post.display_name);
  proto.set_role(ToEnum<v1::PostRole>(post.role));
  proto.set_unit(post.unit);
  for (const model::PostHolder& holder : post.holders) WriteHolder(holder, *proto.add_holders());
  for (const model::Delegation& delegation : post.delegations) {
    v1::Delegation* out = proto.add_delegations();
    out->set_deputy_post(delegation.deputy_post);
    if (delegation.from) out->set_from(delegation.from->ToString());
    if (delegation.to) out->set_to(delegation.to->ToString());
    out->set_reason(delegation.reason);
  }
}

model::Programme Read(const v1::Programme& proto, const Form& form) {
  model::Programme programme;
  programme.id = form.Id("id", proto.id());
  programme.display_name = form.RequiredText("display_name", proto.display_name());
  programme.start_date = form.OptionalDate("start_date", proto.start_date());
  programme.end_date = form.OptionalDate("end_date", proto.end_date());
  programme.issuer = form.OptionalId("issuer", proto.issuer());
  programme.standing = form.Enum("standing", proto.standing(), v1::ProgrammeStanding_IsValid(proto.standing()),
                                 model::ProgrammeStanding::kInForce);
  programme.parent = form.OptionalId("parent", proto.parent());
  programme.document = form.Text("document", proto.document());
  programme.note = form.Text("note", proto.note());
  programme.supersedes = form.Ids("supersedes", proto.supersedes());
  programme.stage_label = form.Text("stage_label", proto.stage_label(), kMaxIdLength);
  return programme;
}

void Write(const model::Programme& programme, v1::Programme& proto) {
  proto.set_id(programme.id);
  proto.set_display_name(programme.display_name);
  if (programme.start_date) proto.set_start_date(programme.start_date->ToString());
  if (programme.end_date) proto.set_end_date(programme.end_date->ToString());
  proto.set_issuer(programme.issuer);
  proto.set_standing(ToEnum<v1::ProgrammeStanding>(programme.standing));
  proto.set_parent(programme.parent);
  proto.set_document(programme.document);
  proto.set_note(programme.note);
  WriteStrings(programme.supersedes, proto.mutable_supersedes());
  proto.set_stage_label(programme.stage_label);
}

model::Chain Read(const v1::Chain& proto, const Form& form) {
  model::Chain chain;
  chain.id = form.Id("id", proto.id());
  chain.display_name = form.RequiredText("display_name", proto.display_name());
  chain.kind =
      form.RequiredEnum("kind", proto.kind(), v1::ChainKind_IsValid(proto.kind()), model::ChainKind::kUnspecified);
  chain.group = form.Text("group", proto.group());
  chain.leader_post = form.OptionalId("leader_post", proto.leader_post());
  chain.lead_unit = form.OptionalId("lead_unit", proto.lead_unit());
  chain.cooperating_units = form.Ids("cooperating_units", proto.cooperating_units());
  chain.zones = form.Ids("zones", proto.zones());
  chain.anchor_enterprises = form.Ids("anchor_enterprises", proto.anchor_enterprises());
  chain.order = form.Number("order", proto.order(), 0, 1'000'000);
  chain.note = form.Text("note", proto.note());
  chain.main_parks = form.Ids("main_parks", proto.main_parks());
  chain.cooperating_parks = form.Ids("cooperating_parks", proto.cooperating_parks());
  chain.task_group = form.OptionalId("task_group", proto.task_group());
  return chain;
}

void Write(const model::Chain& chain, v1::Chain& proto) {
  proto.set_id(chain.id);
  proto.set_display_name(chain.display_name);
  proto.set_kind(ToEnum<v1::ChainKind>(chain.kind));
  proto.set_group(chain.group);
  proto.set_leader_post(chain.leader_post);
  proto.set_lead_unit(chain.lead_unit);
  WriteStrings(chain.cooperating_units, proto.mutable_cooperating_units());
  WriteStrings(chain.zones, proto.mutable_zones());
  WriteStrings(chain.anchor_enterprises, proto.mutable_anchor_enterprises());
  proto.set_order(chain.order);
  proto.set_note(chain.note);
  WriteStrings(chain.main_parks, proto.mutable_main_parks());
  WriteStrings(chain.cooperating_parks, proto.mutable_cooperating_parks());
  proto.set_task_group(chain.task_group);
}

}  // namespace liandu::wire
