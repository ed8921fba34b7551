// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/app_password_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// What every AppPasswordRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class AppPasswordRepositoryContract : public testing::Test {
 protected:
  AppPasswordRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  AppPasswordRepository& app_passwords() { return harness_.app_passwords(); }

  AppPassword add(const std::string& name = "phone") {
    AppPassword made = make_app_password(ada_.id, name);
    EXPECT_TRUE(app_passwords().create_app_password(made));
    return made;
  }

  std::optional<LiveAppPassword> find(const AppPassword& one) {
    const auto found = app_passwords().find_app_password(one.owner, one.id);
    EXPECT_TRUE(found);
    return found ? *found : std::nullopt;
  }

  Harness harness_;
  const User ada_ = make_user("Ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(AppPasswordRepositoryContract);

TYPED_TEST_P(AppPasswordRepositoryContract, ComesBackWithItsOwnersState) {
  AppPassword made = make_app_password(this->ada_.id, "Mein Telefon \u00e4");
  made.expires_at = minutes_after_noon(9);
  made.last_used_at = minutes_after_noon(2);
  ASSERT_TRUE(this->app_passwords().create_app_password(made));
  const auto found = this->find(made);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->app_password.id, made.id);
  EXPECT_EQ(found->app_password.owner, made.owner);
  EXPECT_EQ(found->app_password.name, made.name);
  EXPECT_EQ(found->app_password.secret_hash, made.secret_hash);
  EXPECT_EQ(found->app_password.scopes, "edit read");
  EXPECT_EQ(found->app_password.created_at, kNoon);
  EXPECT_EQ(found->app_password.expires_at, minutes_after_noon(9));
  EXPECT_EQ(found->app_password.last_used_at, minutes_after_noon(2));
  EXPECT_EQ(found->username, "Ada");
  EXPECT_FALSE(found->user_disabled);
  EXPECT_EQ(found->credential_version, 1);

  const auto other = this->find(this->add());
  ASSERT_TRUE(other);
  EXPECT_EQ(other->app_password.expires_at, std::nullopt);
  EXPECT_EQ(other->app_password.last_used_at, std::nullopt);
}

TYPED_TEST_P(AppPasswordRepositoryContract, OutlivesItsOwnersPasswordAndIsDisabledWithTheOwner) {
  const AppPassword made = this->add();
  ASSERT_TRUE(this->harness_.credentials().set_password_hash(this->ada_.id, "$new", {}));
  ASSERT_TRUE(this->harness_.users().set_disabled(this->ada_.id, true));
  const auto found = this->find(made);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->user_disabled);
  EXPECT_EQ(found->credential_version, 3);
}

TYPED_TEST_P(AppPasswordRepositoryContract, AnothersIsNotFoundAndNotTouched) {
  const AppPassword made = this->add();
  AppPassword theirs = made;
  theirs.owner = this->grace_.id;
  EXPECT_FALSE(this->find(theirs));
  EXPECT_FALSE(*this->app_passwords().find_app_password(made.owner, AppPasswordId::make(kNoon)));
  EXPECT_FALSE(*this->app_passwords().find_app_password(made.owner, {}));
  EXPECT_TRUE(this->app_passwords().list_app_passwords(theirs.owner)->empty());
  EXPECT_TRUE(this->app_passwords().note_use(theirs.owner, theirs.id, minutes_after_noon(1)));
  EXPECT_EQ(this->app_passwords().delete_app_password(theirs.owner, theirs.id), false);
  ASSERT_TRUE(this->find(made));
  EXPECT_EQ(this->find(made)->app_password.last_used_at, std::nullopt);
}

TYPED_TEST_P(AppPasswordRepositoryContract, ForNobodyThereIsNone) {
  EXPECT_EQ(
      error_code(this->app_passwords().create_app_password(make_app_password(UserId::make(kNoon)))),
      ErrorCode::not_found);
}

TYPED_TEST_P(AppPasswordRepositoryContract, ListsInOrderOfCreation) {
  std::vector<AppPasswordId> ids;
  for (const std::string name : {"z", "a", "m"}) ids.push_back(this->add(name).id);
  ASSERT_TRUE(this->app_passwords().create_app_password(make_app_password(this->grace_.id)));
  const auto listed = this->app_passwords().list_app_passwords(this->ada_.id);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 3U);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(listed->at(i).id, ids[i]);
  EXPECT_EQ(listed->at(0).name, "z");
}

TYPED_TEST_P(AppPasswordRepositoryContract, AUserHasAHundredAtMost) {
  AppPassword last;
  for (std::size_t i = 0; i < kMaxAppPasswords; ++i) last = this->add();
  EXPECT_EQ(error_code(this->app_passwords().create_app_password(make_app_password(this->ada_.id))),
            ErrorCode::too_large);
  EXPECT_EQ(this->app_passwords().list_app_passwords(this->ada_.id)->size(), kMaxAppPasswords);
  EXPECT_TRUE(this->app_passwords().create_app_password(make_app_password(this->grace_.id)))
      << "each user by itself";
  ASSERT_EQ(this->app_passwords().delete_app_password(last.owner, last.id), true);
  EXPECT_TRUE(this->app_passwords().create_app_password(make_app_password(this->ada_.id)));
}

TYPED_TEST_P(AppPasswordRepositoryContract, ItsUseIsNoted) {
  const AppPassword made = this->add();
  ASSERT_TRUE(this->app_passwords().note_use(made.owner, made.id, minutes_after_noon(4)));
  const auto found = this->find(made);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->app_password.last_used_at, minutes_after_noon(4));
  EXPECT_EQ(found->app_password.scopes, made.scopes);
}

TYPED_TEST_P(AppPasswordRepositoryContract, UseOfADeletedOneMakesNone) {
  const AppPassword made = this->add();
  EXPECT_EQ(this->app_passwords().delete_app_password(made.owner, made.id), true);
  EXPECT_EQ(this->app_passwords().delete_app_password(made.owner, made.id), false);
  EXPECT_TRUE(this->app_passwords().note_use(made.owner, made.id, kNoon));
  EXPECT_FALSE(this->find(made));
  EXPECT_TRUE(this->app_passwords().list_app_passwords(made.owner)->empty());
}

REGISTER_TYPED_TEST_SUITE_P(AppPasswordRepositoryContract, ComesBackWithItsOwnersState,
                            OutlivesItsOwnersPasswordAndIsDisabledWithTheOwner,
                            AnothersIsNotFoundAndNotTouched, ForNobodyThereIsNone,
                            ListsInOrderOfCreation, AUserHasAHundredAtMost, ItsUseIsNoted,
                            UseOfADeletedOneMakesNone);

}  // namespace audmg::database
