#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "evaluator/domain/effects.h"
#include "model/catalogue.h"
#include "model/event.h"

/// Scenarios: text timelines that say what is in a catalogue, what comes in when, and what must then hold. They are
/// played against the judge itself. Pure: a text in, what did not hold out. docs/scenarios.md describes the lines.
namespace liandu::scenarios {

/// Something that is not as written.
struct Failure {
  std::string file;
  int line = 1;
  /// The line as it stands there.
  std::string text;
  /// The line cannot be read or played; `what` says why, and the scenario ends there.
  bool unreadable = false;
  /// What was looked at, in Chinese.
  std::string what;
  std::string expected;
  std::string actual;

  /// "t013.scenario:12: expect …\n  灯：应为 red，实为 green".
  std::string ToString() const;
};

struct ScenarioResult {
  std::string file;
  /// Lines that expect something.
  int expectations = 0;
  /// In the order of the lines.
  std::vector<Failure> failures;

  bool passed() const { return failures.empty(); }
  bool unreadable() const { return !failures.empty() && failures.back().unreadable; }
};

/// Reads the folder that a line "catalogue FOLDER" names, seen from the scenario's own file. The status says in Chinese
/// what is wrong with it.
using CatalogueReader =
    std::function<absl::StatusOr<std::vector<model::Resource>>(const std::string& scenario, const std::string& folder)>;

/// More failures than this are not collected.
inline constexpr size_t kMaxFailures = 100;

struct Words;

/// Who listens while a scenario is played, and has lines of its own: what happens to the alerts that it hears of.
class Audience {
 public:
  virtual ~Audience() = default;
  /// What the judge said because of an event, in its order: movements of alerts, and in their midst (nullopt) that the
  /// event itself has been taken.
  virtual void Hear(const model::Event& event, model::Instant at,
                    const std::vector<std::optional<evaluator::AlertMovement>>& said) = 0;
  /// A line that the judge's player does not know; false: nor does the audience. BadLine if it cannot be read. `fail`
  /// takes what was looked at, what was expected and what there is.
  using Fail = std::function<void(const std::string&, const std::string&, const std::string&)>;
  virtual bool Take(const Words& words, const Fail& fail) = 0;
};

/// Plays a scenario. At its end, whatever it expects, a world restored from its records must equal the one that grew,
/// and every alert's transitions must be numbered without gaps. The same text gives the same result.
ScenarioResult PlayScenario(const std::string& file, const std::string& text, const CatalogueReader& read_catalogue,
                            Audience* audience = nullptr);

}  // namespace liandu::scenarios
