#include "platform/redis/command.h"

#include <gtest/gtest.h>

namespace liandu::platform::redis {
namespace {

TEST(PipelineTest, EncodesCommandsOneAfterTheOther) {
  Pipeline pipeline;
  pipeline.Add({"SET", "k", "a\r\nb"});
  pipeline.Add({"PING"});
  EXPECT_EQ(pipeline.commands(), 2U);
  EXPECT_EQ(pipeline.bytes(), "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\na\r\nb\r\n*1\r\n$4\r\nPING\r\n");
}

TEST(ScriptTest, IsNamedByItsSha1) { EXPECT_EQ(Script("return 1").sha1(), "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"); }

TEST(ScriptCallTest, CountsKeysAndArguments) {
  ScriptCall call;
  call.Key("{p1}:log");
  call.Arg("x");
  call.Arg(int64_t{-5});
  EXPECT_EQ(call.Head("EVALSHA", "ab") + call.key_bytes() + call.argument_bytes(),
            "*6\r\n$7\r\nEVALSHA\r\n$2\r\nab\r\n$1\r\n1\r\n$8\r\n{p1}:log\r\n$1\r\nx\r\n$2\r\n-5\r\n");
}

}  // namespace
}  // namespace liandu::platform::redis
