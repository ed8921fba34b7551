// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/setting_sources.hpp"

#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace audmg::app {
namespace {

/// Stands in an empty folder meanwhile.
class SettingSourcesTest : public testing::Test {
 protected:
  SettingSourcesTest() { std::filesystem::current_path(temporary_.path()); }
  ~SettingSourcesTest() override { std::filesystem::current_path(former_); }
  std::filesystem::path former_ = std::filesystem::current_path();
  TemporaryFolder temporary_;
};

TEST_F(SettingSourcesTest, TakesFlagsAndEnvironment) {
  ::setenv("AUDMG_LISTEN", "127.0.0.1:1=2", 1);
  ::setenv("AUDMG_TEST_SOMETHING", "1", 1);
  CommandLine line;
  line.flags = {{"AUDMG_DATA_DIR", "/a"}};
  const config::SettingSources sources = setting_sources(line);
  EXPECT_EQ(sources.flags, line.flags);
  EXPECT_EQ(sources.environment.at("AUDMG_LISTEN"), "127.0.0.1:1=2");
  EXPECT_FALSE(sources.environment.contains("AUDMG_TEST_SOMETHING"));
  EXPECT_EQ(sources.env_file_text, "");
  ::unsetenv("AUDMG_LISTEN");
  ::unsetenv("AUDMG_TEST_SOMETHING");
}

TEST_F(SettingSourcesTest, ReadsTheEnvFileOfTheFolderOrTheOneThatIsNamed) {
  std::ofstream(".env") << "AUDMG_LOG_LEVEL=debug\n";
  std::ofstream("other.env") << "AUDMG_LOG_LEVEL=error\n";
  CommandLine line;
  EXPECT_EQ(setting_sources(line).env_file_text, "AUDMG_LOG_LEVEL=debug\n");
  line.env_file = "other.env";
  EXPECT_EQ(setting_sources(line).env_file_text, "AUDMG_LOG_LEVEL=error\n");
  line.env_file = "none.env";
  EXPECT_THROW((void)setting_sources(line), config::ConfigError);
}

}  // namespace
}  // namespace audmg::app
