#include <google/protobuf/stubs/logging.h>

/// Broken messages are what the targets are fed with; the library need not say so each time.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}
