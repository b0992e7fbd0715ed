#include "fuzz_target.h"
#include "wire/wire.h"

/// Log payloads: what is read is written and read back the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto event = liandu::wire::DecodeEvent(liandu::fuzz::TextOf(data, size), "qingdao");
  if (!event.ok()) return 0;
  const std::string bytes = liandu::wire::EncodeEvent(*event);
  const auto again = liandu::wire::DecodeEvent(bytes, "qingdao");
  liandu::fuzz::Hold(again.ok(), "an event that was read can be read again");
  liandu::fuzz::Hold(liandu::wire::EncodeEvent(*again) == bytes, "an event has one encoding");
  return 0;
}
