// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/accounts.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/invitation_token.hpp"
#include "audmg/functions/credentials/link_tokens.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

constexpr std::string_view kPassword = "a rather long password";

/// The real stores in a folder of their own.
class AccountsTest : public testing::Test {
 protected:
  AccountsTest() {
    const config::Settings settings = config::load_settings({});
    auto made =
        make_embedded_composition(settings, {temporary_.path()}, secrets_, LogTarget::nowhere);
    if (!made) throw std::runtime_error(made.error().message);
    composition_ = std::move(*made);
    accounts_.emplace(services());
  }
  const functions::Services& services() { return composition_->services(); }
  UserId add(const std::string& name) {
    const auto id = accounts_->add({name, name + "@example.org", SecretText(kPassword)});
    if (!id) throw std::runtime_error(id.error().message);
    return *UserId::parse(*id);
  }
  database::User user(const UserId& id) { return services().users.find_user(id).value().value(); }
  Result<identity::PasswordMatch> match(const UserId& id, std::string_view password) {
    const auto stored = services().credentials.find_credentials(id).value();
    return services().passwords.verify(stored.password_hash, password);
  }
  /// Gives the user a session, an authenticator app, two recovery codes and a passkey.
  SessionId add_factors(const UserId& id) {
    const TimePoint now = services().clock.now();
    const database::Session session{.id = SessionId::make(now),
                                    .owner = id,
                                    .created_at = now,
                                    .expires_at = now + std::chrono::hours(1)};
    EXPECT_TRUE(services().sessions.create_session(session));
    EXPECT_TRUE(functions::change_factors(
        id,
        [&](identity::Factors& factors) -> Result<bool> {
          factors.totp = {.sealed_secret = "sealed", .added_at = now};
          factors.recovery_hashes = {std::string(64, 'a'), std::string(64, 'b')};
          factors.passkeys = {{.id = "cGFzc2tleQ",
                               .name = "phone",
                               .rp_id = "localhost",
                               .public_key = "a2V5",
                               .created_at = now}};
          return true;
        },
        services()));
    return session.id;
  }
  identity::Factors factors(const UserId& id) {
    return functions::load_credentials(id, services()).value().factors;
  }
  /// The audit log, first entry first: "action detail".
  std::vector<std::string> audit() {
    const auto entries = services().audit.list_entries({}).value();
    std::vector<std::string> lines;
    for (const auto& entry : entries) {
      EXPECT_TRUE(entry.actor.empty());
      lines.insert(lines.begin(), entry.action + " " + entry.detail);
    }
    return lines;
  }
  void put_object(const std::string& key) {
    auto writer = services().objects.put_object({.key = key, .size = std::nullopt}).value();
    ASSERT_TRUE(writer->write(std::as_bytes(std::span("bytes"))));
    ASSERT_TRUE(writer->commit());
  }

  void add_file(const UserId& owner, const std::string& name) {
    database::File file = database::make_file(owner);
    file.object_key = "orig/" + owner.text() + "/" + name;
    put_object(file.object_key);
    ASSERT_TRUE(services().files.add_file({file, std::nullopt}));
  }

  TemporaryFolder temporary_;
  Secrets secrets_{std::string(32, 'j'), std::string(32, 'u')};
  std::unique_ptr<Composition> composition_;
  std::optional<Accounts> accounts_;
};

TEST_F(AccountsTest, AddAUserWhoCanLogIn) {
  const UserId id = add("ada");
  const database::User stored = user(id);
  EXPECT_EQ(stored.username, "ada");
  EXPECT_EQ(stored.email, "ada@example.org");
  EXPECT_EQ(match(id, kPassword), identity::PasswordMatch::current);
  EXPECT_TRUE(stored.email_verified_at) << "the operator knows the address";
}

TEST_F(AccountsTest, KeepTheRulesOfSignUp) {
  const auto refusal_of = [&](std::string name, std::string email, std::string_view password) {
    return accounts_->add({std::move(name), std::move(email), SecretText(password)}).error().code;
  };
  EXPECT_EQ(refusal_of("a", "a@example.org", kPassword), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal_of("ada", "no address", kPassword), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal_of("ada", "a@example.org", "password"), ErrorCode::invalid_argument);
  add("ada");
  EXPECT_EQ(refusal_of("Ada", "b@example.org", kPassword), ErrorCode::already_exists);
  EXPECT_EQ(refusal_of("bob", "ADA@example.org", kPassword), ErrorCode::already_exists);
}

TEST_F(AccountsTest, ListEveryoneByPages) {
  const UserId ada = add("ada");
  const UserId bob = add("bob");
  const auto all = accounts_->list("");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->at(0).id, ada.text());
  EXPECT_EQ(all->at(1).username, "bob");
  EXPECT_FALSE(all->at(1).disabled);
  EXPECT_EQ(accounts_->list(ada.text())->size(), 1U);
  EXPECT_TRUE(accounts_->list(bob.text())->empty());
  EXPECT_EQ(accounts_->list("nonsense").error().code, ErrorCode::invalid_argument);
}

