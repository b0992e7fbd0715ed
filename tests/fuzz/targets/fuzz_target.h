#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

/// What libFuzzer calls with every input; a target defines it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace liandu::fuzz {

inline std::string_view TextOf(const uint8_t* data, size_t size) { return {reinterpret_cast<const char*>(data), size}; }

/// A property that every input must keep; breaking it is a crash as any other.
inline void Hold(bool holds, std::string_view property) {
  if (holds) return;
  std::cerr << "broken: " << property << '\n';
  std::abort();
}

}  // namespace liandu::fuzz
