#pragma once

#include <string>
#include <vector>

#include "model/notification.h"
#include "model/time.h"
#include "notifier/domain/addressee.h"
#include "notifier/domain/directory.h"
#include "notifier/domain/match_alert.h"

namespace liandu::notifier {

/// Receiver of everybody while the policy names none; its channel has the same name as the channel that every notifier
/// is configured with.
inline constexpr char kDefaultReceiver[] = "default";
inline constexpr char kDefaultChannel[] = "journal";
/// Route of the built-in rules.
inline constexpr char kDefaultRoute[] = "default";
/// Route of what names its posts itself (顶格).
inline constexpr char kDirectRoute[] = "direct";

/// Who is told of an alert on a date: one addressee for each post and each receiver that takes it, in the order of the
/// routes, no post and no person twice over one receiver. The routes of the policy are a tree: where a route below
/// takes the alert, it says who is told and its parent does not; every route of one level is asked, up to one that
/// takes it and `ends`. Without routes: the responsible unit's liaison always, the lead units of the chains from
/// yellow, their 链长 for red. What names its posts (顶格) goes to them and to the responsible unit, and on routes that
/// name its condition. A vacant post hands over to the unit's head, then to the programme's issuer; a unit without
/// posts is told as such; a delegated post's deputy is told instead.
std::vector<Addressee> Route(const Directory& directory, const RouteQuestion& question, model::Date date);

/// What of the alert decides which messages it shares: "chain=nev,unit=gxj"; empty for an empty `group_by`.
std::string GroupKey(const std::vector<model::GroupingKey>& group_by, const RouteQuestion& question);

}  // namespace liandu::notifier
