// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// What every UserRepository does. `Harness` is default-constructible and gives references to empty
/// repositories over one store: users(), credentials(), sessions(), app_passwords(), invitations(),
/// audit(), attempts(), files(), uploads(), idempotency().
template <class Harness>
class UserRepositoryContract : public testing::Test {
 protected:
  UserRepository& users() { return harness_.users(); }

  User add_user(const std::string& username) {
    User user = make_user(username);
    EXPECT_EQ(users().create_user(make_new_user(user), nullptr), CreateUserOutcome::created);
    return user;
  }

  User read(const UserId& id) {
    const auto found = users().find_user(id);
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : User{};
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
  user.role = Role::admin;
  user.language = "de";
  user.email_verified_at = minutes_after_noon(2);
  user.awaits_confirmation = true;
  user.quota = 5'000'000'000'000;
  user.deletion_due_at = minutes_after_noon(3);
  ASSERT_EQ(this->users().create_user(user), CreateUserOutcome::created);
  const User found = this->read(user.id);
  EXPECT_EQ(found.id, user.id);
  EXPECT_EQ(found.username, "Ada.Lovelace");
  EXPECT_EQ(found.email, "Ada@Example.org");
  EXPECT_EQ(found.credential_version, 7);
  EXPECT_TRUE(found.disabled);
  EXPECT_EQ(found.created_at, user.created_at);
  EXPECT_EQ(found.role, Role::admin);
  EXPECT_EQ(found.language, "de");
  EXPECT_EQ(found.email_verified_at, user.email_verified_at);
  EXPECT_TRUE(found.awaits_confirmation);
  EXPECT_EQ(found.quota, user.quota);
  EXPECT_EQ(found.deletion_due_at, user.deletion_due_at);
}

TYPED_TEST_P(UserRepositoryContract, WhatWasNotSaidOfAUserStaysUnsaid) {
  this->add_user("first");
  const User found = this->read(this->add_user("ada").id);
  EXPECT_EQ(found.role, Role::user);
  EXPECT_EQ(found.language, "");
  EXPECT_EQ(found.email_verified_at, std::nullopt);
  EXPECT_FALSE(found.awaits_confirmation);
  EXPECT_EQ(found.quota, std::nullopt);
  EXPECT_EQ(found.deletion_due_at, std::nullopt);
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

TYPED_TEST_P(UserRepositoryContract, TheFirstAccountEverIsAnAdmins) {
  EXPECT_EQ(this->users().had_account(), false);
  const User ada = this->add_user("ada");
  EXPECT_EQ(this->users().had_account(), true);
  const User grace = this->add_user("grace");
  EXPECT_EQ(this->read(ada.id).role, Role::admin);
  EXPECT_EQ(this->read(grace.id).role, Role::user);
  ASSERT_TRUE(this->users().delete_user(ada.id));
  ASSERT_TRUE(this->users().delete_user(grace.id));
  EXPECT_EQ(this->users().had_account(), true);
  EXPECT_EQ(this->read(this->add_user("eve").id).role, Role::user) << "the drive had accounts";
}

TYPED_TEST_P(UserRepositoryContract, OfSixteenFirstAccountsAtOnceOneIsAnAdmins) {
  std::vector<User> users;
  for (int i = 0; i < 16; ++i) users.push_back(make_user("user" + std::to_string(i)));
  const auto outcomes =
      at_once(16, [&](std::size_t i) { return this->users().create_user(users[i]); });
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::created), 16U);
  int admins = 0;
  for (const User& user : users) admins += this->read(user.id).role == Role::admin ? 1 : 0;
  EXPECT_EQ(admins, 1);
}

