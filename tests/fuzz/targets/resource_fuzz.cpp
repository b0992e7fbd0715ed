#include "fuzz_target.h"
#include "wire/wire.h"

/// Resources, as they are kept and as clients send them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto kept = liandu::wire::DecodeResource(liandu::fuzz::TextOf(data, size));
  if (kept.ok()) {
    const auto again = liandu::wire::DecodeResource(liandu::wire::EncodeResource(*kept));
    liandu::fuzz::Hold(again.ok() && *again == *kept, "a resource that was read comes back the same");
  }
  liandu::v1::Resource proto;
  if (!proto.ParseFromArray(data, static_cast<int>(size))) return 0;
  std::vector<liandu::wire::Violation> violations;
  const liandu::model::Resource sent = liandu::wire::ResourceFromProto(proto, "resource", violations);
  if (!violations.empty()) return 0;
  const auto again = liandu::wire::DecodeResource(liandu::wire::EncodeResource(sent));
  liandu::fuzz::Hold(again.ok() && *again == sent, "a resource without violations comes back the same");
  return 0;
}
