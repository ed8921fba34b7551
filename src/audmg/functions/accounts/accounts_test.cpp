// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/lib/sodium/argon2id.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::string account(std::string_view username, std::string_view email,
                    std::string_view password = kGoodPassword) {
  return R"({"username":")" + std::string(username) + R"(","email":")" + std::string(email) +
         R"(","password":")" + std::string(password) + R"("})";
}

class AccountsTest : public DriveTest {
 protected:
  Answer sign_up(std::string_view name = "ada") {
    return call(json_call("signup", account(name, std::string(name) + "@example.org")));
  }
  Answer log_in(std::string_view who = "ada", std::string_view password = kGoodPassword) {
    return call(json_call("login", R"({"username":")" + std::string(who) + R"(","password":")" +
                                       std::string(password) + R"("})"));
  }
  Answer refresh(const std::string& token) {
    return call(json_call("refresh", R"({"refreshToken":")" + token + R"("})"));
  }
  /// "good" or the code of the error.
  std::string authorize_token(const std::string& token) {
    const auto principal = authorize("Bearer " + token, drive.services);
    return principal ? "good" : std::string(to_string(principal.error().code));
  }
  UserId find_id(std::string_view name = "ada") {
    return (*drive.services.users.find_user_by_username(name))->id;
  }

  std::string password_hash() {
    return drive.services.credentials.find_credentials(find_id())->password_hash;
  }
};

TEST_F(AccountsTest, SignsUpAndLogsInByNameAndAddress) {
  const Answer signed_up = sign_up();
  EXPECT_EQ(signed_up.status, 201);
  EXPECT_EQ(signed_up.text("message"), "User registered successfully.");
  EXPECT_TRUE(UserId::parse(signed_up.text("userId")));

  for (const std::string_view who : {"ada", "ADA", "ada@example.org", "Ada@Example.ORG"}) {
    const Answer answer = log_in(who);
    EXPECT_EQ(answer.status, 200) << who;
    EXPECT_EQ(answer.text("message"), "Login successful.");
    EXPECT_EQ(answer.text("tokenType"), "Bearer");
    EXPECT_EQ(answer.number("expiresIn"), 900U);
    EXPECT_EQ(authorize_token(answer.text("token")), "good");
  }
  const Answer by_email = call(json_call(
      "login", R"({"email":"ada@example.org","password":"a long and calm sentence","x":[1]})"));
  EXPECT_EQ(by_email.status, 200);
}