TYPED_TEST_P(UserRepositoryContract, AnAccountThatMustBeTheFirstIsMadeOnce) {
  std::vector<User> users;
  for (int i = 0; i < 16; ++i) users.push_back(make_user("user" + std::to_string(i)));
  const auto outcomes = at_once(16, [&](std::size_t i) {
    return this->users().create_user({.user = users[i], .only_first = true}, nullptr);
  });
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::created), 1U);
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::not_first), 15U);
  const auto listed = this->users().list_users({}, 100);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->at(0).role, Role::admin);

  EXPECT_EQ(this->users().create_user(
                {.user = make_user(listed->at(0).username), .only_first = true}, nullptr),
            CreateUserOutcome::not_first)
      << "a stranger learns of no names";
  ASSERT_TRUE(this->users().delete_user(listed->at(0).id));
  EXPECT_EQ(this->users().create_user({.user = make_user("eve"), .only_first = true}, nullptr),
            CreateUserOutcome::not_first)
      << "the drive had an account";
}

TYPED_TEST_P(UserRepositoryContract, AnInvitationMakesOneAccount) {
  this->add_user("first");
  const Invitation invitation = make_invitation();
  ASSERT_TRUE(this->harness_.invitations().create_invitation(invitation));
  std::vector<User> users;
  for (int i = 0; i < 16; ++i) users.push_back(make_user("user" + std::to_string(i)));
  const auto outcomes = at_once(16, [&](std::size_t i) {
    return this->users().create_user({.user = users[i], .invitation = invitation.id}, nullptr);
  });
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::created), 1U);
  EXPECT_EQ(count_answers(outcomes, CreateUserOutcome::invitation_gone), 15U);
  EXPECT_EQ(this->users().list_users({}, 100)->size(), 2U);
  EXPECT_FALSE(*this->harness_.invitations().find_invitation(invitation.id));
}

TYPED_TEST_P(UserRepositoryContract, AnInvitationThatEndedMakesNone) {
  Invitation invitation = make_invitation();
  invitation.expires_at = kNoon;
  ASSERT_TRUE(this->harness_.invitations().create_invitation(invitation));
  const User user = make_user("ada");
  EXPECT_EQ(this->users().create_user({.user = user, .invitation = invitation.id}, nullptr),
            CreateUserOutcome::invitation_gone);
  EXPECT_EQ(
      this->users().create_user({.user = user, .invitation = InvitationId::make(kNoon)}, nullptr),
      CreateUserOutcome::invitation_gone);
  EXPECT_FALSE(*this->users().find_user(user.id));
  EXPECT_FALSE(*this->users().find_user_by_username("ada"));
  EXPECT_EQ(this->users().create_user({.user = user, .only_first = true}, nullptr),
            CreateUserOutcome::created)
      << "the refused ones were no accounts";
}

TYPED_TEST_P(UserRepositoryContract, ATakenNameLeavesTheInvitationAndAnEndedOneSaysNoNames) {
  this->add_user("ada");
  const Invitation invitation = make_invitation();
  ASSERT_TRUE(this->harness_.invitations().create_invitation(invitation));
  EXPECT_EQ(
      this->users().create_user({.user = make_user("ada"), .invitation = invitation.id}, nullptr),
      CreateUserOutcome::username_taken);
  EXPECT_TRUE(*this->harness_.invitations().find_invitation(invitation.id));
  EXPECT_EQ(this->users().create_user(
                {.user = make_user("ada"), .invitation = InvitationId::make(kNoon)}, nullptr),
            CreateUserOutcome::invitation_gone);
}

