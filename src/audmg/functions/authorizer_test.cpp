// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/authorizer.hpp"

#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/identity/app_password_tokens.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace audmg::functions {
namespace {

using std::chrono::minutes;

// Access tokens are tried in accounts/accounts_test.cpp.
class AppPasswordAuthorizerTest : public DriveTest {
 protected:
  identity::AppPasswordToken make(std::optional<TimePoint> expires_at = {}) {
    auto token =
        identity::make_app_password_token(ada.user, AppPasswordId::make(drive.clock.now()));
    EXPECT_TRUE(drive.services.app_passwords.create_app_password({.id = token.id,
                                                                  .owner = ada.user,
                                                                  .name = "backup",
                                                                  .secret_hash = token.hash(),
                                                                  .scopes = "read upload",
                                                                  .created_at = drive.clock.now(),
                                                                  .expires_at = expires_at}));
    return token;
  }
  Result<http::Principal> ask(const identity::AppPasswordToken& token) {
    return authorize("Bearer " + token.text(), drive.services);
  }
  bool is_cached(const identity::AppPasswordToken& token) {
    return authorize_cached("Bearer " + token.text(), drive.services).has_value();
  }
  std::optional<TimePoint> last_use(const identity::AppPasswordToken& token) {
    return (*drive.services.app_passwords.find_app_password(token.user, token.id))
        ->app_password.last_used_at;
  }

  const http::Principal ada = drive.add_user("ada");
};

TEST_F(AppPasswordAuthorizerTest, FindsTheUserAndTheScopes) {
  const auto token = make();
  const auto principal = ask(token);
  ASSERT_TRUE(principal);
  EXPECT_EQ(principal->user, ada.user);
  EXPECT_EQ(principal->username, "ada");
  EXPECT_TRUE(principal->session.empty());
  EXPECT_EQ(principal->scopes, "read upload");
  const auto cached = authorize_cached("Bearer " + token.text(), drive.services);
  ASSERT_TRUE(cached);
  EXPECT_EQ(cached->scopes, "read upload");
  EXPECT_TRUE(cached->session.empty());
}

TEST_F(AppPasswordAuthorizerTest, RefusesASecretThatIsNotTheOne) {
  const auto token = make();
  auto other_secret = token;
  other_secret.secret[0] = static_cast<char>(other_secret.secret[0] ^ 1);
  auto other_id = token;
  other_id.id = AppPasswordId::make(drive.clock.now());
  auto other_user = token;
  other_user.user = drive.add_user("eve").user;
  for (const auto& wrong : {other_secret, other_id, other_user}) {
    const auto principal = ask(wrong);
    ASSERT_FALSE(principal);
    EXPECT_EQ(principal.error().code, ErrorCode::invalid_argument);
    EXPECT_FALSE(is_cached(wrong));
  }
  for (const std::string& text : {std::string("audmg_"), token.text() + "A",
                                  token.text().substr(0, token.text().size() - 1)}) {
    EXPECT_FALSE(authorize("Bearer " + text, drive.services)) << text;
  }
  EXPECT_TRUE(ask(token));
}

TEST_F(AppPasswordAuthorizerTest, LooksUpNothingForTextThatCannotBeOne) {
  std::string typo = make().text();
  typo[20] = typo[20] == 'A' ? 'B' : 'A';
  drive.failures.fail_always(ErrorCode::unavailable);
  const auto principal = authorize("Bearer " + typo, drive.services);
  ASSERT_FALSE(principal);
  EXPECT_EQ(principal.error().code, ErrorCode::invalid_argument);
}

TEST_F(AppPasswordAuthorizerTest, EndsAtItsTime) {
  const auto token = make(drive.clock.now() + minutes(5));
  const auto principal = ask(token);
  ASSERT_TRUE(principal);
  EXPECT_EQ(principal->token_expires_at, drive.clock.now() + minutes(5));
  drive.clock.advance(minutes(5) - std::chrono::milliseconds(1));
  EXPECT_TRUE(ask(token));
  drive.clock.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(is_cached(token));
  EXPECT_FALSE(ask(token));
}

TEST_F(AppPasswordAuthorizerTest, IsLookedUpAgainIfItHasNoEnd) {
  const auto token = make();
  EXPECT_EQ(ask(token)->token_expires_at, drive.clock.now() + minutes(15));
  drive.clock.advance(std::chrono::days(1000));
  EXPECT_FALSE(is_cached(token));
  EXPECT_TRUE(ask(token));
}

TEST_F(AppPasswordAuthorizerTest, IsWorthlessWhileItsUserIsDisabled) {
  const auto token = make();
  EXPECT_TRUE(ask(token));
  EXPECT_TRUE(drive.services.users.set_disabled(ada.user, true));
  drive.clock.advance(identity::kLiveness);
  EXPECT_FALSE(is_cached(token));
  const auto principal = ask(token);
  ASSERT_FALSE(principal);
  EXPECT_EQ(principal.error().code, ErrorCode::invalid_argument);
}

TEST_F(AppPasswordAuthorizerTest, IsGoneOnceItIsDeleted) {
  const auto token = make();
  EXPECT_TRUE(ask(token));
  EXPECT_EQ(drive.services.app_passwords.delete_app_password(token.user, token.id), true);
  drive.clock.advance(identity::kLiveness);
  EXPECT_FALSE(is_cached(token));
  EXPECT_FALSE(ask(token));
}

TEST_F(AppPasswordAuthorizerTest, NotesItsUseNowAndThen) {
  const auto token = make();
  EXPECT_FALSE(last_use(token));
  const TimePoint first = drive.clock.now();
  EXPECT_TRUE(ask(token));
  EXPECT_EQ(last_use(token), first);
  drive.clock.advance(minutes(5) - std::chrono::milliseconds(1));
  EXPECT_TRUE(ask(token));
  EXPECT_EQ(last_use(token), first) << "not at every request";
  drive.clock.advance(std::chrono::milliseconds(1));
  EXPECT_TRUE(ask(token));
  EXPECT_EQ(last_use(token), drive.clock.now());
}

TEST_F(AppPasswordAuthorizerTest, IsGoodThoughItsUseCannotBeNoted) {
  const auto token = make();
  drive.failures.fail_after(1, ErrorCode::unavailable);
  EXPECT_TRUE(ask(token));
  EXPECT_TRUE(drive.logger.has("use_not_noted"));
  drive.failures.fail_once(ErrorCode::unavailable);
  EXPECT_EQ(ask(token).error().code, ErrorCode::unavailable) << "not known is not refused";
}

}  // namespace
}  // namespace audmg::functions