TEST_F(AccountsTest, StoresNoPasswordAndNoToken) {
  EXPECT_EQ(sign_up().status, 201);
  const Answer tokens = log_in();
  EXPECT_TRUE(password_hash().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  for (const std::string& secret :
       {std::string(kGoodPassword), tokens.text("token"), tokens.text("refreshToken")}) {
    EXPECT_FALSE(drive.logger.text().contains(secret));
  }
  const auto claims = drive.services.access_tokens.verify(tokens.text("token"));
  const auto session = *drive.services.sessions.find_session(claims->user, claims->session);
  EXPECT_EQ(session->session.refresh_hash, "");
  EXPECT_EQ(session->session.generation, 1);
}

TEST_F(AccountsTest, TakesANameAndAnAddressOnce) {
  EXPECT_EQ(sign_up().status, 201);
  EXPECT_EQ(call(json_call("signup", account("ADA", "x@example.org"))).verdict(),
            "409 username_taken");
  EXPECT_EQ(call(json_call("signup", account("eve", "Ada@example.org"))).verdict(),
            "409 email_taken");
}

TEST_F(AccountsTest, NamesEveryWrongField) {
  struct Case {
    std::string body;
    std::string verdict;
  };
  const std::vector<Case> cases = {
      {"{}", "400 validation_failed username missing password missing email missing"},
      {account("ab", "a@b.c"), "400 validation_failed username too_short"},
      {account(std::string(33, 'a'), "a@b.c"), "400 validation_failed username too_long"},
      {account("a b", "nobody", "short"),
       "400 validation_failed username invalid email invalid password too_short"},
      {account("ada", "a@b.c", "password123"), "400 validation_failed password common_password"},
      {account("adalovelace", "a@b.c", "AdaLovelace"),
       "400 validation_failed password common_password"},
      {account("ada", "a@b.c", std::string(257, 'x') + "yz"),
       "400 validation_failed password too_long"},
      {R"({"username":1,"email":["a@b.c"],"password":null})",
       "400 validation_failed username wrong_type password missing email wrong_type"},
      {"{", "400 invalid_json"},
      {"[]", "400 invalid_json"},
      {"", "400 invalid_json"},
      {R"({"username":"a","username":"b"})", "400 invalid_json"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(call(json_call("signup", one.body)).verdict(), one.verdict) << one.body;
  }
  Call form = json_call("signup", account("ada", "a@b.c"));
  form.headers.set("Content-Type", "text/plain");
  EXPECT_EQ(call(form).verdict(), "415 unsupported_media_type");
  EXPECT_FALSE(*drive.services.users.find_user_by_username("ada"));
}

TEST_F(AccountsTest, CanBeClosedToStrangers) {
  drive.policies.signup = SignupMode::off;
  EXPECT_EQ(sign_up().verdict(), "403 signup_disabled");
}

TEST_F(AccountsTest, SignsUpOncePerIdempotencyKey) {
  const auto attempt = [&](std::string_view password, std::string key = "key-1") {
    return call(json_call("signup", account("ada", "a@b.c", password))
                    .with("Idempotency-Key", std::move(key)));
  };
  const Answer first = attempt(kGoodPassword);
  EXPECT_EQ(first.status, 201);
  EXPECT_FALSE(first.headers.find("Idempotent-Replayed"));
  const Answer again = attempt(kGoodPassword);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text("userId"), first.text("userId"));
  EXPECT_EQ(again.headers.find("Idempotent-Replayed"), "true");
  EXPECT_EQ(attempt("another calm sentence").verdict(), "422 idempotency_key_reused");
  EXPECT_EQ(attempt(kGoodPassword, "key-2").verdict(), "409 username_taken");
  // The key of a failed attempt is free again.
  EXPECT_EQ(attempt("another calm sentence", "key-2").verdict(), "409 username_taken");
  for (const std::string& key : {std::string(), std::string("a b"), std::string(256, 'k'),
                                 std::string("k\n"), std::string("\xc3\xa4")}) {
    EXPECT_EQ(attempt(kGoodPassword, key).verdict(),
              "400 validation_failed Idempotency-Key invalid");
  }
}

TEST_F(AccountsTest, GivesTheSameAnswerForEveryWayToFail) {
  EXPECT_EQ(sign_up().status, 201);
  EXPECT_EQ(sign_up("eve").status, 201);
  EXPECT_TRUE(drive.services.users.set_disabled(find_id("eve"), true));
  const Answer wrong = log_in("ada", "not the password");
  const Answer unknown = log_in("nobody");
  const Answer disabled = log_in("eve");
  EXPECT_EQ(wrong.verdict(), "401 invalid_credentials");
  for (const Answer* answer : {&unknown, &disabled}) {
    EXPECT_EQ(answer->verdict(), wrong.verdict());
    EXPECT_EQ(answer->text("message"), wrong.text("message"));
    EXPECT_EQ(answer->headers.fields(), wrong.headers.fields());
  }
  EXPECT_EQ(call(json_call("login", R"({"password":"x"})")).verdict(),
            "400 validation_failed username missing");
  EXPECT_EQ(call(json_call("login", R"({"username":"ada"})")).verdict(),
            "400 validation_failed password missing");
  EXPECT_EQ(call(json_call("login", R"({"email":"ada","password":"x"})")).verdict(),
            "400 validation_failed email invalid");
}

TEST_F(AccountsTest, LimitsFailuresPerAccountAndAddress) {
  EXPECT_EQ(sign_up().status, 201);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(log_in(i % 2 == 0 ? "ada" : "ADA", "wrong one").verdict(), "401 invalid_credentials");
  }
  const Answer refused = log_in();
  EXPECT_EQ(refused.verdict(), "429 rate_limited") << "the right password does not help either";
  EXPECT_EQ(refused.headers.find("Retry-After"), "60");

  Call elsewhere =
      json_call("login", R"({"username":"ada","password":"a long and calm sentence"})");
  elsewhere.address = "192.0.2.99";
  EXPECT_EQ(call(elsewhere).status, 200) << "the owner, from another address";
  drive.clock.advance(seconds(60));
  EXPECT_EQ(log_in().status, 200);
}