TYPED_TEST_P(UserRepositoryContract, AChangeReplacesWhatItNames) {
  this->add_user("first");
  const User user = this->add_user("ada");
  EXPECT_EQ(this->users().change_user(
                user.id,
                {.role = Role::admin, .language = "de", .quota = std::optional<std::uint64_t>(17)}),
            ChangeUserOutcome::changed);
  EXPECT_EQ(this->users().change_user(
                user.id, {.email_verified_at = std::optional<TimePoint>(minutes_after_noon(1)),
                          .deletion_due_at = std::optional<TimePoint>(minutes_after_noon(2))}),
            ChangeUserOutcome::changed);
  User found = this->read(user.id);
  EXPECT_EQ(found.role, Role::admin);
  EXPECT_EQ(found.language, "de");
  EXPECT_EQ(found.quota, 17U);
  EXPECT_EQ(found.email_verified_at, minutes_after_noon(1));
  EXPECT_EQ(found.deletion_due_at, minutes_after_noon(2));
  EXPECT_EQ(found.username, "ada");
  EXPECT_EQ(found.email, user.email);
  EXPECT_EQ(found.credential_version, user.credential_version);
  EXPECT_EQ(found.created_at, user.created_at);
  EXPECT_EQ((*this->users().find_user_by_email(user.email))->role, Role::admin);

  UserChange undo;
  undo.email_verified_at.emplace(std::nullopt);
  undo.quota.emplace(std::nullopt);
  undo.deletion_due_at.emplace(std::nullopt);
  undo.role = Role::user;
  undo.language = "";
  EXPECT_EQ(this->users().change_user(user.id, undo), ChangeUserOutcome::changed);
  found = this->read(user.id);
  EXPECT_EQ(found.role, Role::user);
  EXPECT_EQ(found.language, "");
  EXPECT_EQ(found.quota, std::nullopt);
  EXPECT_EQ(found.email_verified_at, std::nullopt);
  EXPECT_EQ(found.deletion_due_at, std::nullopt);
  EXPECT_EQ(this->users().change_user(user.id, {}), ChangeUserOutcome::changed);
}

TYPED_TEST_P(UserRepositoryContract, AQuotaOfNothingIsNotNoQuota) {
  const User user = this->add_user("ada");
  ASSERT_TRUE(this->users().change_user(user.id, {.quota = std::optional<std::uint64_t>(0)}));
  EXPECT_EQ(this->read(user.id).quota, 0U);
}

TYPED_TEST_P(UserRepositoryContract, ANewAddressFreesTheFormerOne) {
  const User user = this->add_user("ada");
  ASSERT_EQ(this->users().change_user(user.id, {.email = "Ada@New.example"}),
            ChangeUserOutcome::changed);
  EXPECT_EQ(this->read(user.id).email, "Ada@New.example");
  EXPECT_EQ((*this->users().find_user_by_email("ada@new.EXAMPLE"))->id, user.id);
  EXPECT_FALSE(*this->users().find_user_by_email(user.email));
  EXPECT_EQ(this->users().change_user(user.id, {.email = "ADA@new.example"}),
            ChangeUserOutcome::changed)
      << "one's own address in another spelling";
  EXPECT_EQ(this->read(user.id).email, "ADA@new.example");
  User other = make_user("grace");
  other.email = user.email;
  EXPECT_EQ(this->users().create_user(other), CreateUserOutcome::created);
}

TYPED_TEST_P(UserRepositoryContract, AnothersAddressChangesNothing) {
  const User user = this->add_user("ada");
  const User other = this->add_user("grace");
  EXPECT_EQ(this->users().change_user(other.id, {.email = "ADA@example.org", .language = "de"}),
            ChangeUserOutcome::email_taken);
  EXPECT_EQ(this->read(other.id).email, other.email);
  EXPECT_EQ(this->read(other.id).language, "");
  EXPECT_EQ((*this->users().find_user_by_email(user.email))->id, user.id);
}

TYPED_TEST_P(UserRepositoryContract, OfSixteenUsersAtOnceOneGetsTheAddress) {
  std::vector<User> users;
  for (int i = 0; i < 16; ++i) users.push_back(this->add_user("user" + std::to_string(i)));
  const auto outcomes = at_once(16, [&](std::size_t i) {
    return this->users().change_user(users[i].id, {.email = "wanted@example.org"});
  });
  EXPECT_EQ(count_answers(outcomes, ChangeUserOutcome::changed), 1U);
  EXPECT_EQ(count_answers(outcomes, ChangeUserOutcome::email_taken), 15U);
}

