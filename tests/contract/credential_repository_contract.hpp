// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/credential_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace audmg::database {

/// What every CredentialRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class CredentialRepositoryContract : public testing::Test {
 protected:
  CredentialRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(make_new_user(ada_), nullptr));
    EXPECT_TRUE(harness_.users().create_user(make_new_user(grace_), nullptr));
  }

  CredentialRepository& credentials() { return harness_.credentials(); }

  Credentials read(const User& user) {
    const auto found = credentials().find_credentials(user.id);
    EXPECT_TRUE(found);
    return found ? *found : Credentials{};
  }

  Session add_session(const User& user) {
    const Session session = make_session(user.id);
    EXPECT_TRUE(harness_.sessions().create_session(session));
    return session;
  }

  bool lives(const Session& session) {
    return harness_.sessions().find_session(session.owner, session.id)->has_value();
  }

  std::int64_t version_of(const User& user) {
    return (*harness_.users().find_user(user.id))->credential_version;
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(CredentialRepositoryContract);

TYPED_TEST_P(CredentialRepositoryContract, ANewUserHasAPasswordAndNoFactors) {
  const Credentials found = this->read(this->ada_);
  EXPECT_EQ(found.password_hash, "$argon2id$v=19$test");
  EXPECT_EQ(found.factors, "");
  EXPECT_EQ(found.factors_revision, 0);
}

TYPED_TEST_P(CredentialRepositoryContract, AUserWithoutAPasswordHasNone) {
  const User user = make_user("eve");
  ASSERT_TRUE(this->harness_.users().create_user(user));
  EXPECT_EQ(this->read(user).password_hash, "");
}

TYPED_TEST_P(CredentialRepositoryContract, UnknownUsersAreNotFound) {
  const UserId id = UserId::make(kNoon);
  EXPECT_EQ(error_code(this->credentials().find_credentials(id)), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->credentials().find_credentials({})), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->credentials().set_password_hash(id, "x", {})), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->credentials().replace_password_hash(id, "", "x")),
            ErrorCode::not_found);
  EXPECT_EQ(error_code(this->credentials().replace_factors(id, 0, "{}")), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->credentials().find_credentials(id)), ErrorCode::not_found)
      << "nothing was made";
}

TYPED_TEST_P(CredentialRepositoryContract, ANewPasswordEndsAllThatWasHandedOut) {
  const Session session = this->add_session(this->ada_);
  const Session others = this->add_session(this->grace_);
  ASSERT_TRUE(this->credentials().replace_factors(this->ada_.id, 0, R"({"totp":1})"));
  ASSERT_TRUE(this->credentials().set_password_hash(this->ada_.id, "$argon2id$new", {}));
  EXPECT_EQ(this->read(this->ada_).password_hash, "$argon2id$new");
  EXPECT_EQ(this->read(this->ada_).factors, R"({"totp":1})") << "the second factor stays";
  EXPECT_EQ(this->read(this->ada_).factors_revision, 1);
  EXPECT_EQ(this->version_of(this->ada_), 2);
  EXPECT_FALSE(this->lives(session));
  EXPECT_TRUE(this->lives(others));
  EXPECT_EQ(this->read(this->grace_).password_hash, "$argon2id$v=19$test");
  EXPECT_EQ(this->version_of(this->grace_), 1);
}

TYPED_TEST_P(CredentialRepositoryContract, ANewPasswordKeepsTheSessionThatSetIt) {
  const Session kept = this->add_session(this->ada_);
  const Session ended = this->add_session(this->ada_);
  ASSERT_TRUE(this->credentials().set_password_hash(this->ada_.id, "$argon2id$new", kept.id));
  EXPECT_TRUE(this->lives(kept));
  EXPECT_FALSE(this->lives(ended));
  const auto live = *this->harness_.sessions().find_session(kept.owner, kept.id);
  EXPECT_EQ(live->credential_version, 2);
}

