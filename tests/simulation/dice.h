#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace liandu::simulation {

/// Random draws of a test, from LIANDU_SEED or a fixed seed, which is printed so that a failure can be drawn again.
class Dice {
 public:
  Dice() : Dice(Seed()) {}
  explicit Dice(uint64_t seed) : engine_(seed) { std::printf("seed %llu\n", static_cast<unsigned long long>(seed)); }

  /// From low to high, both included.
  int Roll(int low, int high) { return low + static_cast<int>(engine_() % static_cast<uint64_t>(high - low + 1)); }
  bool Chance(int percent) { return Roll(1, 100) <= percent; }
  std::mt19937_64& engine() { return engine_; }

 private:
  static uint64_t Seed() {
    const char* text = std::getenv("LIANDU_SEED");
    return text ? std::strtoull(text, nullptr, 10) : 20240701;
  }
  std::mt19937_64 engine_;
};

}  // namespace liandu::simulation
