// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/drive_key.hpp"

#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/app/data_folder/secrets.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/sealing/sealed_text.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace audmg::app {
namespace {

namespace fs = std::filesystem;
using config::ConfigError;
using testing::HasSubstr;

class DriveKeyTest : public testing::Test {
 protected:
  void SetUp() override {
    ::unsetenv("CREDENTIALS_DIRECTORY");
    fs::create_directory(layout_.root);
  }
  void TearDown() override { ::unsetenv("CREDENTIALS_DIRECTORY"); }

  static config::Settings with_key(std::string key) {
    config::Settings settings;
    settings.encryption_key = std::move(key);
    return settings;
  }
  [[nodiscard]] std::string refusal(const config::Settings& settings) const {
    try {
      (void)open_drive_keyring(settings, layout_);
      return "";
    } catch (const ConfigError& error) {
      return error.what();
    }
  }
  /// How many files the data folder has.
  [[nodiscard]] std::ptrdiff_t count_files() const {
    return std::distance(fs::recursive_directory_iterator(layout_.root),
                         fs::recursive_directory_iterator());
  }

  TemporaryFolder temporary_;
  DataLayout layout_{temporary_.path() / "data"};
  const std::string key_ = sealing::make_key_file();
};

TEST_F(DriveKeyTest, IsNotNeededByAPlainDrive) {
  const auto keyring = open_drive_keyring({}, layout_);
  ASSERT_TRUE(keyring);
  EXPECT_EQ(*keyring, nullptr);
  EXPECT_EQ(count_files(), 0);
}

TEST_F(DriveKeyTest, MakesAKeyringOnceAndOpensItAgain) {
  EXPECT_EQ(*read_drive_keyring(with_key(key_), layout_), nullptr);
  EXPECT_EQ(count_files(), 0);
  const auto made = open_drive_keyring(with_key(key_), layout_);
  ASSERT_TRUE(made);
  ASSERT_NE(*made, nullptr);
  for (const auto& again :
       {open_drive_keyring(with_key(key_), layout_), read_drive_keyring(with_key(key_), layout_)}) {
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->keys(), (*made)->keys());
  }
}

TEST_F(DriveKeyTest, ThatLacksOrIsWrongStopsTheStartBeforeAnythingIsWritten) {
  ASSERT_TRUE(open_drive_keyring(with_key(key_), layout_));
  const auto files = count_files();
  EXPECT_THAT(refusal({}), HasSubstr("AUDMG_ENCRYPTION_KEY_FILE is not set"));
  EXPECT_THAT(refusal(with_key(sealing::make_key_file())), HasSubstr("AUDMG_ENCRYPTION_KEY_FILE"));
  EXPECT_THAT(refusal(with_key("audmg-key-1:AAAA")), HasSubstr("AUDMG_ENCRYPTION_KEY_FILE"));
  config::Settings passphrase;
  passphrase.encryption_passphrase = "correct horse battery staple";
  EXPECT_THAT(refusal(passphrase), HasSubstr("AUDMG_ENCRYPTION_PASSPHRASE"));
  EXPECT_EQ(count_files(), files);
}

TEST_F(DriveKeyTest, ComesFromSystemdsCredential) {
  const fs::path credentials = temporary_.path() / "credentials";
  fs::create_directory(credentials);
  ::setenv("CREDENTIALS_DIRECTORY", credentials.c_str(), 1);
  EXPECT_FALSE(find_owner_key({}));
  std::ofstream(credentials / kKeyCredential) << key_;
  ASSERT_TRUE(open_drive_keyring({}, layout_));
  ::unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_TRUE(open_drive_keyring(with_key(key_), layout_));
}

TEST_F(DriveKeyTest, DoesNotTakeACredentialThatCannotBeReadForNone) {
  const fs::path credentials = temporary_.path() / "credentials";
  fs::create_directory(credentials);
  // Leads to itself. The owner of the machine could read what is forbidden.
  fs::create_symlink(kKeyCredential, credentials / kKeyCredential);
  ::setenv("CREDENTIALS_DIRECTORY", credentials.c_str(), 1);
  EXPECT_THAT(refusal({}), HasSubstr(std::string(kKeyCredential)));
}

TEST_F(DriveKeyTest, MakesNoKeyringWhereItCannotLookWhetherFilesAreSealed) {
  const fs::path first = layout_.objects() / "objects" / "drive.json";
  fs::create_directories(first.parent_path());
  fs::create_symlink(first.filename(), first);  // leads to itself
  const std::size_t files = count_files();
  EXPECT_FALSE(open_drive_keyring(with_key(key_), layout_));
  EXPECT_EQ(count_files(), files);
}

TEST_F(DriveKeyTest, MakesNoNewKeyringForSealedFiles) {
  const auto made = open_drive_keyring(with_key(key_), layout_);
  ASSERT_TRUE(made);
  fs::create_directories(layout_.objects() / "objects");
  std::ofstream(layout_.objects() / "objects" / "drive.json", std::ios::binary)
      << sealing::seal_text(**made, "drive.json", "{}");
  fs::remove(keyring_beside_secrets(layout_));
  fs::remove(keyring_beside_objects(layout_));
  for (const auto& settings : {with_key(key_), config::Settings{}}) {
    const auto opened = open_drive_keyring(settings, layout_);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("from a backup"));
  }
}

TEST_F(DriveKeyTest, MakesNoNewKeyringForSealedSecrets) {
  const auto made = open_drive_keyring(with_key(key_), layout_);
  ASSERT_TRUE(made);
  static_cast<void>(load_secrets({}, layout_, made->get()));
  fs::remove(keyring_beside_secrets(layout_));
  fs::remove(keyring_beside_objects(layout_));
  const auto opened = open_drive_keyring(with_key(key_), layout_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("from a backup"));
}

TEST_F(DriveKeyTest, SealsTheDrivesSecretsInTheirPlace) {
  const Secrets plain = load_secrets({}, layout_);
  const auto keyring = open_drive_keyring(with_key(key_), layout_);
  ASSERT_TRUE(keyring);
  EXPECT_EQ(load_secrets({}, layout_, keyring->get()).jwt, plain.jwt);
  const fs::path file = layout_.secrets() / kJwtSecretFile;
  const std::string stored = config::read_small_file(file.string()).value_or("");
  EXPECT_EQ(stored.find(plain.jwt), std::string::npos);
  EXPECT_EQ(load_secrets({}, layout_, keyring->get()).url, plain.url);
  EXPECT_THROW((void)load_secrets({}, layout_), ConfigError);
  EXPECT_THAT(where_secrets_are({}, layout_).files,
              testing::Contains(keyring_beside_secrets(layout_)));
  // Made anew, they are sealed from the beginning.
  fs::remove(file);
  const Secrets renewed = load_secrets({}, layout_, keyring->get());
  EXPECT_NE(renewed.jwt, plain.jwt);
  EXPECT_EQ(load_secrets({}, layout_, keyring->get()).jwt, renewed.jwt);
}

}  // namespace
}  // namespace audmg::app