TEST_F(AccountsTest, CountsNoSuccessAgainstTheLimit) {
  EXPECT_EQ(sign_up().status, 201);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(log_in().status, 200);
}

TEST_F(AccountsTest, RehashesAPasswordOfWeakerParameters) {
  EXPECT_EQ(sign_up().status, 201);
  // Argon2id of "password" with 1 MiB and one pass, made by the reference program.
  constexpr std::string_view kWeak =
      "$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$FiU+"
      "I6KbINfHoMBfkVDnS6qmzxgy7cg41IT8JQoCvvk";
  EXPECT_TRUE(drive.services.credentials.set_password_hash(find_id(), kWeak, {}));
  EXPECT_EQ(log_in("ada", "password").status, 200);
  EXPECT_NE(password_hash(), kWeak);
  EXPECT_EQ(drive.services.passwords.verify(password_hash(), "password"),
            identity::PasswordMatch::current);
  EXPECT_EQ(log_in("ada", "password").status, 200);
}

TEST_F(AccountsTest, TakesAPasswordHoweverItWasTyped) {
  constexpr std::string_view kComposed = "caf\xc3\xa9 au lait";
  constexpr std::string_view kDecomposed = "cafe\xcc\x81 au lait";
  EXPECT_EQ(call(json_call("signup", account("ada", "ada@example.org", kDecomposed))).status, 201);
  EXPECT_EQ(log_in("ada", kComposed).status, 200);
  EXPECT_EQ(log_in("ada", kDecomposed).status, 200);
  EXPECT_EQ(log_in("ada", "cafe au lait").status, 401);
  EXPECT_FALSE(drive.logger.has("password_rehashed"));

  // Earlier versions hashed the bytes as they were sent.
  const std::string former = *sodium::hash_argon2id(kDecomposed);
  EXPECT_TRUE(drive.services.credentials.set_password_hash(find_id(), former, {}));
  EXPECT_EQ(log_in("ada", kComposed).status, 401);
  EXPECT_EQ(log_in("ada", kDecomposed).status, 200);
  EXPECT_TRUE(drive.logger.has("password_rehashed"));
  EXPECT_EQ(log_in("ada", kComposed).status, 200);
}

TEST_F(AccountsTest, IgnoresBlanksAroundNames) {
  EXPECT_EQ(call(json_call("signup", account(" ada ", "ada@example.org "))).status, 201);
  for (const std::string_view who : {"ada ", " Ada", "  ada@example.org "}) {
    EXPECT_EQ(log_in(who).status, 200) << who;
  }
  EXPECT_EQ(log_in("a da").status, 401);
  EXPECT_EQ(call(json_call("signup", account("ADA ", "x@example.org"))).verdict(),
            "409 username_taken");
}

TEST_F(AccountsTest, KnowsAddressesOfAnyScript) {
  EXPECT_EQ(call(json_call("signup", account("ada", "jo\xcc\x88rg@m\xc3\xbcnchen.example"))).status,
            201);
  EXPECT_EQ(log_in("j\xc3\xb6rg@mu\xcc\x88nchen.example").status, 200);
  EXPECT_EQ(
      call(json_call("signup", account("eve", "j\xc3\xb6rg@m\xc3\xbcnchen.EXAMPLE"))).verdict(),
      "409 email_taken");
}

TEST_F(AccountsTest, RotatesRefreshTokens) {
  EXPECT_EQ(sign_up().status, 201);
  const std::string first = log_in().text("refreshToken");
  const Answer refreshed = refresh(first);
  EXPECT_EQ(refreshed.status, 200);
  EXPECT_EQ(refreshed.text("message"), "Token refreshed.");
  EXPECT_EQ(refreshed.number("expiresIn"), 900U);
  EXPECT_EQ(authorize_token(refreshed.text("token")), "good");
  const std::string second = refreshed.text("refreshToken");
  EXPECT_NE(second, first);
  EXPECT_EQ(refresh(second).status, 200);
}

