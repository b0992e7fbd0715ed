#include "platform/eventlog/event_log_factory.h"

#include <gtest/gtest.h>

#include <map>

namespace liandu::eventlog {
namespace {

TEST(PartitionOfTest, NeverChanges) {
  // FNV-1a, 64 bits: whoever changes these loses every jurisdiction that lives somewhere already.
  EXPECT_EQ(PartitionOf("", 16), static_cast<int>(14695981039346656037ULL % 16));
  EXPECT_EQ(PartitionOf("a", 1'000'000), static_cast<int>(12638187200555641996ULL % 1'000'000));
  EXPECT_EQ(PartitionOf("foobar", 1'000'000), static_cast<int>(9625390261332436968ULL % 1'000'000));
}

TEST(PreferredOwnerTest, SharesEvenlyAndMovesOnlyALeaversShare) {
  std::vector<Member> members{{"a", ""}, {"b", ""}, {"c", ""}};
  std::map<std::string, int> shares;
  std::vector<std::string> before;
  for (int partition = 0; partition < 3'000; ++partition) {
    before.push_back(PreferredOwner(members, partition)->id);
    ++shares[before.back()];
  }
  for (const auto& [member, share] : shares) EXPECT_NEAR(share, 1'000, 150) << member;
  members.pop_back();
  for (int partition = 0; partition < 3'000; ++partition) {
    const std::string& owner = before[static_cast<size_t>(partition)];
    if (owner != "c") {
      EXPECT_EQ(PreferredOwner(members, partition)->id, owner);
    }
  }
  EXPECT_EQ(PreferredOwner({}, 1), nullptr);
}

struct IdCase {
  const char* name;
  const char* text;
  bool valid;
};

class EntryIdTest : public testing::TestWithParam<IdCase> {};

TEST_P(EntryIdTest, IsReadBackAsWritten) {
  const auto id = EntryId::Parse(GetParam().text);
  ASSERT_EQ(id.ok(), GetParam().valid);
  if (id.ok()) {
    EXPECT_EQ(id->ToString(), GetParam().text);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EntryIdTest,
                         testing::Values(IdCase{"Usual", "1719799200000-0", true}, IdCase{"Zero", "0-0", true},
                                         IdCase{"Largest", "18446744073709551615-18446744073709551615", true},
                                         IdCase{"TooLarge", "18446744073709551616-0", false},
                                         IdCase{"NoSequence", "1719799200000", false},
                                         IdCase{"EmptySequence", "1-", false}, IdCase{"Empty", "", false},
                                         IdCase{"Negative", "-1-0", false}, IdCase{"Trailing", "1-0 ", false}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace liandu::eventlog
