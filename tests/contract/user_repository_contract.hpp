// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::database {

/// What every UserRepository does. `Harness` is default-constructible and gives references to five
/// empty repositories over one store: users(), sessions(), files(), uploads(), idempotency().
template <class Harness>
class UserRepositoryContract : public testing::Test {
 protected:
  UserRepository& users() { return harness_.users(); }

  User add_user(const std::string& username) {
    User user = make_user(username);
    EXPECT_EQ(users().create_user(user), CreateUserOutcome::created);
    return user;
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(UserRepositoryContract);

TYPED_TEST_P(UserRepositoryContract, AUserComesBackAsStored) {
  User user = make_user("Ada.Lovelace");
  user.email = "Ada@Example.org";
  user.credential_version = 7;
  user.disabled = true;
  user.created_at = minutes_after_noon(1) + std::chrono::milliseconds(1);
  ASSERT_EQ(this->users().create_user(user), CreateUserOutcome::created);
  const auto found = this->users().find_user(user.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->id, user.id);
  EXPECT_EQ((*found)->username, "Ada.Lovelace");
  EXPECT_EQ((*found)->email, "Ada@Example.org");
  EXPECT_EQ((*found)->password_hash, user.password_hash);
  EXPECT_EQ((*found)->credential_version, 7);
  EXPECT_TRUE((*found)->disabled);
  EXPECT_EQ((*found)->created_at, user.created_at);
}

TYPED_TEST_P(UserRepositoryContract, IsFoundByNameAndEmailInAnyAsciiCase) {
  User user = make_user("Ada");
  user.email = "Ada@Example.org";
  ASSERT_TRUE(this->users().create_user(user));
  EXPECT_EQ((*this->users().find_user_by_username("aDA"))->id, user.id);
  EXPECT_EQ((*this->users().find_user_by_email("ADA@EXAMPLE.ORG"))->id, user.id);
  EXPECT_FALSE(*this->users().find_user_by_username("ad"));
  EXPECT_FALSE(*this->users().find_user_by_username("Ada@Example.org"));
  EXPECT_FALSE(*this->users().find_user_by_email("Ada"));
}

TYPED_TEST_P(UserRepositoryContract, UnknownUsersAreNotFound) {
  this->add_user("ada");
  EXPECT_FALSE(*this->users().find_user(UserId::make(kNoon)));
  EXPECT_FALSE(*this->users().find_user(UserId()));
  EXPECT_FALSE(*this->users().find_user_by_username(""));
  EXPECT_FALSE(*this->users().find_user_by_username("' OR 1=1 --"));
  EXPECT_FALSE(*this->users().find_user_by_email("%"));
}

TYPED_TEST_P(UserRepositoryContract, ATakenNameOrEmailIsSaidAndNothingStored) {
  this->add_user("ada");
  User same_name = make_user("ADA");
  same_name.email = "other@example.org";
  EXPECT_EQ(this->users().create_user(same_name), CreateUserOutcome::username_taken);
  User same_email = make_user("grace");
  same_email.email = "ADA@example.org";
  EXPECT_EQ(this->users().create_user(same_email), CreateUserOutcome::email_taken);
  EXPECT_FALSE(*this->users().find_user(same_name.id));
  EXPECT_FALSE(*this->users().find_user(same_email.id));
  EXPECT_EQ(this->users().list_users({}, 10)->size(), 1U);
}

TYPED_TEST_P(UserRepositoryContract, BothTakenNamesTheUsername) {
  this->add_user("ada");
  EXPECT_EQ(this->users().create_user(make_user("ada")), CreateUserOutcome::username_taken);
}

TYPED_TEST_P(UserRepositoryContract, OfSixteenAtOnceExactlyOneWins) {
  std::vector<User> users;
  for (int i = 0; i < 16; ++i) {
    users.push_back(make_user("ada"));
    users.back().email = "ada" + std::to_string(i) + "@example.org";
  }
  const auto outcomes =
      at_once(16, [&](std::size_t i) { return this->users().create_user(users[i]); });
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::created), 1U);
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::username_taken), 15U);
  EXPECT_EQ(this->users().list_users({}, 100)->size(), 1U);
}

TYPED_TEST_P(UserRepositoryContract, ListsPageByPageInOrderOfAge) {
  std::vector<UserId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(this->add_user("user" + std::to_string(i)).id);
  std::vector<UserId> listed;
  UserId after;
  for (;;) {
    const auto page = this->users().list_users(after, 2);
    ASSERT_TRUE(page);
    if (page->empty()) break;
    EXPECT_LE(page->size(), 2U);
    for (const User& user : *page) listed.push_back(user.id);
    after = listed.back();
  }
  EXPECT_EQ(listed, ids);
}