TEST_F(AccountsTest, EndsTheFamilyWhenAnOldTokenComesBack) {
  EXPECT_EQ(sign_up().status, 201);
  const std::string first = log_in().text("refreshToken");
  const Answer second = refresh(first);
  EXPECT_EQ(authorize_token(second.text("token")), "good");
  EXPECT_EQ(refresh(first).verdict(), "401 invalid_refresh_token");
  EXPECT_TRUE(drive.logger.has("refresh_token_reused"));
  EXPECT_EQ(refresh(second.text("refreshToken")).verdict(), "401 invalid_refresh_token");
  EXPECT_FALSE(authorize_cached("Bearer " + second.text("token"), drive.services));
  EXPECT_EQ(authorize_token(second.text("token")), "invalid_argument");
}

TEST_F(AccountsTest, KeepsSessionsWhenTheClockIsSet) {
  drive.policies.refresh_leeway = seconds(30);
  for (const minutes change : {minutes(10), minutes(-10)}) {
    const std::string name = "user" + std::to_string(change.count() + 10);
    EXPECT_EQ(sign_up(name).status, 201);
    std::string token = log_in(name).text("refreshToken");
    drive.clock.advance(change);
    for (int i = 0; i < 3; ++i) {
      const Answer lost = refresh(token);
      const Answer again = refresh(token);
      EXPECT_EQ(again.status, 200);
      EXPECT_EQ(again.text("refreshToken"), lost.text("refreshToken"));
      EXPECT_EQ(authorize_token(again.text("token")), "good");
      token = again.text("refreshToken");
      drive.clock.advance(minutes(1));
    }
  }
}

TEST_F(AccountsTest, RefreshesNothingElse) {
  EXPECT_EQ(sign_up().status, 201);
  const Answer tokens = log_in();
  std::string altered = tokens.text("refreshToken");
  altered[altered.size() - 2] = altered[altered.size() - 2] == 'A' ? 'B' : 'A';
  for (const std::string& token :
       {std::string("x"), tokens.text("token"), std::string(5000, 'a'), altered}) {
    EXPECT_EQ(refresh(token).verdict(), "401 invalid_refresh_token") << token;
  }
  EXPECT_EQ(call(json_call("refresh", "{}")).verdict(),
            "400 validation_failed refreshToken missing");

  const std::string disabled = log_in().text("refreshToken");
  EXPECT_TRUE(drive.services.users.set_disabled(find_id(), true));
  EXPECT_EQ(refresh(disabled).verdict(), "401 invalid_refresh_token");
}

TEST_F(AccountsTest, EndsASessionAfterItsLifetimeWithoutRefresh) {
  EXPECT_EQ(sign_up().status, 201);
  const std::string token = log_in().text("refreshToken");
  drive.clock.advance(drive.policies.session_lifetime + seconds(1));
  EXPECT_EQ(refresh(token).verdict(), "401 invalid_refresh_token");
}

TEST_F(AccountsTest, LogsOutAtOnce) {
  EXPECT_EQ(sign_up().status, 201);
  const Answer tokens = log_in();
  const auto principal = authorize("Bearer " + tokens.text("token"), drive.services);
  ASSERT_TRUE(principal);
  EXPECT_TRUE(authorize_cached("bearer " + tokens.text("token"), drive.services));
  EXPECT_EQ(call(Call{.function = "logout"}, *principal).status, 204);
  EXPECT_FALSE(authorize_cached("Bearer " + tokens.text("token"), drive.services));
  EXPECT_EQ(authorize_token(tokens.text("token")), "invalid_argument");
  EXPECT_EQ(refresh(tokens.text("refreshToken")).verdict(), "401 invalid_refresh_token");
  EXPECT_EQ(log_in().status, 200);
}

TEST_F(AccountsTest, SaysWhoYouAre) {
  const http::Principal ada = drive.add_user("ada");
  const Answer answer = call(Call{.function = "me"}, ada);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("userId"), ada.user.text());
  EXPECT_EQ(answer.text("username"), "ada");
  EXPECT_EQ(answer.text("tokenExpiresAt"), "2025-11-22T12:15:00.000Z");
}

TEST_F(AccountsTest, TellsTheRulesOfPasswords) {
  drive.policies.min_password = 15;
  const Answer rules = call(Call{.function = "password_rules"});
  EXPECT_EQ(rules.number("minLength"), 15U);
  EXPECT_EQ(rules.number("minLengthWithSecondFactor"), 8U);
  EXPECT_EQ(rules.number("maxLength"), 256U);
}

