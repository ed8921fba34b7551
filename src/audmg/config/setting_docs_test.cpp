// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/setting_docs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    EXPECT_EQ(setting.secret, setting.flag.ends_with("-secret-file")) << setting.name;
    EXPECT_TRUE(setting.help.ends_with('.')) << setting.name;
    EXPECT_FALSE(value_name(setting).empty()) << setting.name;
  }
}

TEST(SettingDocs, MarkdownHasARowPerSetting) {
  const std::string markdown = settings_markdown();
  for (const SettingDescriptor& setting : setting_table()) {
    EXPECT_THAT(markdown, HasSubstr("| `" + std::string(setting.name) + "`"));
  }
  EXPECT_THAT(markdown, HasSubstr("| `JWT_SECRET` or `JWT_SECRET_FILE` | `--jwt-secret-file` |"));
  EXPECT_THAT(markdown, HasSubstr("One of debug, info, warning, error, off."));
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
