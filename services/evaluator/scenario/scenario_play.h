#pragma once

#include <string>
#include <vector>

#include "evaluator/scenario/player.h"
#include "evaluator/scenario/words.h"
#include "evaluator/scenario/world_driver.h"
#include "model/event.h"

namespace liandu::scenarios {

/// Plays a scenario line by line and checks its expectations. player.cpp holds what happens, expectations.cpp what must
/// hold.
class Player {
 public:
  /// `audience`: nullptr for none.
  Player(std::string file, const CatalogueReader& read_catalogue, Audience* audience);

  ScenarioResult Play(const std::string& text);

 private:
  /// One line; false if it cannot be read.
  bool Take(const std::string& line);
  void Send(model::EventBody body, const std::string& actor = "");
  void Put();
  void Line(const std::string& line, const Words& words);
  void Open(const Words& words);
  void GoLive(const Words& words);
  void MoveTo(const Words& words);
  void Catalogue(const Words& words);
  void Remove(const Words& words);
  void Report(const Words& words);
  void Milestone(const Words& words);
  void Stage(const Words& words);
  void Fulfil(const Words& words);
  void Member(const Words& words);
  void Issue(const Words& words);
  void Act(const Words& words, const model::AlertAction& action);

  /// Whether the line is one of the audience's.
  bool AudienceTakes(const Words& words);

  void Expect(const Words& words);
  void ExpectTarget(const Words& words);
  void ExpectAlert(const Words& words);
  /// Where the alert stands between the people concerned, and what is owed until when.
  void ExpectOwed(const Words& words, const model::Alert& alert);
  /// A milestone, item, issue or obligation.
  void ExpectPromise(const Words& words, const absl::StatusOr<evaluator::PromiseExplanation>& explanation);
  void ExpectOpen(const Words& words);
  void ExpectLight(const Words& words);
  void ExpectMovements(const Words& words);
  void ExpectReport(const Words& words);
  void ExpectStep(const Words& words);
  void ExpectScore(const Words& words);
  void CheckRecords();

  /// A failure of the line being played unless both are the same.
  void CheckSame(const std::string& what, const std::string& expected, const std::string& actual);
  void CheckHolds(const std::string& what, bool expected, bool actual);
  /// If the line names `key`: the same as, or part of, what is.
  void CheckKey(const Words& words, const std::string& key, const std::string& what, const std::string& actual);
  void CheckPart(const Words& words, const std::string& key, const std::string& what, const std::string& actual);
  void Fail(const std::string& what, const std::string& expected, const std::string& actual);
  std::string OpenAlerts() const;

  const CatalogueReader& read_catalogue_;
  Audience* audience_;
  ScenarioResult result_;
  WorldDriver driver_;
  std::string jurisdiction_;
  model::Instant now_{};
  std::vector<model::Resource> put_;
  size_t movements_seen_ = 0;
  int number_ = 0;
  std::string text_;
};

}  // namespace liandu::scenarios
