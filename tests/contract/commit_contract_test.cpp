#include "log_fixture.h"

namespace liandu::testing {
namespace {

using eventlog::Commit;
using eventlog::EntryId;
using eventlog::EventLog;
using eventlog::Output;
using eventlog::ProcessorPosition;
using eventlog::Role;
using std::chrono::milliseconds;

class CommitContractTest : public LogContractTest {
 protected:
  void SetUp() override {
    LogContractTest::SetUp();
    log_ = Open();
    OpenJurisdiction(*log_, "qingdao");
    for (const char* payload : {"a", "b", "c"}) AppendOne(*log_, Event("qingdao", payload));
    entries_ = *log_->Read(Role::kEvaluator, {}, 100, milliseconds(0));
    position_ = Claim(*log_, Role::kEvaluator, "first");
  }

  /// A commit of one input with a record and an output.
  Commit CommitOf(size_t input, int64_t sequence, const std::string& value) const {
    Commit commit{{position_.fence.epoch, "first", sequence}, entries_[input].id, 1, {{"k", value}}, {}};
    commit.outputs.push_back({entries_[input].id, Output{"qingdao", 7, "alert-1", sequence, "says " + value}});
    return commit;
  }
  std::vector<eventlog::Entry> Alerts() const { return *log_->Read(Role::kNotifier, {}, 100, milliseconds(0)); }
  using Records = std::vector<std::pair<std::string, std::string>>;
  Records State() const { return *log_->ReadState(Role::kEvaluator, "", 1'000); }

  std::unique_ptr<EventLog> log_;
  std::vector<eventlog::Entry> entries_;
  ProcessorPosition position_;
};

TEST_P(CommitContractTest, StateOutputAndCursorMoveTogether) {
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, CommitOf(0, 1, "x")).ok());
  EXPECT_EQ(State(), (Records{{"k", "x"}}));
  const auto alerts = Alerts();
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].id, (EntryId{entries_[0].id.ms, 0}));
  EXPECT_EQ(alerts[0].at_ms, 7);
  EXPECT_EQ(alerts[0].jurisdiction, "qingdao");
  EXPECT_EQ(alerts[0].entity, "alert-1");
  EXPECT_EQ(alerts[0].entity_sequence, 1);
  EXPECT_EQ(alerts[0].payload, "says x");
  const auto position = *log_->ReadPosition(Role::kEvaluator);
  EXPECT_EQ(position.cursor, entries_[0].id);
  EXPECT_EQ(position.input_count, 1);
  EXPECT_EQ(position.fence.sequence, 1);
  EXPECT_EQ(position.claims_at_cursor, 0);
  EXPECT_EQ(log_->ReadPosition(Role::kNotifier)->appended, 1);
}

TEST_P(CommitContractTest, TheSameCommitSentAgainIsAppliedOnce) {
  const Commit commit = CommitOf(0, 1, "x");
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, commit).ok());
  EXPECT_TRUE(log_->CommitBatch(Role::kEvaluator, commit).ok());
  EXPECT_EQ(Alerts().size(), 1U);
  EXPECT_EQ(log_->ReadPosition(Role::kEvaluator)->input_count, 1);
}

TEST_P(CommitContractTest, ASequenceOutOfTurnIsFenced) {
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, CommitOf(0, 1, "x")).ok());
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, CommitOf(1, 2, "y")).ok());
  EXPECT_TRUE(absl::IsAborted(log_->CommitBatch(Role::kEvaluator, CommitOf(0, 1, "x"))));
  EXPECT_TRUE(absl::IsAborted(log_->CommitBatch(Role::kEvaluator, CommitOf(2, 4, "z"))));
  EXPECT_EQ(State(), (Records{{"k", "y"}}));
}

TEST_P(CommitContractTest, OfTwoOwnersOneCommits) {
  const auto other = Open();
  const ProcessorPosition second = Claim(*other, Role::kEvaluator, "second");
  EXPECT_EQ(second.fence.epoch, position_.fence.epoch + 1);
  EXPECT_TRUE(absl::IsAborted(log_->CommitBatch(Role::kEvaluator, CommitOf(0, 1, "old"))));
  EXPECT_TRUE(absl::IsAborted(log_->Renew(Role::kEvaluator, position_.fence)));
  EXPECT_TRUE(absl::IsAborted(log_->Release(Role::kEvaluator, position_.fence)));
  EXPECT_TRUE(absl::IsAborted(log_->SetAside(Role::kEvaluator, position_.fence, entries_[0].id)));
  Commit commit = CommitOf(0, 1, "new");
  commit.fence = {second.fence.epoch, "second", 1};
  EXPECT_TRUE(other->CommitBatch(Role::kEvaluator, commit).ok());
  EXPECT_EQ(State(), (Records{{"k", "new"}}));
  EXPECT_EQ(Alerts().size(), 1U);
}

TEST_P(CommitContractTest, TheSameEpochUnderAnotherNonceIsFenced) {
  Commit commit = CommitOf(0, 1, "x");
  commit.fence.nonce = "rolled back";
  EXPECT_TRUE(absl::IsAborted(log_->CommitBatch(Role::kEvaluator, commit)));
  EXPECT_TRUE(Alerts().empty());
}

