#pragma once

#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/time.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// A post that answers for something on a date.
struct FoundPost {
  /// Empty: there is nobody at all. "unit:<id>" for a unit without posts.
  std::string post = {};
  std::string display_name = {};
  std::string unit = {};
  /// Empty: vacant.
  std::string holder = {};
  /// Why this one, in Chinese, saying so when another post stands in or acts for it.
  std::string reason = {};
  /// As Addressee's.
  std::string person = {};
  std::vector<model::ContactPoint> contact_points = {};
  /// The post for which it acts as a deputy (代理), and that post's unit; otherwise empty.
  std::string acts_for = {};
  std::string acts_for_unit = {};
};

/// Finds who answers on one date for units, chains and a programme. Whoever it finds, a delegation on that date sends
/// to the deputy instead, as long as the deputy's post is filled. Keeps a reference to the directory.
class PostFinder {
 public:
  PostFinder(const Directory& directory, const std::string& programme, model::Date date);

  /// The unit's liaison, or who stands in; without a unit the programme's issuer.
  FoundPost OfResponsibleUnit(const std::string& unit) const;
  /// 单位负责人; without a unit the issuer's.
  FoundPost OfUnitHead(const std::string& unit) const;
  /// 分管领导 held in the unit, or in the nearest above it that has a filled one; nobody stands in.
  FoundPost OfSupervisingLeader(const std::string& unit) const;
  FoundPost OfIssuer() const;
  FoundPost OfLeadUnit(const model::Chain& chain) const;
  /// The chain's 链长; while the post is vacant or not set up, the head of its lead unit, then the issuer.
  FoundPost OfChainLeader(const model::Chain& chain) const;
  /// Head of the policy's leading group, else its liaison, else the group as such.
  FoundPost OfLeadingGroup() const;
  /// A post named by itself, `why` in Chinese; a vacant one hands over likewise.
  FoundPost Named(const std::string& post, const std::string& why) const;

 private:
  const model::Post* OfUnit(const std::string& unit, model::PostRole role, bool filled) const;
  /// Who acts for a post on the date: itself, or the last of its deputies that is filled; nullptr: nobody.
  const model::Post* Acting(const model::Post& post) const;
  FoundPost Of(const model::Post& post, std::string reason) const;
  FoundPost OfUnitOrStandIn(const std::string& unit, const std::string& relation) const;
  FoundPost HandOver(const model::Post* vacant, const std::string& unit, const std::string& relation,
                     const std::string& why) const;
  FoundPost FilledAtIssuer(const std::string& reason) const;
  /// A unit that has nobody to name.
  FoundPost AsSuch(const std::string& unit, std::string reason) const;

  const Directory& directory_;
  std::string issuer_;
  model::Date date_;
};

}  // namespace liandu::notifier
