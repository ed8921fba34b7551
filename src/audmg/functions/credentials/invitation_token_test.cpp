// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/invitation_token.hpp"

#include "audmg/database/invitation_repository.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

class InvitationTokenTest : public DriveTest {};

TEST_F(InvitationTokenTest, ReadsItsOwnText) {
  const InvitationToken token = make_invitation_token(InvitationId::make(drive.clock.now()));
  const auto read = parse_invitation_token(token.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, token.id);
  EXPECT_EQ(read->secret, token.secret);
  EXPECT_EQ(read->hash(), token.hash());
  EXPECT_NE(make_invitation_token(token.id).hash(), token.hash());
}

TEST_F(InvitationTokenTest, ReadsNoOtherText) {
  const std::string good = make_invitation_token(InvitationId::make(drive.clock.now())).text();
  std::string upper = good;
  for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
  std::string without_dot = good;
  without_dot[36] = '-';
  std::string odd = good;
  odd.back() = '!';
  for (const std::string& text :
       {std::string(), std::string("."), good + "x", good.substr(1),
        good.substr(0, good.size() - 1), good.substr(0, 37), " " + good.substr(1), without_dot, odd,
        upper.substr(0, 36) + good.substr(36), std::string(10'000, 'a')}) {
    EXPECT_FALSE(text != good && parse_invitation_token(text)) << text;
  }
}

TEST_F(InvitationTokenTest, StoresTheHashForAWeek) {
  const http::Principal ada = drive.add_user("ada");
  const auto token =
      invite({.role = database::Role::admin, .email = "eve@example.org", .created_by = ada.user},
             drive.services);
  ASSERT_TRUE(token);
  const auto stored = drive.services.invitations.find_invitation(token->id);
  ASSERT_TRUE(stored && *stored);
  EXPECT_EQ((*stored)->secret_hash, token->hash());
  EXPECT_EQ((*stored)->role, database::Role::admin);
  EXPECT_EQ((*stored)->email, "eve@example.org");
  EXPECT_EQ((*stored)->created_by, ada.user);
  EXPECT_EQ((*stored)->created_at, drive.clock.now());
  EXPECT_EQ((*stored)->expires_at, drive.clock.now() + std::chrono::days(7));
}

TEST_F(InvitationTokenTest, HandsOutNothingThatIsNotStored) {
  drive.failures.fail_once(ErrorCode::unavailable);
  const auto token = invite({}, drive.services);
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace audmg::functions
