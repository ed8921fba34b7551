// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/argon2id.hpp"

#include <gtest/gtest.h>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <string>

namespace audmg::sodium {
namespace {

// Made by the reference program: echo -n password | argon2 somesaltsomesalt -id -t 2 -k 19456 -p 1
// -e
constexpr std::string_view kKnownAnswer =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$K13EBUiG7JV+"
    "9ZxztmHFTdb7J0WQsnj2V8bZaqyPptE";

constexpr Argon2idCost kCost;

/// False also when that could not be found out.
bool matches(std::string_view phc, std::string_view password) {
  const auto verified = verify_argon2id(phc, password);
  EXPECT_TRUE(verified);
  return verified.value_or(false);
}

TEST(Argon2id, AgreesWithTheReferenceProgram) {
  EXPECT_TRUE(matches(kKnownAnswer, "password"));
  EXPECT_FALSE(matches(kKnownAnswer, "passwore"));
  EXPECT_EQ(argon2id_cost_of(kKnownAnswer), kCost);
}

TEST(Argon2id, NamesItsParametersInThePhcString) {
  const auto phc = hash_argon2id("correct horse battery staple", kCost);
  ASSERT_TRUE(phc);
  EXPECT_TRUE(phc->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *phc;
  EXPECT_TRUE(matches(*phc, "correct horse battery staple"));
  EXPECT_EQ(argon2id_cost_of(*phc), kCost);
}

TEST(Argon2id, SaltsEveryHash) {
  EXPECT_NE(*hash_argon2id("same", kCost), *hash_argon2id("same", kCost));
}

TEST(Argon2id, ReadsEveryByteOfALongPassword) {
  const std::string password(1024, 'a');
  const auto phc = hash_argon2id(password, kCost);
  ASSERT_TRUE(phc);
  EXPECT_TRUE(matches(*phc, password));
  for (const std::size_t length : {0U, 64U, 72U, 73U, 128U, 1023U}) {
    EXPECT_FALSE(matches(*phc, password.substr(0, length))) << length;
  }
  EXPECT_FALSE(matches(*phc, std::string(1023, 'a') + '\0'));
}

TEST(Argon2id, RefusesWhatIsNoArgon2idString) {
  // Argon2i of libsodium: a good string of another algorithm.
  for (const std::string_view phc :
       {"", "$argon2id$", "plain", "$argon2id$v=19$m=19456,t=2,p=1$",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$????",
        "$argon2id$v=19$m=99999999999999999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAA",
        "$2b$10$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA"}) {
    EXPECT_FALSE(matches(phc, "")) << phc;
    EXPECT_FALSE(argon2id_cost_of(phc)) << phc;
  }
  std::string cut(kKnownAnswer);
  cut += '\0';
  EXPECT_FALSE(matches(cut, "password"));
}

/// Memory of this process is limited while it lives.
class LittleMemory {
 public:
  LittleMemory() {
    ::getrlimit(RLIMIT_AS, &before_);
    // What earlier hashes have given back must not serve the next one.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
    ::malloc_trim(0);
    // Some room for everything but the 19 MiB of one hash.
    constexpr std::size_t kRoomBytes = std::size_t{4} << 20;
    long pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const auto used = static_cast<rlim_t>(pages) * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
    const rlimit little{used + kRoomBytes, before_.rlim_max};
    ::setrlimit(RLIMIT_AS, &little);
  }
  LittleMemory(const LittleMemory&) = delete;
  LittleMemory& operator=(const LittleMemory&) = delete;
  ~LittleMemory() { ::setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

TEST(Argon2id, ALackOfMemoryIsNoMismatch) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer reserves more addresses than any limit allows";
#endif
  EXPECT_TRUE(matches(kKnownAnswer, "password"));
  Result<bool> right;
  Result<bool> wrong;
  Result<std::string> hashed;
  {
    const LittleMemory little;
    right = verify_argon2id(kKnownAnswer, "password");
    wrong = verify_argon2id(kKnownAnswer, "passwore");
    hashed = hash_argon2id("password", kCost);
  }
  for (const auto& outcome : {right, wrong}) {
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(outcome.error().retryable);
  }
  EXPECT_FALSE(hashed);
  EXPECT_TRUE(matches(kKnownAnswer, "password"));
}

// 1 MiB and one pass.
constexpr std::string_view kWeak =
    "$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$FiU+"
    "I6KbINfHoMBfkVDnS6qmzxgy7cg41IT8JQoCvvk";

TEST(Argon2id, TellsTheCostOfAHash) {
  EXPECT_TRUE(matches(kWeak, "password"));
  EXPECT_EQ(argon2id_cost_of(kWeak), (Argon2idCost{.memory_bytes = 1 << 20, .passes = 1}));
}

TEST(Argon2id, CostsWhatItIsTold) {
  const auto phc = hash_argon2id("password", {.memory_bytes = std::size_t{8} << 20, .passes = 3});
  ASSERT_TRUE(phc);
  EXPECT_TRUE(phc->starts_with("$argon2id$v=19$m=8192,t=3,p=1$")) << *phc;
  EXPECT_TRUE(matches(*phc, "password"));
}

}  // namespace
}  // namespace audmg::sodium
