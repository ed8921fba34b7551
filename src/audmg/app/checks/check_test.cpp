// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"

#include "audmg/app/data_folder/secrets.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "doubles/sample_rows.hpp"
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

TEST_F(CheckTest, SaysWhetherFilesAreDamaged) {
  const TimePoint now = SystemClock().now();
  EXPECT_TRUE(check_integrity(layout_, now).empty()) << "no database yet";
  const auto drive = database::make_sqlite_database({.file = layout_.database()});
  ASSERT_TRUE(drive);
  EXPECT_EQ(worst(check_integrity(layout_, now)), Verdict::ok);
  const database::User ada = database::make_user("ada");
  ASSERT_TRUE((*drive)->users().create_user(ada));
  database::File file = database::make_file(ada.id);
  ASSERT_TRUE((*drive)->files().add_file({.file = file, .upload = std::nullopt}));
  EXPECT_THAT(check_integrity(layout_, now).at(1).text, testing::HasSubstr("1 of 1 not verified"));
  const database::LookedAt object{file.owner, file.id, file.object_key};
  ASSERT_TRUE(
      (*drive)->integrity().note_findings(object, {.verified_at = now - std::chrono::hours(30)}));
  EXPECT_THAT(check_integrity(layout_, now).at(1).text, testing::HasSubstr("within 2 days"));
  ASSERT_TRUE((*drive)->integrity().note_damage(object, "It is gone.", {}));
  const auto findings = check_integrity(layout_, now);
  EXPECT_EQ(worst(findings), Verdict::fail);
  EXPECT_THAT(findings.at(1).text, testing::HasSubstr("1 damaged"));
}

TEST_F(CheckTest, FailsForADatabaseThatIsOlderThanTheFiles) {
  const TimePoint now = SystemClock().now();
  const auto drive = database::make_sqlite_database({.file = layout_.database()});
  ASSERT_TRUE(drive);
  ASSERT_TRUE((*drive)->drive().set_identity({"the-drive", 4}));
  const auto objects =
      storage::filesystem::make_filesystem_object_store({.root = layout_.objects().string()});
  ASSERT_TRUE(objects);
  const auto say = [&](std::uint64_t generation) {
    return storage::put_small_object(std::string(functions::kDriveIdentityKey),
                                     functions::write_drive_identity({"the-drive", generation}),
                                     **objects);
  };
  ASSERT_TRUE(say(4));
  EXPECT_EQ(worst(check_integrity(layout_, now)), Verdict::ok);
  ASSERT_TRUE(say(5));
  EXPECT_EQ(worst(check_integrity(layout_, now)), Verdict::fail);
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

TEST_F(CheckTest, SaysWhetherTheMailServerAnswers) {
  EXPECT_EQ(worst(check_mail(settings_)), Verdict::ok) << "no mails are wanted";
  settings_.smtp_url = "smtp://127.0.0.1:1?tls=off";  // nobody listens there
  EXPECT_EQ(worst(check_mail(settings_)), Verdict::warn) << "no sender";
  settings_.mail_from = "drive@example.org";
  const auto findings = check_mail(settings_);
  EXPECT_EQ(worst(findings), Verdict::fail);
  EXPECT_THAT(findings.at(0).advice, testing::HasSubstr("AUDMG_SMTP_URL"));
}

TEST_F(CheckTest, SaysWhatTheSandboxOfSesMeans) {
  using Sender = notification::SesStanding::Sender;
  const std::string from = "drive@example.org";
  notification::SesStanding standing{
      .has_production_access = true, .sends = true, .sender = Sender::verified};
  EXPECT_EQ(worst(describe_ses(standing, from)), Verdict::ok);
  standing.has_production_access = false;
  standing.daily_quota = 200;
  EXPECT_EQ(worst(describe_ses(standing, from)), Verdict::warn);
  EXPECT_THAT(describe_ses(standing, from).back().text,
              testing::AllOf(testing::HasSubstr("sandbox"), testing::HasSubstr("200 a day")));
  standing.sender = Sender::unverified;
  EXPECT_EQ(worst(describe_ses(standing, from)), Verdict::fail);
  standing.sender = Sender::unknown;
  EXPECT_THAT(describe_ses(standing, from).at(0).advice,
              testing::HasSubstr("create-email-identity --email-identity drive@example.org"));
  standing = {.has_production_access = true, .sends = false, .sender = Sender::verified};
  EXPECT_EQ(worst(describe_ses(standing, from)), Verdict::fail) << "paused";
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
