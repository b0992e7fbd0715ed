#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "model/civil_time.h"
#include "qingdao_city.h"

/// What the evaluator finds of the documents' contradictions by itself: the catalogue is loaded without its list of
/// them, which serves here only to compare.
namespace liandu {
namespace {

using model::Date;

class QingdaoConflictsTest : public testing::Test {
 protected:
  QingdaoCity city_{model::CivilTime().At(Date(2024, 7, 1), 9 * 60 + 30), QingdaoCity::Conflicts::kLeftOut};
};

size_t CountOf(const std::vector<std::string>& ids, const std::vector<std::string>& wanted) {
  return static_cast<size_t>(std::count_if(ids.begin(), ids.end(), [&](const auto& id) {
    return std::find(wanted.begin(), wanted.end(), id) != wanted.end();
  }));
}

/// How a conflict on record shows in alerts: "value", "order", "doubling", "share" where two of its targets stand in
/// one dispute, "redacted" where a notice names one as printed for the other.
void FindInAlerts(const QingdaoCity& city, const model::Conflict& conflict, std::set<std::string>& found) {
  const auto alerts = city.world().ListAlerts(QingdaoCity::kId, {});
  for (const model::Alert& alert : *alerts) {
    if (alert.evidence.inputs.empty() || alert.evidence.inputs[0].kind != "dispute") continue;
    const std::string& kind = alert.evidence.inputs[0].id;
    if (kind != "redacted" && CountOf(conflict.targets, alert.members) >= 2) found.insert(kind);
    for (const model::EvidenceInput& input : alert.evidence.inputs) {
      const std::vector<std::string> pair = absl::StrSplit(input.id, ' ');
      if (input.kind == "printed_elsewhere" && CountOf(pair, conflict.targets) == 2) found.insert(kind);
    }
  }
}

/// ... and in explanations: "duplicate" where one target counts together with another.
void FindInExplanations(const QingdaoCity& city, const model::Conflict& conflict, std::set<std::string>& found) {
  for (const std::string& target : conflict.targets) {
    const auto explanation = city.world().ExplainTarget(QingdaoCity::kId, target);
    for (const std::string& step : explanation->steps) {
      for (const std::string& other : conflict.targets) {
        const bool same = absl::StrContains(step, "为同一目标") || absl::StrContains(step, "为同一定额");
        if (same && other != target && absl::StrContains(step, absl::StrCat("与 ", other))) found.insert("duplicate");
      }
    }
  }
}

TEST_F(QingdaoConflictsTest, FindsWhatIsDecidableWithoutAList) {
  std::map<std::string, std::string> found;
  for (const auto& [id, conflict] : city_.conflicts_left_out()) {
    std::set<std::string> how;
    FindInAlerts(city_, conflict, how);
    FindInExplanations(city_, conflict, how);
    if (!how.empty()) found[id] = absl::StrJoin(how, "+");
  }
  // X01: T128 and T137 are also one target; X01 and X02 imply different shares (X11). X09, X12, X13, X20, X22, X23,
  // X25, X26, X28 to X30 are no matter of data (docs/judgement.md says why).
  const std::map<std::string, std::string> expected = {{"X01", "duplicate+share+value"},
                                                       {"X02", "share+value"},
                                                       {"X03", "value"},
                                                       {"X04", "order"},
                                                       {"X05", "order"},
                                                       {"X07", "doubling"},
                                                       {"X08", "doubling"},
                                                       {"X10", "redacted"},
                                                       {"X11", "share+value"},
                                                       {"X14", "duplicate"},
                                                       {"X15", "duplicate"},
                                                       {"X16", "redacted"},
                                                       {"X17", "redacted"},
                                                       {"X18", "redacted"},
                                                       {"X19", "redacted"},
                                                       {"X21", "duplicate"},
                                                       {"X24", "duplicate"}};
  EXPECT_EQ(found, expected);
}

TEST_F(QingdaoConflictsTest, ShowsTheDifferenceOfTwoFiguresOfOneYear) {
  // X27: 5469.2 and "nearly 5500" for 2022.
  const auto explanation = city_.world().ExplainTarget(QingdaoCity::kId, "T128");
  const auto& steps = explanation->steps;
  EXPECT_TRUE(std::any_of(steps.begin(), steps.end(), [](const std::string& step) {
    return absl::StrContains(step, "5469.2") && absl::StrContains(step, "相差 30.8");
  })) << absl::StrJoin(steps, "\n");
}

TEST_F(QingdaoConflictsTest, SaysEachTroubleOnce) {
  std::map<std::string, int> alerts_of_target;
  const auto alerts = city_.world().ListAlerts(QingdaoCity::kId, {});
  for (const model::Alert& alert : *alerts) {
    if (alert.evidence.inputs.empty() || alert.evidence.inputs[0].kind != "dispute") continue;
    for (const std::string& member : alert.members) ++alerts_of_target[absl::StrCat(member, " ", alert.subject.id)];
  }
  for (const auto& [member, count] : alerts_of_target) EXPECT_EQ(count, 1) << member;
}

}  // namespace
}  // namespace liandu
