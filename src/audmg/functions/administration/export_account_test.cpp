// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

class ExportAccountTest : public DriveTest {
 protected:
  const http::Principal ada = drive.add_user("ada");
  const http::Principal eve = drive.add_user("eve");
};

TEST_F(ExportAccountTest, HasWhatIsKeptOfTheCallerAndNothingOfOthers) {
  const std::string digest(64, 'd');
  for (const http::Principal* owner : {&ada, &eve}) {
    ASSERT_TRUE(drive.services.app_passwords.create_app_password(
        {.id = AppPasswordId::make(drive.clock.now()),
         .owner = owner->user,
         .name = owner->username + "s phone",
         .secret_hash = digest,
         .scopes = "edit read",
         .created_at = drive.clock.now()}));
    note_audit({.action = "logged_in", .user = owner->user}, drive.services);
  }
  const auto response = export_account(ada, {}, drive.services);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->headers.find("Content-Disposition"), "attachment; filename=\"account.json\"");
  EXPECT_FALSE(response->body.contains(digest));
  EXPECT_FALSE(response->body.contains(eve.user.text()));
  EXPECT_FALSE(response->body.contains("eves phone"));

  const Answer answer = call(Call{.function = "export_account"}, ada);
  EXPECT_EQ(text_of(*answer.body.find("account"), "username"), "ada");
  ASSERT_EQ(answer.list("sessions").size(), 1U);
  EXPECT_EQ(text_of(answer.list("sessions")[0], "sessionId"), ada.session.text());
  ASSERT_EQ(answer.list("appPasswords").size(), 1U);
  EXPECT_EQ(text_of(answer.list("appPasswords")[0], "name"), "adas phone");
  EXPECT_TRUE(answer.list("passkeys").empty());
  EXPECT_FALSE(answer.list("elsewhere").empty());
  const json::Array& entries = *answer.body.find("audit")->find("entries")->as_array();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(text_of(entries[0], "action"), "account_exported") << "the call before is noted";
  EXPECT_EQ(text_of(entries[1], "action"), "logged_in");
  EXPECT_EQ(answer.body.find("audit")->find("nextBefore"), nullptr);
}

TEST_F(ExportAccountTest, SaysWhereALongLogGoesOn) {
  // Longer than any that the drive writes, so that few make more than the limit.
  const std::string detail = "{\"padding\":\"" + std::string(22'000, 'x') + "\"}";
  constexpr std::size_t kEntries = 210;
  for (std::size_t i = 0; i < kEntries; ++i) {
    drive.clock.advance(std::chrono::milliseconds(1));
    ASSERT_TRUE(drive.services.audit.append_entry({.id = AuditEntryId::make(drive.clock.now()),
                                                   .user = ada.user,
                                                   .at = drive.clock.now(),
                                                   .action = "logged_in",
                                                   .detail = detail}));
  }
  const Answer answer = call(Call{.function = "export_account"}, ada);
  ASSERT_EQ(answer.status, 200);
  const json::Value& audit = *answer.body.find("audit");
  const json::Array& entries = *audit.find("entries")->as_array();
  EXPECT_LT(entries.size(), kEntries);
  EXPECT_EQ(text_of(audit, "nextBefore"), text_of(entries.back(), "entryId"));
  const Answer next =
      call(Call{.function = "list_audit"}.where("before", text_of(audit, "nextBefore")), ada);
  EXPECT_FALSE(next.list("entries").empty());
}

}  // namespace
}  // namespace audmg::functions