TYPED_TEST_P(UserRepositoryContract, AChangeForAFormerAddressChangesNothing) {
  const User user = this->add_user("ada");
  EXPECT_EQ(this->users().change_user(user.id, {.language = "de", .if_email = "ADA@example.org"}),
            ChangeUserOutcome::other_email)
      << "byte for byte";
  EXPECT_EQ(this->read(user.id).language, "");
  EXPECT_EQ(this->users().change_user(
                user.id, {.email = "new@example.org",
                          .email_verified_at = std::optional<TimePoint>(minutes_after_noon(1)),
                          .if_email = user.email}),
            ChangeUserOutcome::changed);
  EXPECT_EQ(this->read(user.id).email, "new@example.org");
  EXPECT_EQ(this->read(user.id).email_verified_at, minutes_after_noon(1));
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
  EXPECT_EQ(error_code(this->users().change_user(id, {.language = "de"})), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->users().change_user(id, {.email = "a@example.org"})),
            ErrorCode::not_found);
  EXPECT_FALSE(*this->users().find_user_by_email("a@example.org"));
  EXPECT_EQ(error_code(this->users().set_disabled(id, true)), ErrorCode::not_found);
  EXPECT_EQ(error_code(this->users().delete_user(id)), ErrorCode::not_found);
}

TYPED_TEST_P(UserRepositoryContract, DeletingTakesEverythingOfTheUserAndNothingElse) {
  struct Belongings {
    User user;
    Session session;
    AppPassword app_password;
    File file;
    Upload upload;
    IdempotencyKey key;
  };
  std::vector<Belongings> all;
  for (const std::string name : {"ada", "grace"}) {
    const User user = this->add_user(name);
    all.push_back({user,
                   make_session(user.id),
                   make_app_password(user.id),
                   make_file(user.id),
                   make_upload(user.id),
                   {user.id.text(), "key"}});
    ASSERT_TRUE(this->harness_.sessions().create_session(all.back().session));
    ASSERT_TRUE(this->harness_.credentials().replace_factors(user.id, 0, "{}"));
    ASSERT_TRUE(this->harness_.app_passwords().create_app_password(all.back().app_password));
    ASSERT_TRUE(this->harness_.audit().append_entry(make_audit_entry(user.id)));
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
    EXPECT_EQ(error_code(this->harness_.credentials().find_credentials(owner)),
              kept ? std::nullopt : std::optional(ErrorCode::not_found));
    EXPECT_EQ(
        (*this->harness_.app_passwords().find_app_password(owner, one.app_password.id)).has_value(),
        kept);
    EXPECT_EQ(this->harness_.audit().list_entries({.user = owner})->size(), 1U);
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

REGISTER_TYPED_TEST_SUITE_P(
    UserRepositoryContract, AUserComesBackAsStored, WhatWasNotSaidOfAUserStaysUnsaid,
    IsFoundByNameAndEmailInAnyAsciiCase, UnknownUsersAreNotFound,
    ATakenNameOrEmailIsSaidAndNothingStored, BothTakenNamesTheUsername,
    OfSixteenAtOnceExactlyOneWins, ListsPageByPageInOrderOfAge, TheFirstAccountEverIsAnAdmins,
    OfSixteenFirstAccountsAtOnceOneIsAnAdmins, AnAccountThatMustBeTheFirstIsMadeOnce,
    AnInvitationMakesOneAccount, AnInvitationThatEndedMakesNone,
    ATakenNameLeavesTheInvitationAndAnEndedOneSaysNoNames, AChangeReplacesWhatItNames,
    AQuotaOfNothingIsNotNoQuota, ANewAddressFreesTheFormerOne, AnothersAddressChangesNothing,
    OfSixteenUsersAtOnceOneGetsTheAddress, AChangeForAFormerAddressChangesNothing,
    DisablingEndsAllThatWasHandedOut, AChangeOfAnUnknownUserIsNotFound,
    DeletingTakesEverythingOfTheUserAndNothingElse);

}  // namespace audmg::database
