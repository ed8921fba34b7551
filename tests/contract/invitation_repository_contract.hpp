// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/invitation_repository.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace audmg::database {

/// What every InvitationRepository does. `Harness`: see UserRepositoryContract. How an account uses
/// an invitation up is in UserRepositoryContract.
template <class Harness>
class InvitationRepositoryContract : public testing::Test {
 protected:
  InvitationRepository& invitations() { return harness_.invitations(); }

  Invitation add(TimePoint expires_at = minutes_after_noon(60)) {
    Invitation made = make_invitation();
    made.expires_at = expires_at;
    EXPECT_TRUE(invitations().create_invitation(made));
    return made;
  }

  bool is_there(const Invitation& one) {
    return invitations().find_invitation(one.id)->has_value();
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(InvitationRepositoryContract);

TYPED_TEST_P(InvitationRepositoryContract, ComesBackAsStored) {
  Invitation made = make_invitation();
  made.role = Role::admin;
  made.email = "Ada@Example.org";
  made.created_by = UserId::make(kNoon);
  ASSERT_TRUE(this->invitations().create_invitation(made));
  const auto found = *this->invitations().find_invitation(made.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, made.id);
  EXPECT_EQ(found->secret_hash, made.secret_hash);
  EXPECT_EQ(found->role, Role::admin);
  EXPECT_EQ(found->email, made.email);
  EXPECT_EQ(found->created_by, made.created_by);
  EXPECT_EQ(found->created_at, made.created_at);
  EXPECT_EQ(found->expires_at, made.expires_at);

  const auto other = *this->invitations().find_invitation(this->add().id);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->role, Role::user);
  EXPECT_EQ(other->email, "");
  EXPECT_TRUE(other->created_by.empty());
}

TYPED_TEST_P(InvitationRepositoryContract, AnUnknownOneIsNotFound) {
  EXPECT_FALSE(*this->invitations().find_invitation(InvitationId::make(kNoon)));
  EXPECT_FALSE(*this->invitations().find_invitation({}));
  EXPECT_EQ(this->invitations().delete_invitation(InvitationId::make(kNoon)), false);
}

TYPED_TEST_P(InvitationRepositoryContract, ListsInOrderOfCreation) {
  std::vector<InvitationId> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(this->add(minutes_after_noon(60 - i)).id);
  const auto listed = this->invitations().list_invitations();
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 3U);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(listed->at(i).id, ids[i]);
}

TYPED_TEST_P(InvitationRepositoryContract, DeletingTakesOne) {
  const Invitation deleted = this->add();
  const Invitation kept = this->add();
  EXPECT_EQ(this->invitations().delete_invitation(deleted.id), true);
  EXPECT_EQ(this->invitations().delete_invitation(deleted.id), false);
  EXPECT_FALSE(this->is_there(deleted));
  EXPECT_TRUE(this->is_there(kept));
}

TYPED_TEST_P(InvitationRepositoryContract, ExpiredOnesAreFoundUntilTheyAreRemoved) {
  const Invitation expired = this->add(minutes_after_noon(1));
  const Invitation ends_now = this->add(minutes_after_noon(2));
  EXPECT_TRUE(this->is_there(expired));
  ASSERT_TRUE(this->invitations().delete_expired_invitations(minutes_after_noon(2)));
  EXPECT_FALSE(this->is_there(expired));
  EXPECT_TRUE(this->is_there(ends_now));
}

REGISTER_TYPED_TEST_SUITE_P(InvitationRepositoryContract, ComesBackAsStored, AnUnknownOneIsNotFound,
                            ListsInOrderOfCreation, DeletingTakesOne,
                            ExpiredOnesAreFoundUntilTheyAreRemoved);

}  // namespace audmg::database
