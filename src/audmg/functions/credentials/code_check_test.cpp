// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/code_check.hpp"

#include "audmg/functions/app_address.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/identity/recovery_codes.hpp"
#include "audmg/identity/secret_box.hpp"
#include "audmg/identity/totp.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace audmg::functions {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kSecret = "12345678901234567890";
constexpr std::string_view kWrong = "000000";

/// "right", or the code of the refusal.
std::string verdict(const Outcome<void>& outcome) {
  if (outcome) return "right";
  const auto* problem = std::get_if<http::Problem>(&outcome.error());
  return problem != nullptr ? problem->code
                            : std::string(to_string(std::get<Error>(outcome.error()).code));
}

class CodeCheckTest : public DriveTest {
 protected:
  CodeCheckTest() {
    change([&](identity::Factors& factors) {
      factors.totp = identity::Totp{
          .sealed_secret = drive.services.secret_box.seal(totp_context(user), kSecret),
          .added_at = drive.clock.now()};
      for (const std::string& code : recovery_codes) {
        factors.recovery_hashes.push_back(identity::recovery_code_hash(code));
      }
    });
  }

  template <class Change>
  void change(const Change& what) {
    EXPECT_TRUE(change_factors(
        user,
        [&](identity::Factors& factors) -> Result<bool> {
          what(factors);
          return true;
        },
        drive.services));
  }
  identity::Factors factors() { return load_credentials(user, drive.services)->factors; }

  std::string code_of(int steps_later = 0) {
    return identity::totp_code(kSecret, identity::totp_step(drive.clock.now()) + steps_later);
  }
  std::string try_totp(std::string_view code) {
    return verdict(check_totp_code(user, code, drive.services));
  }
  std::string try_recovery(std::string_view code) {
    return verdict(check_recovery_code(user, code, drive.services));
  }

  const UserId user = drive.add_user("ada").user;
  const std::vector<std::string> recovery_codes = identity::make_recovery_codes();
};

TEST_F(CodeCheckTest, TakesEachCodeOnce) {
  const std::string code = code_of();
  EXPECT_EQ(try_totp(code), "right");
  EXPECT_EQ(try_totp(code), "wrong_factor");
  EXPECT_EQ(try_totp(code_of(-1)), "wrong_factor") << "the code before the used one";
  drive.clock.advance(seconds(30));
  EXPECT_EQ(try_totp(code), "wrong_factor");
  EXPECT_EQ(try_totp(code_of()), "right");
}

TEST_F(CodeCheckTest, AllowsAClockThatIsALittleOff) {
  EXPECT_EQ(try_totp(code_of(-1)), "right");
  EXPECT_EQ(try_totp(code_of(1)), "right");
  EXPECT_EQ(try_totp(code_of()), "wrong_factor") << "a later one was used";
  EXPECT_EQ(try_totp(code_of(2)), "wrong_factor");
}

