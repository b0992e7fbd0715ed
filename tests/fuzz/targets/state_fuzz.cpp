#include <algorithm>

#include "evaluator/inbound/state_codec.h"
#include "fuzz_target.h"

/// A state record as it is kept: its key in the first line, then its bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = liandu::fuzz::TextOf(data, size);
  const size_t end = std::min(text.find('\n'), text.size());
  const auto key = liandu::evaluator::DecodeKey(text.substr(0, end));
  if (!key.ok()) return 0;
  liandu::fuzz::Hold(liandu::evaluator::EncodeKey(*key) == text.substr(0, end), "a key has one encoding");
  const auto record = liandu::evaluator::DecodeRecord(*key, text.substr(std::min(end + 1, text.size())));
  if (!record.ok()) return 0;
  const std::string bytes = liandu::evaluator::EncodeRecord(*record, "qingdao");
  const auto again = liandu::evaluator::DecodeRecord(*key, bytes);
  liandu::fuzz::Hold(again.ok(), "a record that was read can be read again");
  liandu::fuzz::Hold(liandu::evaluator::EncodeRecord(*again, "qingdao") == bytes, "a record has one encoding");
  return 0;
}
