// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/accounts.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace audmg::app {
namespace {

constexpr std::string_view kPassword = "a rather long password";

/// The real stores in a folder of their own.
class AccountsTest : public testing::Test {
 protected:
  AccountsTest() {
    auto made = make_embedded_composition({}, {temporary_.path()}, secrets_, LogTarget::nowhere);
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
  EXPECT_EQ(services().passwords.verify(stored.password_hash, kPassword),
            identity::PasswordMatch::current);
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
  EXPECT_EQ(services().passwords.verify(user(id).password_hash, "another long password"),
            identity::PasswordMatch::current);
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
}

}  // namespace
}  // namespace audmg::app