TEST_F(AccountsTest, EndWhatAUserHasWhenThePasswordChanges) {
  const UserId id = add("ada");
  services().credential_cache.put_user(id, user(id).credential_version);
  ASSERT_TRUE(accounts_->set_password({"ada@example.org", SecretText("another long password")}));
  EXPECT_FALSE(services().credential_cache.find_user(id));
  EXPECT_EQ(user(id).credential_version, 2);
  EXPECT_EQ(match(id, "another long password"), identity::PasswordMatch::current);
  EXPECT_EQ(accounts_->set_password({"ada", SecretText("short")}).error().code,
            ErrorCode::invalid_argument);
}

TEST_F(AccountsTest, DisableAndEnable) {
  const UserId id = add("ada");
  services().credential_cache.put_user(id, user(id).credential_version);
  ASSERT_TRUE(accounts_->set_disabled("ADA", true));
  EXPECT_TRUE(user(id).disabled);
  EXPECT_FALSE(services().credential_cache.find_user(id));
  EXPECT_TRUE(accounts_->list("")->at(0).disabled);
  ASSERT_TRUE(accounts_->set_disabled("ada", false));
  EXPECT_FALSE(user(id).disabled);
}

TEST_F(AccountsTest, MakeALinkByWhichAUserSetsANewPassword) {
  const UserId id = add("ada");
  const auto path = accounts_->make_reset_link("ADA@example.org");
  ASSERT_TRUE(path);
  constexpr std::string_view kStart = "/reset#token=";
  ASSERT_TRUE(path->starts_with(kStart)) << *path;
  const auto purpose = functions::LinkPurpose::reset_password;
  const auto token = functions::read_link_token(purpose, path->substr(kStart.size()), services());
  ASSERT_TRUE(token);
  EXPECT_EQ(token->user, id);
  EXPECT_TRUE(functions::is_current(purpose, *token, user(id)));
  ASSERT_TRUE(accounts_->set_password({"ada", SecretText("another long password")}));
  EXPECT_FALSE(functions::is_current(purpose, *token, user(id)));
}

TEST_F(AccountsTest, ResetTheFactorsOfAUserWhoLostThem) {
  const UserId id = add("ada");
  const SessionId session = add_factors(id);
  services().credential_cache.put_user(id, user(id).credential_version);
  const auto taken = accounts_->reset_factors({"ADA", false});
  ASSERT_TRUE(taken);
  EXPECT_TRUE(taken->totp);
  EXPECT_EQ(taken->passkeys, 1U);
  EXPECT_EQ(taken->recovery_codes, 2U);
  EXPECT_FALSE(factors(id).has_second_factor());
  EXPECT_TRUE(factors(id).recovery_hashes.empty());
  EXPECT_FALSE(services().sessions.find_session(id, session).value());
  EXPECT_FALSE(services().credential_cache.find_user(id));
  const auto again = accounts_->reset_factors({"ada", false});
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->any());
}

TEST_F(AccountsTest, LeaveThePasskeysWhenToldTo) {
  const UserId id = add("ada");
  add_factors(id);
  const auto taken = accounts_->reset_factors({"ada", true});
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->passkeys, 0U);
  EXPECT_FALSE(factors(id).totp);
  EXPECT_EQ(factors(id).passkeys.size(), 1U);
}

TEST_F(AccountsTest, NoteWhatTheOperatorDid) {
  const UserId id = add("ada");
  add_factors(id);
  ASSERT_TRUE(accounts_->set_password({"ada", SecretText("another long password")}));
  ASSERT_TRUE(accounts_->make_reset_link("ada"));
  ASSERT_TRUE(accounts_->reset_factors({"ada", false}));
  ASSERT_TRUE(accounts_->invite(false));
  ASSERT_TRUE(accounts_->set_role({"ada", false}));
  ASSERT_TRUE(accounts_->set_disabled("ada", true));
  ASSERT_TRUE(accounts_->set_disabled("ada", false));
  ASSERT_TRUE(accounts_->remove("ada"));
  EXPECT_THAT(audit(),
              testing::ElementsAre(
                  R"(account_added {"by":"operator"})", R"(password_changed {"by":"operator"})",
                  R"(reset_link_made {"by":"operator"})",
                  R"(factors_reset {"by":"operator","totp":true,"passkeys":1,)"
                  R"("recoveryCodes":2})",
                  R"(invitation_created {"by":"operator"})",
                  R"(role_changed {"by":"operator","role":"user"})",
                  R"(account_disabled {"by":"operator"})", R"(account_enabled {"by":"operator"})",
                  R"(account_deleted {"by":"operator"})"));
}

