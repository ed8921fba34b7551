// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/help.hpp"

#include "audmg/config/setting_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace audmg::app {
namespace {

struct GoldenCase {
  HelpTopic topic;
  std::string file;
};

class HelpGoldenTest : public testing::TestWithParam<GoldenCase> {};

TEST_P(HelpGoldenTest, IsWhatWasReviewed) {
  const std::string path = std::string(AUDMG_GOLDEN_DIR) + "/" + GetParam().file;
  const std::string text = help_text(GetParam().topic);
  if (std::getenv("AUDMG_TEST_ACCEPT") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    GTEST_SKIP() << "accepted " << path;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden) << "Accept with AUDMG_TEST_ACCEPT=1 and review the diff.";
}

INSTANTIATE_TEST_SUITE_P(Topics, HelpGoldenTest,
                         testing::Values(GoldenCase{HelpTopic::general, "help.txt"},
                                         GoldenCase{HelpTopic::serve, "help_serve.txt"},
                                         GoldenCase{HelpTopic::worker, "help_worker.txt"},
                                         GoldenCase{HelpTopic::user, "help_user.txt"},
                                         GoldenCase{HelpTopic::jobs, "help_jobs.txt"},
                                         GoldenCase{HelpTopic::media, "help_media.txt"},
                                         GoldenCase{HelpTopic::key, "help_key.txt"},
                                         GoldenCase{HelpTopic::backup, "help_backup.txt"},
                                         GoldenCase{HelpTopic::repair, "help_repair.txt"},
                                         GoldenCase{HelpTopic::verify, "help_verify.txt"},
                                         GoldenCase{HelpTopic::certificate, "help_certificate.txt"},
                                         GoldenCase{HelpTopic::client, "help_client.txt"},
                                         GoldenCase{HelpTopic::conform, "help_conform.txt"},
                                         GoldenCase{HelpTopic::config, "help_config.txt"},
                                         GoldenCase{HelpTopic::doctor, "help_doctor.txt"}));

TEST(Help, NamesEverySettingAndItsFlag) {
  const std::string text = help_text(HelpTopic::general);
  for (const config::SettingDescriptor& setting : config::setting_table()) {
    EXPECT_THAT(text, testing::HasSubstr(std::string(setting.name)));
    EXPECT_THAT(text, testing::HasSubstr(std::string(setting.flag)));
  }
}

TEST(Help, FitsATerminal) {
  for (const HelpTopic topic : {HelpTopic::general, HelpTopic::jobs, HelpTopic::media,
                                HelpTopic::key, HelpTopic::certificate, HelpTopic::repair,
                                HelpTopic::verify, HelpTopic::client, HelpTopic::conform}) {
    const std::string text = help_text(topic);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      EXPECT_LE(end - begin, 100U) << text.substr(begin, end - begin);
      begin = end + 1;
    }
  }
}

}  // namespace
}  // namespace audmg::app
