#pragma once

#include <map>
#include <string>
#include <vector>

#include "evaluator/scenario/player.h"
#include "evaluator/scenario/words.h"
#include "notifier/domain/desk.h"

namespace liandu::scenarios {

/// Gives what the judge of a scenario says to a notifier's desk, takes every message as delivered when it goes out, and
/// checks lines like "expect message POST DATE TIME says=…" (README.md beside the scenarios).
class Notices : public Audience {
 public:
  void Hear(const model::Event& event, model::Instant at,
            const std::vector<std::optional<evaluator::AlertMovement>>& said) override;
  bool Take(const Words& words, const Fail& fail) override;

 private:
  notifier::Desk& DeskOf(const std::string& jurisdiction);
  void HearEvent(const model::Event& event, model::Instant at);
  void FireUntil(notifier::Desk& desk, model::Instant at);
  void Deliver(notifier::Desk& desk);
  void ExpectOne(const Words& words, const std::string& what, const Fail& fail) const;
  std::string AllOf(const std::string& what) const;

  std::map<std::string, notifier::Desk> desks_;
  size_t sent_ = 0;
  size_t sent_seen_ = 0;
};

}  // namespace liandu::scenarios
