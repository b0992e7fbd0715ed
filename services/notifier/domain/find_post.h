#pragma once

#include <initializer_list>
#include <string>

#include "model/catalogue.h"
#include "model/time.h"
#include "notifier/domain/directory.h"

namespace liandu::notifier {

/// A post that answers for something on a date.
struct FoundPost {
  /// Empty: there is nobody at all. "unit:<id>" for a unit without posts.
  std::string post;
  std::string display_name;
  std::string unit;
  /// Empty: vacant.
  std::string holder;
  /// Why this one, in Chinese, saying so when another post stands in.
  std::string reason;
};

/// Finds who answers on one date for units, chains and a programme. Keeps a reference to the directory.
class PostFinder {
 public:
  PostFinder(const Directory& directory, const std::string& programme, model::Date date);

  /// The unit's liaison, or who stands in; without a unit the programme's issuer.
  FoundPost OfResponsibleUnit(const std::string& unit) const;
  FoundPost OfIssuer() const;
  FoundPost OfLeadUnit(const model::Chain& chain) const;
  /// The chain's 链长; while the post is vacant or not set up, the head of its lead unit, then the issuer.
  FoundPost OfChainLeader(const model::Chain& chain) const;
  /// A post named by a route; a vacant one hands over likewise.
  FoundPost Named(const std::string& post) const;

 private:
  const model::Post* OfUnit(const std::string& unit, model::PostRole role, bool filled) const;
  FoundPost Of(const model::Post& post, const std::string& reason) const;
  FoundPost OfUnitOrStandIn(const std::string& unit, const std::string& relation) const;
  FoundPost HandOver(const model::Post* vacant, const std::string& unit, const std::string& relation,
                     const std::string& why) const;
  FoundPost FilledAtIssuer(const std::string& reason) const;

  const Directory& directory_;
  std::string issuer_;
  model::Date date_;
};

}  // namespace liandu::notifier