TEST_F(CodeCheckTest, RefusesEveryCodeAfterFiveWrongOnes) {
  for (int i = 0; i < kMaxFailedCodes; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  const auto refused = check_totp_code(user, code_of(), drive.services);
  ASSERT_EQ(verdict(refused), "rate_limited") << "the right one does not help either";
  EXPECT_EQ(std::get<http::Problem>(refused.error()).status, 429);
  EXPECT_EQ(std::get<http::Problem>(refused.error()).retry_after_seconds, 15 * 60);
  EXPECT_EQ(try_recovery(recovery_codes[0]), "rate_limited") << "both kinds count together";
  drive.clock.advance(kCodesRefusedFor - seconds(1));
  EXPECT_EQ(try_totp(code_of()), "rate_limited");
  drive.clock.advance(seconds(1));
  EXPECT_EQ(try_totp(code_of()), "right");
  EXPECT_EQ(factors().failed_codes, 0);
}

TEST_F(CodeCheckTest, CountsWhateverTheLimitsOfRateAreSetTo) {
  drive.policies.limits_guesses = false;
  for (int i = 0; i < kMaxFailedCodes; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  EXPECT_EQ(try_totp(code_of()), "rate_limited");
}

TEST_F(CodeCheckTest, ForgetsWrongCodesAfterARightOne) {
  for (int i = 0; i < kMaxFailedCodes - 1; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  EXPECT_EQ(try_totp(code_of()), "right");
  for (int i = 0; i < kMaxFailedCodes; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  EXPECT_EQ(try_totp(kWrong), "rate_limited");
}

TEST_F(CodeCheckTest, CountsByTheClockThatIsThere) {
  for (int i = 0; i < kMaxFailedCodes; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  drive.clock.advance(-std::chrono::hours(2));
  for (int i = 0; i < kMaxFailedCodes; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  EXPECT_EQ(try_totp(kWrong), "rate_limited");
}

TEST_F(CodeCheckTest, CountsAnewAfterAQuarterOfAnHour) {
  for (int i = 0; i < kMaxFailedCodes - 1; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  drive.clock.advance(kCodesRefusedFor);
  for (int i = 0; i < kMaxFailedCodes; ++i) EXPECT_EQ(try_totp(kWrong), "wrong_factor");
  EXPECT_EQ(try_totp(kWrong), "rate_limited");
}

TEST_F(CodeCheckTest, LooksAtNoMoreThanFiveOfManyGuessesAtOnce) {
  std::atomic<int> looked_at = 0;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int guess = 0; guess < 5; ++guess) {
          const std::string outcome = try_totp(kWrong);
          looked_at += outcome == "wrong_factor" ? 1 : 0;
          right += outcome == "right" ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(right, 0);
  EXPECT_LE(looked_at, kMaxFailedCodes);
  EXPECT_EQ(factors().failed_codes, kMaxFailedCodes);
}

TEST_F(CodeCheckTest, TakesOneCodeOnceFromManyAtOnce) {
  std::atomic<int> right = 0;
  const std::string code = code_of();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] { right += try_totp(code) == "right" ? 1 : 0; });
    }
  }
  EXPECT_EQ(right, 1);
}

TEST_F(CodeCheckTest, TakesEachRecoveryCodeOnce) {
  drive.services.app_address.set("https://drive.example.org");
  EXPECT_EQ(try_recovery(recovery_codes[3]), "right");
  EXPECT_EQ(try_recovery(recovery_codes[3]), "wrong_factor");
  EXPECT_EQ(factors().recovery_hashes.size(), identity::kRecoveryCodes - 1);
  EXPECT_EQ(try_recovery(""), "wrong_factor");

  const auto mails = drive.mail_queue().receive_message({.max_messages = 10, .wait_time = {}}, {});
  ASSERT_TRUE(mails);
  ASSERT_EQ(mails->size(), 1U) << "only the use is told";
  const auto mail = account_mail_from_json(mails->front().body);
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->kind, AccountMailKind::recovery_code_used);
  EXPECT_EQ(mail->user, user);
  EXPECT_EQ(mail->subject, "9");
}

TEST_F(CodeCheckTest, RefusesAllCodesOfAUserWithoutAny) {
  change([](identity::Factors& present) { present = {}; });
  EXPECT_EQ(try_totp(code_of()), "wrong_factor");
  EXPECT_EQ(try_recovery(recovery_codes[0]), "wrong_factor");
}

TEST_F(CodeCheckTest, TakesNoSecretOfAnotherUser) {
  const UserId eve = drive.add_user("eve").user;
  change([&](identity::Factors& present) {
    present.totp->sealed_secret = drive.services.secret_box.seal(totp_context(eve), kSecret);
  });
  EXPECT_EQ(try_totp(code_of()), "corrupt");
}

TEST_F(CodeCheckTest, TakesNoCodeThatCannotBeUsedUp) {
  drive.failures.fail_after(1, ErrorCode::unavailable);
  EXPECT_EQ(try_totp(code_of()), "unavailable");
  EXPECT_EQ(try_totp(code_of()), "right");
}

}  // namespace
}  // namespace audmg::functions
