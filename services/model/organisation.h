#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/time.h"

/// Units, posts, programmes and chains; the fields mean what protos/liandu/v1/catalogue.proto says of them.
namespace liandu::model {

enum class UnitKind {
  kUnspecified,
  kGovernment,
  kDepartment,
  kDistrict,
  kFunctionalZone,
  kLeadingGroup,
  kOffice,
  kEnterprise,
  kPark
};

struct Unit {
  std::string id;
  std::string display_name;
  UnitKind kind = UnitKind::kUnspecified;
  std::string parent;
  std::vector<std::string> aliases;
  std::string district;
  std::string note;
  bool operator==(const Unit&) const = default;
};

enum class PostRole { kUnspecified, kChainLeader, kSupervisingLeader, kUnitHead, kLiaison };

enum class ContactKind { kMail = 1, kPhone, kDingtalkUser, kWecomUser, kFeishuUser };
/// "mail", "phone", "dingtalk", "wecom", "feishu".
const char* ContactKindName(ContactKind kind);

struct ContactPoint {
  ContactKind kind = ContactKind::kMail;
  std::string address;
  bool operator==(const ContactPoint&) const = default;
};

struct PostHolder {
  std::string display_name;
  std::optional<Date> from;
  std::optional<Date> to;
  std::vector<ContactPoint> contact_points;
  bool operator==(const PostHolder&) const = default;
};

struct Delegation {
  std::string deputy_post;
  std::optional<Date> from;
  std::optional<Date> to;
  std::string reason;
  bool operator==(const Delegation&) const = default;
};

struct Post {
  std::string id;
  std::string display_name;
  PostRole role = PostRole::kUnspecified;
  std::string unit;
  std::vector<PostHolder> holders;
  std::vector<Delegation> delegations;
  bool operator==(const Post&) const = default;
};

/// Who holds the post on a day; nullptr while it is vacant.
const PostHolder* HolderOn(const Post& post, Date date);
/// The delegation that holds on a day; nullptr if there is none.
const Delegation* DelegationOn(const Post& post, Date date);

enum class ProgrammeStanding { kUnspecified, kDraft, kInForce };

struct Programme {
  std::string id;
  std::string display_name;
  std::optional<Date> start_date;
  std::optional<Date> end_date;
  std::string issuer;
  ProgrammeStanding standing = ProgrammeStanding::kInForce;
  std::string parent;
  std::string document;
  std::string note;
  std::vector<std::string> supersedes;
  std::string stage_label;
  bool operator==(const Programme&) const = default;
};

enum class ChainKind { kUnspecified, kIndustryChain, kServiceIndustry };

struct Chain {
  std::string id;
  std::string display_name;
  ChainKind kind = ChainKind::kUnspecified;
  std::string group;
  std::string leader_post;
  std::string lead_unit;
  std::vector<std::string> cooperating_units;
  std::vector<std::string> zones;
  std::vector<std::string> anchor_enterprises;
  int order = 0;
  std::string note;
  std::vector<std::string> main_parks;
  std::vector<std::string> cooperating_parks;
  std::string task_group;
  bool operator==(const Chain&) const = default;
};

}  // namespace liandu::model