TEST_P(CommitContractTest, AnInputThatTheStreamDoesNotHoldIsStale) {
  Commit commit = CommitOf(0, 1, "x");
  commit.last_input = EntryId{entries_.back().id.ms + 1, 0};
  EXPECT_TRUE(absl::IsAborted(log_->CommitBatch(Role::kEvaluator, commit)));
  EXPECT_TRUE(State().empty());
}

TEST_P(CommitContractTest, ALeaseIsTakenOnlyAsItWasSeen) {
  const auto seen = *log_->ReadLease(Role::kEvaluator);
  EXPECT_EQ(seen.holder, "holder");
  EXPECT_FALSE(seen.released);
  ASSERT_TRUE(log_->Renew(Role::kEvaluator, position_.fence).ok());
  EXPECT_TRUE(absl::IsAborted(log_->Claim(Role::kEvaluator, seen, "other", "second").status()));
  const auto renewed = *log_->ReadLease(Role::kEvaluator);
  EXPECT_GT(renewed.counter, seen.counter);
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, CommitOf(0, 1, "x")).ok());
  EXPECT_GT(log_->ReadLease(Role::kEvaluator)->counter, renewed.counter) << "a commit counts as a renewal";
}

TEST_P(CommitContractTest, AReleasedLeaseSaysSo) {
  ASSERT_TRUE(log_->Release(Role::kEvaluator, position_.fence).ok());
  EXPECT_TRUE(log_->ReadLease(Role::kEvaluator)->released);
  EXPECT_TRUE(log_->ReadLease(Role::kNotifier)->released) << "never claimed";
  EXPECT_EQ(log_->ReadPosition(Role::kEvaluator)->claims_at_cursor, 0) << "an orderly release is no death";
}

TEST_P(CommitContractTest, ClaimsAtACursorAreCountedUntilItMoves) {
  Claim(*log_, Role::kEvaluator, "second");
  position_ = Claim(*log_, Role::kEvaluator, "first");
  EXPECT_EQ(position_.claims_at_cursor, 3);
  ASSERT_TRUE(log_->MarkTrying(Role::kEvaluator, position_.fence, entries_[0].id).ok());
  EXPECT_EQ(log_->ReadPosition(Role::kEvaluator)->trying, entries_[0].id);
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, CommitOf(0, 1, "x")).ok());
  EXPECT_EQ(log_->ReadPosition(Role::kEvaluator)->claims_at_cursor, 0);
  EXPECT_EQ(log_->ReadPosition(Role::kEvaluator)->trying, std::nullopt);
}

TEST_P(CommitContractTest, WhatIsSetAsideStaysSo) {
  ASSERT_TRUE(log_->SetAside(Role::kEvaluator, position_.fence, entries_[1].id).ok());
  ASSERT_TRUE(log_->SetAside(Role::kEvaluator, position_.fence, entries_[1].id).ok());
  EXPECT_EQ(Claim(*log_, Role::kEvaluator, "second").set_aside, std::vector<EntryId>{entries_[1].id});
  EXPECT_TRUE(log_->ReadPosition(Role::kNotifier)->set_aside.empty());
}

TEST_P(CommitContractTest, ALargeCommitIsAppliedWhole) {
  Commit commit = CommitOf(2, 1, "x");
  commit.writes.clear();
  for (int i = 0; i < 20'000; ++i) commit.writes.push_back({"key" + std::to_string(100'000 + i), std::to_string(i)});
  for (int i = 2; i <= 3'000; ++i) commit.outputs.push_back({entries_[2].id, Output{"qingdao", 7, "a", i, "e"}});
  commit.input_count = 3;
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, commit).ok());
  Commit removal{{position_.fence.epoch, "first", 2}, std::nullopt, 0, {}, {}};
  for (int i = 0; i < 20'000; i += 2) removal.writes.push_back({"key" + std::to_string(100'000 + i), std::nullopt});
  ASSERT_TRUE(log_->CommitBatch(Role::kEvaluator, removal).ok());
  Records records;
  for (Records piece = *log_->ReadState(Role::kEvaluator, "", 700); !piece.empty();
       piece = *log_->ReadState(Role::kEvaluator, records.back().first, 700)) {
    EXPECT_LE(piece.size(), 700U);
    records.insert(records.end(), piece.begin(), piece.end());
  }
  EXPECT_EQ(records.size(), 10'000U);
  EXPECT_TRUE(std::is_sorted(records.begin(), records.end()));
  EXPECT_EQ(records.front(), (std::pair<std::string, std::string>("key100001", "1")));
  EXPECT_EQ(log_->ReadPosition(Role::kNotifier)->appended, 3'000);
  EXPECT_EQ(log_->ReadPosition(Role::kEvaluator)->cursor, entries_[2].id) << "a commit without input leaves it";
}

INSTANTIATE_TEST_SUITE_P(Stores, CommitContractTest, ::testing::Values(Store::kMemory, Store::kRedis), StoreName);

}  // namespace
}  // namespace liandu::testing
