#include "notifier/outbound/send_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace liandu::notifier {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kMaxTogether = 4;

class SendQueueTest : public testing::Test {
 protected:
  SendQueueTest() {
    queue_.AddLane("robot", 1, kMaxTogether);
    queue_.AddLane("hook", 2, 1);
  }

  static SendKey Key(const std::string& id, int partition = 0) { return {partition, {"city", id}}; }

  void Add(const std::string& id, const std::string& channel, const std::string& post) {
    EXPECT_TRUE(queue_.Add(Key(id), channel, {0, {"city", channel, post}}, 1, now_));
  }
  /// Ids of each parcel that is ready.
  std::vector<std::vector<std::string>> Ready() {
    std::vector<std::vector<std::string>> ids;
    parcels_ = queue_.TakeReady(now_);
    for (const Parcel& parcel : parcels_) {
      ids.emplace_back();
      for (const SendPart& part : parcel.parts) ids.back().push_back(part.key.second.delivery);
    }
    return ids;
  }
  void FinishAll() {
    for (const Parcel& parcel : parcels_) {
      queue_.Release(parcel.channel);
      for (const SendPart& part : parcel.parts) queue_.Done(part);
    }
  }
  void RetryAll(seconds after, bool alone) {
    for (const Parcel& parcel : parcels_) {
      queue_.Release(parcel.channel);
      for (const SendPart& part : parcel.parts) queue_.Again(part, now_ + after, part.number + 1, alone);
    }
  }

  SendQueue queue_;
  SendQueue::SteadyTime now_{seconds(1000)};
  std::vector<Parcel> parcels_;
};

TEST_F(SendQueueTest, AFewGoOneByOne) {
  for (const char* id : {"a", "b", "c"}) Add(id, "robot", id);
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a")));
  EXPECT_THAT(Ready(), IsEmpty());
  FinishAll();
  EXPECT_THAT(Ready(), IsEmpty());
}

TEST_F(SendQueueTest, WhatHasPiledUpBehindAPauseGoesTogetherAsFarAsItMay) {
  for (const char* id : {"a", "b", "c", "d", "e", "f"}) Add(id, "robot", id);
  queue_.Pause("robot", now_ + seconds(10));
  EXPECT_THAT(Ready(), IsEmpty());
  EXPECT_EQ(queue_.NextTurn(now_), now_ + seconds(10));
  now_ += seconds(10);
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a", "b", "c", "d")));
  FinishAll();
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("e", "f")));
  FinishAll();
  EXPECT_THAT(Ready(), IsEmpty());
  // It has caught up: what comes next goes by itself.
  Add("g", "robot", "g");
  Add("h", "robot", "h");
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("g")));
}

TEST_F(SendQueueTest, ThoseOfOnePostGoAlongInTheirOrder) {
  Add("a", "robot", "x");
  Add("b", "robot", "x");
  Add("c", "robot", "y");
  queue_.Pause("robot", now_);
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a", "b", "c")));
  RetryAll(seconds(5), false);
  now_ += seconds(5);
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a", "b", "c")));
  EXPECT_EQ(parcels_[0].parts[1].number, 2);
}

TEST_F(SendQueueTest, WhatIsToGoAloneIsNeverPutTogether) {
  for (const char* id : {"a", "b"}) Add(id, "robot", id);
  queue_.Pause("robot", now_);
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a", "b")));
  RetryAll(seconds(0), true);
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a")));
  FinishAll();
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("b")));
}

TEST_F(SendQueueTest, OthersNeverPutAnythingTogether) {
  for (int i = 0; i < 10; ++i) Add(absl::StrCat("d", i), "hook", absl::StrCat("p", i));
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("d0"), ElementsAre("d1")));
}

TEST_F(SendQueueTest, OneIsInFlightForAPost) {
  Add("a", "hook", "x");
  Add("b", "hook", "x");
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a")));
  FinishAll();
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("b")));
}

TEST_F(SendQueueTest, ADroppedPartitionIsForgottenAndLateAnswersChangeNothing) {
  Add("a", "robot", "x");
  Add("b", "robot", "x");
  EXPECT_THAT(Ready(), SizeIs(1));
  queue_.Drop(0);
  Add("a", "robot", "x");
  FinishAll();
  EXPECT_THAT(Ready(), ElementsAre(ElementsAre("a")));
}

}  // namespace
}  // namespace liandu::notifier
