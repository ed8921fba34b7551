// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"

#include "audmg/app/secrets.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace audmg::app {
namespace {

Verdict worst(const std::vector<Finding>& findings) {
  Verdict verdict = Verdict::ok;
  for (const Finding& finding : findings) verdict = std::max(verdict, finding.verdict);
  return verdict;
}

class CheckTest : public testing::Test {
 protected:
  TemporaryFolder temporary_;
  DataLayout layout_{temporary_.path()};
  config::Settings settings_;
};

TEST_F(CheckTest, TakesAGoodFolder) {
  EXPECT_EQ(worst(check_data_folder(layout_)), Verdict::ok);
  EXPECT_EQ(worst(check_database(layout_)), Verdict::ok);
  EXPECT_EQ(worst(check_secrets(settings_, layout_)), Verdict::ok);
}

TEST_F(CheckTest, TakesAFolderThatIsNotThereYetAndDoesNotMakeIt) {
  const DataLayout layout{temporary_.path() / "data"};
  EXPECT_EQ(worst(check_data_folder(layout)), Verdict::ok);
  EXPECT_NE(worst(check_disk(settings_, layout)), Verdict::fail);
  EXPECT_FALSE(std::filesystem::exists(layout.root));
}

TEST_F(CheckTest, WarnsOfAFolderOpenToOthers) {
  std::filesystem::permissions(layout_.root, std::filesystem::perms(0755));
  EXPECT_EQ(worst(check_data_folder(layout_)), Verdict::warn);
}

TEST_F(CheckTest, FailsForAFileInPlaceOfTheFolder) {
  std::ofstream(temporary_.path() / "file") << "x";
  EXPECT_EQ(worst(check_data_folder({temporary_.path() / "file"})), Verdict::fail);
}

TEST_F(CheckTest, FailsForADiskWithoutTheFreeSpaceThatIsWanted) {
  EXPECT_NE(worst(check_disk(settings_, layout_)), Verdict::fail);
  settings_.min_free_space = 1ULL << 60U;
  EXPECT_EQ(worst(check_disk(settings_, layout_)), Verdict::fail);
}

TEST_F(CheckTest, LeavesNothingBehind) {
  (void)check_disk(settings_, layout_);
  EXPECT_TRUE(std::filesystem::is_empty(layout_.root));
}

TEST_F(CheckTest, FailsForADamagedDatabase) {
  std::ofstream(layout_.database()) << std::string(8192, 'x');
  EXPECT_EQ(worst(check_database(layout_)), Verdict::fail);
}

TEST_F(CheckTest, FailsForSecretsThatOthersMayReadOrThatAreShort) {
  (void)load_secrets(settings_, layout_);
  EXPECT_EQ(worst(check_secrets(settings_, layout_)), Verdict::ok);
  const auto file = layout_.secrets() / kJwtSecretFile;
  std::filesystem::permissions(file, std::filesystem::perms(0604));
  EXPECT_EQ(worst(check_secrets(settings_, layout_)), Verdict::fail);
  std::filesystem::permissions(file, std::filesystem::perms(0600));
  std::ofstream(file, std::ios::trunc) << "short";
  EXPECT_EQ(worst(check_secrets(settings_, layout_)), Verdict::fail);
}

TEST_F(CheckTest, WarnsOfPlainHttpThatIsOpenToTheNetwork) {
  const TimePoint now = SystemClock().now();
  settings_.listen = {"127.0.0.1", 8420};
  EXPECT_EQ(worst(check_tls(settings_, now)), Verdict::ok);
  settings_.listen = {"0.0.0.0", 8420};
  EXPECT_EQ(worst(check_tls(settings_, now)), Verdict::warn);
  settings_.public_url = "https://drive.example.org";  // a proxy does it
  EXPECT_EQ(worst(check_tls(settings_, now)), Verdict::ok);
}

TEST_F(CheckTest, FailsForMissingTlsFiles) {
  settings_.tls_certificate = temporary_.path() / "none.pem";
  settings_.tls_key = settings_.tls_certificate;
  EXPECT_EQ(worst(check_tls(settings_, SystemClock().now())), Verdict::fail);
}

TEST_F(CheckTest, FailsForAClockOfLongAgo) {
  EXPECT_EQ(worst(check_clock(TimePoint{})), Verdict::fail);
  EXPECT_NE(worst(check_clock(SystemClock().now())), Verdict::fail);
}

TEST_F(CheckTest, FailsForAnAddressThatIsNotOfThisMachine) {
  settings_.listen = {"127.0.0.1", 0};
  settings_.metrics_listen = {"127.0.0.1", 0};
  EXPECT_EQ(worst(check_ports(settings_, layout_)), Verdict::ok);
  settings_.listen = {"192.0.2.1", 0};  // RFC 5737: never assigned
  EXPECT_EQ(worst(check_ports(settings_, layout_)), Verdict::fail);
}

TEST_F(CheckTest, NamesTheProtectionThatDecodersLack) {
  using media::sandbox::Feature;
  media::sandbox::Protection protection;
  for (const Feature feature : media::sandbox::kFeatures) protection.set(feature);
  EXPECT_EQ(worst(describe_decoders(protection)), Verdict::ok);
  protection.set(Feature::landlock, false);
  EXPECT_EQ(worst(describe_decoders(protection)), Verdict::warn);
  EXPECT_THAT(describe_decoders(protection).at(0).text, testing::HasSubstr("Landlock"));
  protection.set(Feature::system_call_filter, false);
  EXPECT_EQ(worst(describe_decoders(protection)), Verdict::fail);
  EXPECT_EQ(worst(describe_decoders(fail(ErrorCode::unavailable, "no library"))), Verdict::fail);
}

}  // namespace
}  // namespace audmg::app