TEST_F(AccountsTest, Invite) {
  for (const bool admin : {false, true}) {
    const auto path = accounts_->invite(admin);
    ASSERT_TRUE(path);
    constexpr std::string_view kStart = "/join#token=";
    ASSERT_TRUE(path->starts_with(kStart)) << *path;
    const auto token = functions::parse_invitation_token(path->substr(kStart.size()));
    ASSERT_TRUE(token);
    const auto stored = services().invitations.find_invitation(token->id).value();
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->secret_hash, token->hash());
    EXPECT_EQ(stored->role, admin ? database::Role::admin : database::Role::user);
    EXPECT_TRUE(stored->created_by.empty()) << "the operator";
  }
}

TEST_F(AccountsTest, ChangeARole) {
  const UserId ada = add("ada");
  const UserId bob = add("bob");
  EXPECT_EQ(user(ada).role, database::Role::admin) << "the first account of the drive";
  EXPECT_EQ(user(bob).role, database::Role::user);
  ASSERT_TRUE(accounts_->set_role({"bob", true}));
  EXPECT_EQ(user(bob).role, database::Role::admin);
  EXPECT_TRUE(accounts_->list(ada.text())->at(0).admin);
  ASSERT_TRUE(accounts_->set_role({"ada", false}));
  EXPECT_EQ(user(ada).role, database::Role::user);
}

TEST_F(AccountsTest, RemoveAUserWithObjectsAndLeaveOthersAlone) {
  const UserId ada = add("ada");
  const UserId bob = add("bob");
  for (const std::string name : {"1", "2", "3"}) add_file(ada, name);
  add_file(bob, "4");
  services().credential_cache.put_user(ada, 1);
  EXPECT_EQ(accounts_->remove("ada"), 3U);
  EXPECT_FALSE(services().users.find_user(ada).value());
  EXPECT_FALSE(services().credential_cache.find_user(ada));
  EXPECT_FALSE(services().objects.head_object("orig/" + ada.text() + "/2"));
  EXPECT_TRUE(services().users.find_user(bob).value());
  EXPECT_TRUE(services().objects.head_object("orig/" + bob.text() + "/4"));
}

TEST_F(AccountsTest, LeaveTheObjectsOfARemovedUserToABackup) {
  const UserId ada = add("ada");
  add_file(ada, "1");
  const TimePoint now = services().clock.now();
  ASSERT_TRUE(
      services()
          .drive
          .take_lease(database::kKeepObjectsLease, "backup", now, now + std::chrono::minutes(2))
          .value());
  EXPECT_EQ(accounts_->remove("ada"), 1U);
  EXPECT_TRUE(services().objects.head_object("orig/" + ada.text() + "/1"));
  EXPECT_EQ(services().tombstones.list_tombstones(10)->size(), 1U);
}

TEST_F(AccountsTest, AbortTheUploadsOfARemovedUser) {
  const UserId ada = add("ada");
  const TimePoint now = services().clock.now();
  database::Upload upload{.id = UploadId::make(now),
                          .owner = ada,
                          .file_name = "a.jpg",
                          .content_type = "image/jpeg",
                          .size = 10,
                          .sha256 = {},
                          .object_key = "orig/" + ada.text() + "/1",
                          .multipart_upload_id = {},
                          .part_size = 10,
                          .created_at = now,
                          .expires_at = now + std::chrono::hours(24)};
  upload.multipart_upload_id =
      services().multipart.create_multipart_upload({upload.object_key, 10, 10}).value();
  ASSERT_TRUE(services().uploads.create_upload(upload, 5));
  ASSERT_TRUE(accounts_->remove("ada"));
  EXPECT_EQ(
      services().multipart.list_parts(upload.object_key, upload.multipart_upload_id).error().code,
      ErrorCode::not_found);
}

TEST_F(AccountsTest, LeaveTheObjectsToTheSweepWhenToldToStop) {
  const UserId ada = add("ada");
  add_file(ada, "1");
  std::stop_source stop;
  stop.request_stop();
  Accounts stopped(services(), stop.get_token());
  EXPECT_EQ(stopped.remove("ada"), 1U);
  EXPECT_FALSE(services().users.find_user(ada).value());
  EXPECT_EQ(services().tombstones.list_tombstones(10)->size(), 1U);
}

TEST_F(AccountsTest, KnowNobodyElse) {
  EXPECT_EQ(accounts_->set_password({"eve", SecretText(kPassword)}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(accounts_->set_disabled("eve@example.org", true).error().code, ErrorCode::not_found);
  EXPECT_EQ(accounts_->remove("eve").error().code, ErrorCode::not_found);
  EXPECT_EQ(accounts_->make_reset_link("eve").error().code, ErrorCode::not_found);
  EXPECT_EQ(accounts_->set_role({"eve", true}).error().code, ErrorCode::not_found);
  EXPECT_EQ(accounts_->reset_factors({"eve", false}).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace audmg::app
