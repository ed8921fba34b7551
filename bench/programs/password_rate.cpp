// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The bare rate of the password hash on all cores: what sign-ups and log-ins cannot exceed.
// usage: bench_password_rate THREADS SECONDS
// prints: {"hashes":N,"seconds":S}
#include <sodium.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 3 || sodium_init() < 0) {
    std::fprintf(stderr, "usage: bench_password_rate THREADS SECONDS\n");
    return 2;
  }
  constexpr std::size_t kMemoryBytes = 19 * 1024 * 1024;
  constexpr unsigned long long kPasses = 2;
  constexpr std::string_view kPassword = "correct horse battery staple";
  std::atomic<unsigned> hashes{0};
  const auto start = std::chrono::steady_clock::now();
  const auto until = start + std::chrono::seconds(std::atoi(argv[2]));
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < std::atoi(argv[1]); ++i) {
      threads.emplace_back([&] {
        std::array<char, crypto_pwhash_STRBYTES> phc{};
        while (std::chrono::steady_clock::now() < until) {
          if (crypto_pwhash_str(phc.data(), kPassword.data(), kPassword.size(), kPasses,
                                kMemoryBytes) != 0) {
            std::abort();
          }
          ++hashes;
        }
      });
    }
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"hashes\":%u,\"seconds\":%.4f}\n", hashes.load(), seconds);
}
