#include "notifier/domain/recipients.h"

#include <algorithm>

#include "notifier/domain/route.h"

namespace liandu::notifier {
namespace {

using model::RecipientRole;

bool Lists(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

const model::RecipientGroup* FindGroup(const model::NotificationPolicy& policy, const std::string& id) {
  for (const model::RecipientGroup& group : policy.groups) {
    if (group.id == id) return &group;
  }
  return nullptr;
}

const std::vector<model::Receiver>& ReceiversOf(const model::NotificationPolicy& policy) {
  static const std::vector<model::Receiver> everybody = [] {
    model::Receiver receiver;
    receiver.id = kDefaultReceiver;
    receiver.channel = kDefaultChannel;
    return std::vector{receiver};
  }();
  return policy.receivers.empty() ? everybody : policy.receivers;
}

/// Who reads what goes to explicit addresses is whoever reads those, whatever post it is for.
std::string PersonAt(const std::vector<std::string>& addresses) {
  std::string person = "addresses:";
  for (const std::string& address : addresses) person += (&address == &addresses.front() ? "" : ",") + address;
  return person;
}

}  // namespace

Recipients::Recipients(const Directory& directory, const RouteQuestion& question, model::Date date)
    : directory_(directory), question_(question), finder_(directory, question.programme, date) {}

void Recipients::AddRole(RecipientRole role, const Terms& terms) {
  switch (role) {
    case RecipientRole::kResponsibleUnit:
      return Add(finder_.OfResponsibleUnit(question_.responsible_unit), terms);
    case RecipientRole::kUnitHead:
      return Add(finder_.OfUnitHead(question_.responsible_unit), terms);
    case RecipientRole::kSupervisingLeader:
      return Add(finder_.OfSupervisingLeader(question_.responsible_unit), terms);
    case RecipientRole::kProgrammeIssuer:
      return Add(finder_.OfIssuer(), terms);
    case RecipientRole::kLeadingGroup:
      return Add(finder_.OfLeadingGroup(), terms);
    case RecipientRole::kChainLeadUnit:
    case RecipientRole::kChainLeader:
      for (const std::string& id : question_.chains) {
        const model::Chain* chain = model::Find(directory_.catalogue().chains, id);
        if (chain == nullptr) continue;
        Add(role == RecipientRole::kChainLeader ? finder_.OfChainLeader(*chain) : finder_.OfLeadUnit(*chain), terms);
      }
      return;
  }
}

void Recipients::AddPost(const std::string& post, const Terms& terms, const std::string& why) {
  Add(finder_.Named(post, why), terms);
}

void Recipients::AddGroup(const std::string& id, const Terms& terms) {
  const model::RecipientGroup* group = FindGroup(directory_.policy(), id);
  if (group == nullptr) return;
  const std::string& name = group->display_name.empty() ? group->id : group->display_name;
  const std::string why = std::string(kNamedByRule) + "（" + name + "）";
  for (const std::string& post : group->posts) AddPost(post, terms, why);
  for (const std::string& unit : group->units) {
    for (const std::string& post : directory_.PostsOf(unit)) AddPost(post, terms, why);
  }
}

bool Recipients::Takes(const model::Receiver& receiver, const std::string& post, const std::string& unit) const {
  if (receiver.posts.empty() && receiver.units.empty() && receiver.groups.empty()) return true;
  if (Lists(receiver.posts, post) || Lists(receiver.units, unit)) return true;
  return std::any_of(receiver.groups.begin(), receiver.groups.end(), [&](const std::string& id) {
    const model::RecipientGroup* group = FindGroup(directory_.policy(), id);
    return group != nullptr && (Lists(group->posts, post) || Lists(group->units, unit));
  });
}

void Recipients::Add(const FoundPost& found, const Terms& terms) {
  if (found.post.empty()) return;
  const std::vector<model::Receiver>& receivers = ReceiversOf(directory_.policy());
  const auto allowed = [&](const model::Receiver& receiver) {
    return terms.receivers.empty() || Lists(terms.receivers, receiver.id);
  };
  bool taken = false;
  for (const model::Receiver& receiver : receivers) {
    if (!allowed(receiver) || !Takes(receiver, found.post, found.unit)) continue;
    AddOver(receiver, found, terms);
    taken = true;
  }
  if (taken || found.acts_for.empty()) return;
  // No receiver knows the deputy: those of the post that it acts for, unless they lead to its holder's own addresses.
  for (const model::Receiver& receiver : receivers) {
    if (!allowed(receiver) || !receiver.addresses.empty()) continue;
    if (Takes(receiver, found.acts_for, found.acts_for_unit)) AddOver(receiver, found, terms);
  }
}

void Recipients::AddOver(const model::Receiver& receiver, const FoundPost& found, const Terms& terms) {
  const std::string person = receiver.addresses.empty() ? found.person : PersonAt(receiver.addresses);
  const auto [place, is_new] = places_.try_emplace({receiver.id, person}, addressees_.size());
  if (!is_new) {
    Addressee& told = addressees_[place->second];
    const std::string also = "；兼" + found.display_name + "，只告知一次";
    if (told.post != found.post && told.reason.find(also) == std::string::npos) told.reason += also;
    return;
  }
  Addressee addressee;
  addressee.receiver = receiver.id;
  addressee.channel = receiver.channel;
  addressee.post = found.post;
  addressee.post_display_name = found.display_name;
  addressee.holder = found.holder;
  addressee.route = terms.route;
  addressee.reason = found.reason;
  addressee.person = person;
  addressee.addresses = receiver.addresses;
  addressee.contact_points = found.contact_points;
  addressee.shared = receiver.shared;
  addressee.group = terms.group;
  addressee.group_wait_seconds = terms.group_wait_seconds;
  addressee.group_interval_seconds = terms.group_interval_seconds;
  addressee.repeat_days = terms.repeat_days;
  addressees_.push_back(std::move(addressee));
}

}  // namespace liandu::notifier
