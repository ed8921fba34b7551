// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/credential_cache.hpp"

#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class LiveCredentialsTest : public testing::Test {
 protected:
  [[nodiscard]] AccessClaims claims() const {
    return {.user = user_,
            .session = session_,
            .username = "ada",
            .expires_at = clock_.now() + seconds(900)};
  }

  ManualClock clock_;
  CredentialCache live_{clock_};
  UserId user_ = UserId::make(clock_.now());
  SessionId session_ = SessionId::make(clock_.now());
};

TEST_F(LiveCredentialsTest, RemembersATokenForOneSecond) {
  EXPECT_FALSE(live_.find_token("t"));
  live_.put_token("t", claims());
  ASSERT_TRUE(live_.find_token("t"));
  EXPECT_EQ(live_.find_token("t")->user, user_);
  EXPECT_FALSE(live_.find_token("u"));
  clock_.advance(kLiveness - milliseconds(1));
  EXPECT_TRUE(live_.find_token("t"));
  clock_.advance(milliseconds(1));
  EXPECT_FALSE(live_.find_token("t"));
}

TEST_F(LiveCredentialsTest, NeverRemembersATokenPastItsOwnEnd) {
  AccessClaims short_lived = claims();
  short_lived.expires_at = clock_.now() + milliseconds(10);
  live_.put_token("t", short_lived);
  EXPECT_TRUE(live_.find_token("t"));
  clock_.advance(milliseconds(10));
  EXPECT_FALSE(live_.find_token("t"));
}

TEST_F(LiveCredentialsTest, ForgetsASessionAtOnceAndForGood) {
  live_.put_token("t", claims());
  live_.forget_session(session_);
  EXPECT_FALSE(live_.find_token("t"));
  // A look-up that began before the log-out ends after it.
  live_.put_token("t", claims());
  EXPECT_FALSE(live_.find_token("t"));
}

TEST_F(LiveCredentialsTest, KeepsOtherSessions) {
  live_.put_token("t", claims());
  live_.forget_session(SessionId::make(clock_.now()));
  EXPECT_TRUE(live_.find_token("t"));
}

TEST_F(LiveCredentialsTest, ForgetsAUserWithAllTokens) {
  live_.put_user(user_, 3);
  live_.put_token("t", claims());
  EXPECT_EQ(live_.find_user(user_), 3);
  live_.forget_user(user_);
  EXPECT_FALSE(live_.find_user(user_));
  EXPECT_FALSE(live_.find_token("t"));
  live_.put_user(user_, 3);
  EXPECT_FALSE(live_.find_user(user_)) << "an answer from before";
  clock_.advance(seconds(2));
  live_.put_user(user_, 4);
  EXPECT_EQ(live_.find_user(user_), 4);
}

TEST_F(LiveCredentialsTest, ForgetsEverythingWhenTheClockIsSetBack) {
  live_.put_token("t", claims());
  live_.put_user(user_, 1);
  clock_.advance(-seconds(3600));
  EXPECT_FALSE(live_.find_token("t"));
  EXPECT_FALSE(live_.find_user(user_));
}

TEST_F(LiveCredentialsTest, CountsWhatWasRevoked) {
  const auto before = live_.revocations();
  live_.put_token("t", claims());
  EXPECT_EQ(live_.revocations(), before);
  live_.forget_session(claims().session);
  EXPECT_GT(live_.revocations(), before);
  const auto between = live_.revocations();
  live_.forget_user(user_);
  EXPECT_GT(live_.revocations(), between);
}

TEST_F(LiveCredentialsTest, StaysBounded) {
  constexpr int kMany = 200'000;
  int kept = 0;
  for (int i = 0; i < kMany; ++i) live_.put_token("token " + std::to_string(i), claims());
  for (int i = 0; i < kMany; ++i) kept += live_.find_token("token " + std::to_string(i)) ? 1 : 0;
  EXPECT_LE(kept, 65'536);
  EXPECT_TRUE(live_.find_token("token " + std::to_string(kMany - 1)));
}

}  // namespace
}  // namespace audmg::identity
