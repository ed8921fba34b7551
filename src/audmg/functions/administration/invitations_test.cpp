// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

using database::Role;

class InvitationsTest : public DriveTest {
 protected:
  InvitationsTest() {
    drive.policies.signup = SignupMode::off;
    owner = drive.add_user("owner");
    maker = drive.add_user("maker");
    EXPECT_TRUE(drive.services.users.change_user(maker.user, {.role = Role::admin}));
  }

  std::string invited(Role role, const UserId& by) {
    const auto token = invite({.role = role, .created_by = by}, drive.services);
    EXPECT_TRUE(token);
    return token->text();
  }
  std::string join(const std::string& invitation) {
    const std::string name = "guest-" + std::to_string(++guests);
    return call(json_call("signup", R"({"username":")" + name + R"(","email":")" + name +
                                        R"(@example.org","password":")" +
                                        std::string(kGoodPassword) + R"(","invitation":")" +
                                        invitation + "\"}"))
        .verdict();
  }
  std::size_t listed() {
    return call(Call{.function = "list_invitations"}, owner).list("invitations").size();
  }

  http::Principal owner;
  http::Principal maker;
  int guests = 0;
};

TEST_F(InvitationsTest, WorkOnlyWhileTheirMakerIsAnAdmin) {
  const std::string as_user = invited(Role::user, maker.user);
  const std::string as_admin = invited(Role::admin, maker.user);
  EXPECT_EQ(listed(), 2U);
  EXPECT_TRUE(drive.services.users.change_user(maker.user, {.role = Role::user}));
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(join(as_user), "403 invalid_invitation");
  EXPECT_EQ(join(as_admin), "403 invalid_invitation");
  EXPECT_TRUE(drive.services.users.change_user(maker.user, {.role = Role::admin}));
  EXPECT_EQ(join(as_admin), "201");
  EXPECT_EQ((*drive.services.users.find_user_by_username("guest-3"))->role, Role::admin);
}

TEST_F(InvitationsTest, WorkOnlyWhileTheirMakerIsEnabled) {
  const std::string invitation = invited(Role::admin, maker.user);
  EXPECT_TRUE(drive.services.users.set_disabled(maker.user, true));
  EXPECT_EQ(join(invitation), "403 invalid_invitation");
  EXPECT_TRUE(drive.services.users.set_disabled(maker.user, false));
  EXPECT_EQ(join(invitation), "201");
}

TEST_F(InvitationsTest, DoNotOutliveTheirMaker) {
  const std::string invitation = invited(Role::user, maker.user);
  EXPECT_TRUE(drive.services.users.delete_user(maker.user));
  EXPECT_EQ(join(invitation), "403 invalid_invitation");
  EXPECT_EQ(listed(), 0U);
}

TEST_F(InvitationsTest, OfFormerAdminsTakeNobodysPlace) {
  for (std::size_t i = 0; i < database::kMaxInvitations - 1; ++i) invited(Role::user, maker.user);
  const std::string good = invited(Role::user, owner.user);
  const auto one_more = [&] { return invite({.created_by = owner.user}, drive.services); };
  EXPECT_EQ(one_more().error().code, ErrorCode::too_large);
  EXPECT_EQ(listed(), database::kMaxInvitations);
  EXPECT_TRUE(drive.services.users.change_user(maker.user, {.role = Role::user}));
  EXPECT_TRUE(one_more());
  EXPECT_EQ(listed(), 2U);
  EXPECT_EQ(drive.services.invitations.list_invitations()->size(), database::kMaxInvitations - 99);
  EXPECT_EQ(join(good), "201");
}

TEST_F(InvitationsTest, OfTheOperatorHaveNoMaker) {
  const std::string invitation = invited(Role::admin, {});
  EXPECT_EQ(listed(), 1U);
  EXPECT_EQ(join(invitation), "201");
}

}  // namespace
}  // namespace audmg::functions
