// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/passkey_challenge.hpp"

#include "audmg/identity/signer.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

class PasskeyChallengeTest : public DriveTest {
 protected:
  std::string make(ChallengePurpose purpose, std::string_view holder) {
    return make_challenge(purpose, holder, drive.services);
  }
  std::optional<TimePoint> time_of(ChallengePurpose purpose, std::string_view holder,
                                   std::string_view challenge) {
    return challenge_time(purpose, holder, challenge, drive.services);
  }
};

TEST_F(PasskeyChallengeTest, KnowsWhenItWasMade) {
  const TimePoint made = drive.clock.now();
  const std::string challenge = make(ChallengePurpose::registration, "session-1");
  drive.clock.advance(std::chrono::seconds(10));
  EXPECT_EQ(time_of(ChallengePurpose::registration, "session-1", challenge), made);
}

TEST_F(PasskeyChallengeTest, IsNewEachTime) {
  EXPECT_NE(make(ChallengePurpose::login, ""), make(ChallengePurpose::login, ""));
}

TEST_F(PasskeyChallengeTest, IsGoodForOnePurposeAndHolder) {
  const std::string registration = make(ChallengePurpose::registration, "session-1");
  EXPECT_FALSE(time_of(ChallengePurpose::registration, "session-2", registration));
  EXPECT_FALSE(time_of(ChallengePurpose::registration, "", registration));
  EXPECT_FALSE(time_of(ChallengePurpose::login, "session-1", registration));
  EXPECT_FALSE(time_of(ChallengePurpose::login, "", registration));
  const std::string login = make(ChallengePurpose::login, "");
  EXPECT_TRUE(time_of(ChallengePurpose::login, "", login));
  EXPECT_FALSE(time_of(ChallengePurpose::registration, "", login));
}

TEST_F(PasskeyChallengeTest, ExpiresAfterFiveMinutes) {
  const std::string challenge = make(ChallengePurpose::login, "");
  drive.clock.advance(kChallengeLifetime - std::chrono::milliseconds(1));
  EXPECT_TRUE(time_of(ChallengePurpose::login, "", challenge));
  drive.clock.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(time_of(ChallengePurpose::login, "", challenge));
}

TEST_F(PasskeyChallengeTest, IsNotTakenFromAnybodyElse) {
  const std::string challenge = make(ChallengePurpose::login, "");
  for (std::size_t i = 0; i < challenge.size(); i += 7) {
    std::string changed = challenge;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(time_of(ChallengePurpose::login, "", changed)) << i;
  }
  EXPECT_FALSE(time_of(ChallengePurpose::login, "", ""));
  EXPECT_FALSE(time_of(ChallengePurpose::login, "",
                       drive.services.signer.seal("passkey login ", "no number")));
}

}  // namespace
}  // namespace audmg::functions