TYPED_TEST_P(UserRepositoryContract, ANewPasswordEndsAllThatWasHandedOut) {
  const User user = this->add_user("ada");
  const User other = this->add_user("grace");
  const Session session = make_session(user.id);
  const Session others = make_session(other.id);
  ASSERT_TRUE(this->harness_.sessions().create_session(session));
  ASSERT_TRUE(this->harness_.sessions().create_session(others));
  ASSERT_TRUE(this->users().set_password_hash(user.id, "$argon2id$new"));
  const auto changed = *this->users().find_user(user.id);
  EXPECT_EQ(changed->password_hash, "$argon2id$new");
  EXPECT_EQ(changed->credential_version, user.credential_version + 1);
  EXPECT_FALSE(*this->harness_.sessions().find_session(user.id, session.id));
  EXPECT_TRUE(*this->harness_.sessions().find_session(other.id, others.id));
  EXPECT_EQ((*this->users().find_user(other.id))->credential_version, other.credential_version);
}

TYPED_TEST_P(UserRepositoryContract, DisablingEndsAllThatWasHandedOut) {
  const User user = this->add_user("ada");
  const Session session = make_session(user.id);
  ASSERT_TRUE(this->harness_.sessions().create_session(session));
  ASSERT_TRUE(this->users().set_disabled(user.id, true));
  EXPECT_TRUE((*this->users().find_user(user.id))->disabled);
  EXPECT_EQ((*this->users().find_user(user.id))->credential_version, 2);
  EXPECT_FALSE(*this->harness_.sessions().find_session(user.id, session.id));
  ASSERT_TRUE(this->users().set_disabled(user.id, false));
  EXPECT_FALSE((*this->users().find_user(user.id))->disabled);
  EXPECT_EQ((*this->users().find_user(user.id))->credential_version, 3);
}

TYPED_TEST_P(UserRepositoryContract, AChangeOfAnUnknownUserIsNotFound) {
  const UserId id = UserId::make(kNoon);
  EXPECT_EQ(error_code(this->users().set_password_hash(id, "x")), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->users().set_disabled(id, true)), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->users().delete_user(id)), ErrorCode::not_found);
}

TYPED_TEST_P(UserRepositoryContract, DeletingTakesEverythingOfTheUserAndNothingElse) {
  struct Belongings {
    User user;
    Session session;
    File file;
    Upload upload;
    IdempotencyKey key;
  };
  std::vector<Belongings> all;
  for (const std::string name : {"ada", "grace"}) {
    const User user = this->add_user(name);
    all.push_back({user,
                   make_session(user.id),
                   make_file(user.id),
                   make_upload(user.id),
                   {user.id.text(), "key"}});
    ASSERT_TRUE(this->harness_.sessions().create_session(all.back().session));
    ASSERT_TRUE(this->harness_.files().add_file({all.back().file, std::nullopt}));
    ASSERT_TRUE(this->harness_.uploads().create_upload(all.back().upload, 10));
    ASSERT_TRUE(this->harness_.idempotency().begin(
        {all.back().key, "print", kNoon, minutes_after_noon(1), minutes_after_noon(60)}));
    ASSERT_TRUE(this->harness_.idempotency().complete(all.back().key, 201, "made"));
  }
  ASSERT_TRUE(this->users().delete_user(all[0].user.id));
  for (const Belongings& one : all) {
    const bool kept = &one != &all[0];
    const UserId& owner = one.user.id;
    EXPECT_EQ((*this->users().find_user(owner)).has_value(), kept);
    EXPECT_EQ((*this->users().find_user_by_username(one.user.username)).has_value(), kept);
    EXPECT_EQ((*this->users().find_user_by_email(one.user.email)).has_value(), kept);
    EXPECT_EQ((*this->harness_.sessions().find_session(owner, one.session.id)).has_value(), kept);
    EXPECT_EQ((*this->harness_.files().find_file(owner, one.file.id)).has_value(), kept);
    EXPECT_EQ((*this->harness_.files().find_file_by_sha256(owner, one.file.sha256)).has_value(),
              kept);
    EXPECT_EQ((*this->harness_.uploads().find_upload(owner, one.upload.id)).has_value(), kept);
    const std::vector<std::string> object_keys{one.file.object_key};
    EXPECT_EQ((*this->harness_.files().has_object_keys(object_keys))[0], kept);
    const auto begun = this->harness_.idempotency().begin(
        {one.key, "print", kNoon, minutes_after_noon(1), minutes_after_noon(60)});
    EXPECT_EQ(begun->outcome, kept ? BeginOutcome::completed : BeginOutcome::fresh);
  }
  // The names are free again.
  EXPECT_EQ(this->users().create_user(make_user("ada")), CreateUserOutcome::created);
}

REGISTER_TYPED_TEST_SUITE_P(UserRepositoryContract, AUserComesBackAsStored,
                            IsFoundByNameAndEmailInAnyAsciiCase, UnknownUsersAreNotFound,
                            ATakenNameOrEmailIsSaidAndNothingStored, BothTakenNamesTheUsername,
                            OfSixteenAtOnceExactlyOneWins, ListsPageByPageInOrderOfAge,
                            ANewPasswordEndsAllThatWasHandedOut, DisablingEndsAllThatWasHandedOut,
                            AChangeOfAnUnknownUserIsNotFound,
                            DeletingTakesEverythingOfTheUserAndNothingElse);

}  // namespace audmg::database