TEST_F(AccountsTest, TellsTheEntranceWhoMaySignUp) {
  const auto rules = [&](SignupMode mode) {
    drive.policies.signup = mode;
    const Answer answer = call(Call{.function = "signup_rules"});
    const auto is = [&](const char* name) { return answer.body.find(name)->as_bool().value(); };
    return std::pair(is("open"), is("firstAccount"));
  };
  EXPECT_EQ(rules(SignupMode::on), std::pair(true, true));
  EXPECT_EQ(rules(SignupMode::confirm), std::pair(true, true));
  EXPECT_EQ(rules(SignupMode::first), std::pair(true, true));
  EXPECT_EQ(rules(SignupMode::off), std::pair(false, true));
  drive.policies.signup = SignupMode::on;
  EXPECT_EQ(sign_up().status, 201);
  EXPECT_EQ(rules(SignupMode::on), std::pair(true, false));
  EXPECT_EQ(rules(SignupMode::confirm), std::pair(true, false));
  EXPECT_EQ(rules(SignupMode::first), std::pair(false, false));
  EXPECT_EQ(rules(SignupMode::off), std::pair(false, false));
  // Who was here once had their say on who may come.
  ASSERT_TRUE(drive.services.users.delete_user(find_id()));
  EXPECT_EQ(rules(SignupMode::first), std::pair(false, false));
}

TEST_F(AccountsTest, AuthorizesOnlyLiveTokens) {
  EXPECT_EQ(sign_up().status, 201);
  const std::string token = log_in().text("token");
  for (const std::string& field :
       {std::string(), std::string("Bearer"), std::string("Bearer "), "Basic " + token,
        "Bearer " + token + "x", std::string("Bearer x y")}) {
    EXPECT_FALSE(authorize(field, drive.services)) << field;
    EXPECT_FALSE(authorize_cached(field, drive.services)) << field;
  }
  EXPECT_EQ(authorize_token(token), "good");
  drive.clock.advance(minutes(15));
  EXPECT_EQ(authorize_token(token), "invalid_argument");
  EXPECT_FALSE(authorize_cached("Bearer " + token, drive.services));
}

TEST_F(AccountsTest, NoticesARevocationElsewhereWithinOneSecond) {
  EXPECT_EQ(sign_up().status, 201);
  const std::string token = log_in().text("token");
  EXPECT_EQ(authorize_token(token), "good");
  // As `audmg user disable` does it in another process.
  EXPECT_TRUE(drive.services.users.set_disabled(find_id(), true));
  drive.clock.advance(identity::kLiveness);
  EXPECT_FALSE(authorize_cached("Bearer " + token, drive.services));
  EXPECT_EQ(authorize_token(token), "invalid_argument");
}

TEST_F(AccountsTest, BindsUrlsToTheCredentialVersion) {
  const http::Principal ada = drive.add_user("ada");
  const std::string binding = ada.user.text() + ".1";
  EXPECT_FALSE(is_binding_live_cached(binding, drive.services)) << "not known yet";
  EXPECT_TRUE(*is_binding_live(binding, drive.services));
  EXPECT_EQ(is_binding_live_cached(binding, drive.services), true);
  EXPECT_FALSE(*is_binding_live(ada.user.text() + ".2", drive.services));
  for (const std::string& text :
       {std::string(), std::string("."), ada.user.text(), ada.user.text() + ".",
        ada.user.text() + ".0", ada.user.text() + ".-1", ada.user.text() + ".1x",
        std::string("x.1"), UserId::make(drive.clock.now()).text() + ".1"}) {
    EXPECT_FALSE(*is_binding_live(text, drive.services)) << text;
    EXPECT_NE(is_binding_live_cached(text, drive.services), true) << text;
  }
  EXPECT_TRUE(drive.services.users.set_disabled(ada.user, true));
  drive.clock.advance(identity::kLiveness);
  EXPECT_FALSE(*is_binding_live(binding, drive.services));
  EXPECT_EQ(is_binding_live_cached(binding, drive.services), false);
}

}  // namespace
}  // namespace audmg::functions
