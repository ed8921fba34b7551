// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/setting_docs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>

namespace audmg::config {
namespace {

using testing::HasSubstr;

TEST(SettingDocs, EveryRowIsWellFormedAndUnique) {
  std::set<std::string_view> names;
  for (const SettingDescriptor& setting : setting_table()) {
    EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
    EXPECT_TRUE(names.insert(setting.flag).second) << setting.flag;
    EXPECT_TRUE(setting.flag.starts_with("--")) << setting.name;
    EXPECT_EQ(setting.secret, setting.flag.ends_with("-file")) << setting.name;
    EXPECT_TRUE(setting.help.ends_with('.')) << setting.name;
    EXPECT_FALSE(value_name(setting).empty()) << setting.name;
  }
}

std::string source_file(const std::string& name) {
  return read_small_file(std::string(AUDMG_SOURCE_DIR "/") + name).value_or("");
}

TEST(SettingDocs, ReadmeHasEverySettingWithItsDefault) {
  const std::string readme = source_file("README.md");
  for (const SettingDescriptor& setting : setting_table()) {
    const std::size_t place = readme.find("`" + std::string(setting.name) + "`");
    ASSERT_NE(place, std::string::npos) << setting.name;
    const std::string row = readme.substr(place, readme.find('\n', place) - place);
    if (!setting.default_text.empty() && setting.default_text != "auto") {
      EXPECT_THAT(row, HasSubstr("`" + std::string(setting.default_text) + "`")) << setting.name;
    }
  }
}

TEST(SettingDocs, CommittedExampleIsCurrent) {
  if (std::getenv("AUDMG_TEST_ACCEPT") != nullptr) {
    std::ofstream(AUDMG_SOURCE_DIR "/.env.example") << env_example();
    GTEST_SKIP() << "accepted";
  }
  EXPECT_EQ(source_file(".env.example"), env_example()) << "accept with AUDMG_TEST_ACCEPT=1";
}

TEST(SettingDocs, ExampleWithEveryLineUncommentedIsTheDefault) {
  std::string example = env_example();
  for (std::size_t at = 0; (at = example.find("\n#", at)) != std::string::npos; ++at) {
    const char next = example[at + 2];
    if (next != ' ') example.erase(at + 1, 1);
  }
  ASSERT_THAT(example, HasSubstr("\nAUDMG_LISTEN=127.0.0.1:8420\n"));
  const Settings settings = load_settings({.env_file_text = example});
  EXPECT_TRUE(settings.warnings.empty());
  EXPECT_EQ(settings.max_upload_size, load_settings({}).max_upload_size);
}

}  // namespace
}  // namespace audmg::config