TYPED_TEST_P(CredentialRepositoryContract, AnotherHashOfTheSamePasswordEndsNothing) {
  const Session session = this->add_session(this->ada_);
  EXPECT_EQ(this->credentials().replace_password_hash(this->ada_.id, "$argon2id$v=19$test",
                                                      "$argon2id$stronger"),
            true);
  EXPECT_EQ(this->read(this->ada_).password_hash, "$argon2id$stronger");
  EXPECT_TRUE(this->lives(session));
  EXPECT_EQ(this->version_of(this->ada_), 1);
  EXPECT_EQ(this->credentials().replace_password_hash(this->ada_.id, "$argon2id$v=19$test",
                                                      "$argon2id$late"),
            false);
  EXPECT_EQ(this->read(this->ada_).password_hash, "$argon2id$stronger");
}

TYPED_TEST_P(CredentialRepositoryContract, FactorsAreReplacedAtTheirRevisionOnly) {
  EXPECT_EQ(this->credentials().replace_factors(this->ada_.id, 0, R"({"step":1})"), true);
  EXPECT_EQ(this->credentials().replace_factors(this->ada_.id, 0, R"({"step":2})"), false);
  EXPECT_EQ(this->credentials().replace_factors(this->ada_.id, 2, R"({"step":2})"), false);
  Credentials found = this->read(this->ada_);
  EXPECT_EQ(found.factors, R"({"step":1})");
  EXPECT_EQ(found.factors_revision, 1);
  EXPECT_EQ(this->credentials().replace_factors(this->ada_.id, 1, ""), true);
  found = this->read(this->ada_);
  EXPECT_EQ(found.factors, "");
  EXPECT_EQ(found.factors_revision, 2);
  EXPECT_EQ(found.password_hash, "$argon2id$v=19$test");
  EXPECT_EQ(this->read(this->grace_).factors_revision, 0);
}

TYPED_TEST_P(CredentialRepositoryContract, OfSixteenAtOnceOneUsesTheCode) {
  const auto outcomes = at_once(16, [&](std::size_t i) {
    return this->credentials().replace_factors(this->ada_.id, 0, std::to_string(i));
  });
  EXPECT_EQ(count_answers(outcomes, true), 1U);
  EXPECT_EQ(count_answers(outcomes, false), 15U);
  EXPECT_EQ(this->read(this->ada_).factors_revision, 1);
}

TYPED_TEST_P(CredentialRepositoryContract, TheLargestFactorsComeBack) {
  const std::string text(kMaxFactorsBytes, 'x');
  ASSERT_EQ(this->credentials().replace_factors(this->ada_.id, 0, text), true);
  EXPECT_EQ(this->read(this->ada_).factors, text);
  EXPECT_EQ(error_code(this->credentials().replace_factors(this->ada_.id, 1, text + "x")),
            ErrorCode::too_large);
  EXPECT_EQ(this->read(this->ada_).factors, text);
}

TYPED_TEST_P(CredentialRepositoryContract, DisablingLeavesTheCredentials) {
  ASSERT_TRUE(this->credentials().replace_factors(this->ada_.id, 0, "{}"));
  ASSERT_TRUE(this->harness_.users().set_disabled(this->ada_.id, true));
  EXPECT_EQ(this->read(this->ada_).password_hash, "$argon2id$v=19$test");
  EXPECT_EQ(this->read(this->ada_).factors, "{}");
}

REGISTER_TYPED_TEST_SUITE_P(CredentialRepositoryContract, ANewUserHasAPasswordAndNoFactors,
                            AUserWithoutAPasswordHasNone, UnknownUsersAreNotFound,
                            ANewPasswordEndsAllThatWasHandedOut,
                            ANewPasswordKeepsTheSessionThatSetIt,
                            AnotherHashOfTheSamePasswordEndsNothing,
                            FactorsAreReplacedAtTheirRevisionOnly, OfSixteenAtOnceOneUsesTheCode,
                            TheLargestFactorsComeBack, DisablingLeavesTheCredentials);

}  // namespace audmg::database
