// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/guess_limits.hpp"

#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace audmg::functions {
namespace {

using std::chrono::seconds;

std::string address_of(int number) { return "198.51.100." + std::to_string(number); }

class GuessLimitsTest : public DriveTest {
 protected:
  Outcome<CountedAttempts> take(const GuessedAccount& account, std::string address) {
    http::Request request;
    request.client_address = std::move(address);
    return count_guess(account, request, drive.services);
  }
  /// Returns how many of `attempts` wrong guesses are let through.
  int allowed(const GuessedAccount& account, int attempts, const std::string& address) {
    int count = 0;
    for (int i = 0; i < attempts; ++i) count += take(account, address).has_value() ? 1 : 0;
    return count;
  }

  const GuessedAccount stranger{.subject = "ada's id"};
  const GuessedAccount owner{.subject = "ada's id", .is_known_address = true};
};

TEST_F(GuessLimitsTest, AllowFiveFromOneAddress) {
  EXPECT_EQ(allowed(stranger, 8, address_of(1)), 5);
  const auto refused = take(stranger, address_of(1));
  ASSERT_FALSE(refused);
  const auto& problem = std::get<http::Problem>(refused.error());
  EXPECT_EQ(problem.status, 429);
  EXPECT_EQ(problem.code, "rate_limited");
  EXPECT_EQ(problem.retry_after_seconds, 60);
  drive.clock.advance(seconds(59));
  EXPECT_EQ(allowed(stranger, 1, address_of(1)), 0);
  drive.clock.advance(seconds(1));
  EXPECT_EQ(allowed(stranger, 8, address_of(1)), 5);
}

TEST_F(GuessLimitsTest, CountOneHouseholdAsOneAddress) {
  EXPECT_EQ(allowed(stranger, 3, "2001:db8:0:100::1"), 3);
  EXPECT_EQ(allowed(stranger, 8, "2001:db8:0:1ff::2"), 2) << "the same /56";
  EXPECT_EQ(allowed(stranger, 8, "2001:db8:0:200::1"), 5);
}

TEST_F(GuessLimitsTest, StopStrangersAtTheAccountsBudgetButNotItsOwner) {
  int let_through = 0;
  for (int i = 1; i <= 40; ++i) let_through += allowed(stranger, 5, address_of(i));
  EXPECT_EQ(let_through, 20);
  EXPECT_EQ(allowed(owner, 8, address_of(200)), 5) << "from the usual address";
  EXPECT_EQ(allowed({.subject = "eve's id"}, 1, address_of(1)), 1) << "another account";
  drive.clock.advance(std::chrono::hours(1) - seconds(1));
  EXPECT_EQ(allowed(stranger, 1, address_of(41)), 0);
  drive.clock.advance(seconds(1));
  EXPECT_EQ(allowed(stranger, 8, address_of(41)), 5);
}

TEST_F(GuessLimitsTest, DoNotLetTheOwnersMistakesUseUpTheBudgetOfStrangers) {
  EXPECT_EQ(allowed(owner, 5, address_of(1)), 5);
  int let_through = 0;
  for (int i = 2; i <= 9; ++i) let_through += allowed(stranger, 5, address_of(i));
  EXPECT_EQ(let_through, 20);
}

TEST_F(GuessLimitsTest, CountNothingThatIsGivenBack) {
  for (int i = 0; i < 50; ++i) {
    auto guess = take(stranger, address_of(1));
    ASSERT_TRUE(guess) << i;
    guess->give_back();
    guess->give_back();  // a second time has no effect
  }
  EXPECT_EQ(allowed(stranger, 8, address_of(1)), 5);
}

TEST_F(GuessLimitsTest, ChargeTheAddressNothingWhenTheAccountRefuses) {
  for (int i = 1; i <= 4; ++i) EXPECT_EQ(allowed(stranger, 5, address_of(i)), 5);
  EXPECT_EQ(allowed(stranger, 30, address_of(9)), 0);
  EXPECT_EQ(allowed(owner, 5, address_of(9)), 5);
}

TEST_F(GuessLimitsTest, LetNoMoreThroughWhenGuessesComeAtOnce) {
  std::atomic<int> count = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] { count += allowed(stranger, 3, address_of(1)); });
    }
  }
  EXPECT_EQ(count, 5);
}

TEST_F(GuessLimitsTest, CountACallerWhoIsLoggedInBySession) {
  const http::Principal ada = drive.add_user("ada");
  const auto allowed_own = [&](const http::Principal& who, int attempts) {
    int count = 0;
    for (int i = 0; i < attempts; ++i) {
      count += count_own_guess(who, drive.services).has_value() ? 1 : 0;
    }
    return count;
  };
  for (int i = 1; i <= 9; ++i) allowed({.subject = ada.user.text()}, 5, address_of(i));
  EXPECT_EQ(allowed_own(ada, 8), 5) << "strangers have used up only their own allowance";
  http::Principal elsewhere = ada;
  elsewhere.session = SessionId::make(drive.clock.now());
  EXPECT_EQ(allowed_own(elsewhere, 8), 5) << "another session of the same user";
  for (int minute = 1; minute <= 10; ++minute) {
    drive.clock.advance(seconds(60));
    EXPECT_EQ(allowed_own(ada, 5), minute <= 3 ? 5 : 0) << "20 in an hour";
  }
  drive.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(allowed_own(ada, 1), 1);
}

TEST_F(GuessLimitsTest, CanBeTurnedOff) {
  drive.policies.limits_guesses = false;
  EXPECT_EQ(allowed(stranger, 100, address_of(1)), 100);
  const http::Principal ada = drive.add_user("ada");
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(count_own_guess(ada, drive.services));
}

TEST_F(GuessLimitsTest, RefuseWhenTheCountersCannotBeRead) {
  drive.failures.fail_once(ErrorCode::unavailable);
  const auto guess = take(stranger, address_of(1));
  ASSERT_FALSE(guess);
  EXPECT_EQ(std::get<Error>(guess.error()).code, ErrorCode::unavailable);
}

TEST_F(GuessLimitsTest, LogAGuessThatCannotBeGivenBack) {
  auto guess = take(owner, address_of(1));
  ASSERT_TRUE(guess);
  drive.failures.fail_once(ErrorCode::unavailable);
  guess->give_back();
  EXPECT_TRUE(drive.logger.has("attempt_not_given_back"));
}

}  // namespace
}  // namespace audmg::functions
