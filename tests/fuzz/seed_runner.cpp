// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Stands in for libFuzzer in ordinary builds: gives each seed to the fuzzed function, then each
// beginning of it and each copy with one byte changed, which is where parsers usually break.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

/// Larger seeds are run as they are: all their changes would take too long.
constexpr std::size_t kMaxChangedSeedBytes = 2048;

using Bytes = std::vector<std::uint8_t>;

/// From memory of exactly that size, so that a sanitizer sees a read past its end.
void run(const Bytes& bytes) {
  const Bytes exact(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

void run_with_changes(const Bytes& seed) {
  run(seed);
  if (seed.size() > kMaxChangedSeedBytes) return;
  for (std::size_t length = 0; length < seed.size(); ++length) {
    run(Bytes(seed.begin(), seed.begin() + static_cast<std::ptrdiff_t>(length)));
  }
  for (std::size_t i = 0; i < seed.size(); ++i) {
    for (const unsigned mask : {0x01U, 0x20U, 0x80U, 0xffU}) {
      Bytes changed = seed;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ mask);
      run(changed);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t seeds = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      if (!entry.is_regular_file() || entry.path().filename().string().starts_with('.')) continue;
      std::printf("%s\n", entry.path().c_str());
      std::fflush(stdout);
      std::ifstream file(entry.path(), std::ios::binary);
      run_with_changes(
          Bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()));
      ++seeds;
    }
  }
  if (seeds == 0) {
    std::fprintf(stderr, "no seeds: name folders that hold some\n");
    return 1;
  }
  return 0;
}
