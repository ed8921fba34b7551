// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/secrets.hpp"

#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <fstream>

namespace audmg::app {
namespace {

using config::ConfigError;
using testing::HasSubstr;

class SecretsTest : public testing::Test {
 protected:
  /// what() of the ConfigError, or "" when there was none.
  [[nodiscard]] std::string refusal(const config::Settings& settings) const {
    try {
      (void)load_secrets(settings, layout_);
      return "";
    } catch (const ConfigError& error) {
      return error.what();
    }
  }
  TemporaryFolder temporary_;
  DataLayout layout_{temporary_.path()};
  std::filesystem::path jwt_file_ = layout_.secrets() / kJwtSecretFile;
};

TEST_F(SecretsTest, AreGeneratedOnceForTheirOwnerOnly) {
  const Secrets first = load_secrets({}, layout_);
  EXPECT_GE(first.jwt.size(), kMinSecretBytes);
  EXPECT_GE(first.url.size(), kMinSecretBytes);
  EXPECT_NE(first.jwt, first.url);
  struct stat status{};
  ASSERT_EQ(::stat(jwt_file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  ASSERT_EQ(::stat(layout_.secrets().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0700U);
  const Secrets second = load_secrets({}, layout_);
  EXPECT_EQ(second.jwt, first.jwt);
  EXPECT_EQ(second.url, first.url);
}

TEST_F(SecretsTest, DifferBetweenFolders) {
  const TemporaryFolder other;
  EXPECT_NE(load_secrets({}, layout_).jwt, load_secrets({}, {other.path()}).jwt);
}

TEST_F(SecretsTest, OfTheSettingsWinAndAreNotStored) {
  config::Settings settings;
  settings.jwt_secret = std::string(32, 'j');
  settings.url_secret = std::string(32, 'u');
  const Secrets secrets = load_secrets(settings, layout_);
  EXPECT_EQ(secrets.jwt, settings.jwt_secret);
  EXPECT_EQ(secrets.url, settings.url_secret);
  EXPECT_FALSE(std::filesystem::exists(layout_.secrets()));
}

TEST_F(SecretsTest, ThatAreTooShortNameTheSettingAndNotTheSecret) {
  config::Settings settings;
  settings.jwt_secret = "tooshortsecret";
  EXPECT_THAT(refusal(settings), HasSubstr("JWT_SECRET"));
  EXPECT_THAT(refusal(settings), testing::Not(HasSubstr("tooshortsecret")));
}

TEST_F(SecretsTest, InTheFolderMustNotBeTooShort) {
  (void)load_secrets({}, layout_);
  std::ofstream(jwt_file_, std::ios::trunc) << "short\n";
  EXPECT_THAT(refusal({}), HasSubstr(jwt_file_.string()));
}

TEST_F(SecretsTest, InTheFolderMustNotBeReadableByOthers) {
  (void)load_secrets({}, layout_);
  std::filesystem::permissions(jwt_file_, std::filesystem::perms(0640));
  EXPECT_THAT(refusal({}), HasSubstr("chmod 600 " + jwt_file_.string()));
}

TEST_F(SecretsTest, ThatCannotBeKeptAreAnError) {
  std::ofstream(layout_.secrets()) << "a file where the folder should be";
  EXPECT_THAT(refusal({}), HasSubstr("JWT_SECRET"));
}

}  // namespace
}  // namespace audmg::app
