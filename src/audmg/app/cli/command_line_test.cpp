// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::app {
namespace {

using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

std::expected<CommandLine, std::string> parse(const std::vector<std::string>& words) {
  return parse_command_line(words);
}

std::string refusal(const std::vector<std::string>& words) {
  const auto line = parse(words);
  return line ? "accepted" : line.error();
}

template <class T>
T command(const std::vector<std::string>& words) {
  const auto line = parse(words);
  if (!line) throw std::runtime_error(line.error());
  return std::get<T>(line->command);
}

TEST(CommandLine, WithoutWordsAsksForHelp) {
  EXPECT_EQ(command<HelpCommand>({}).topic, HelpTopic::general);
}

TEST(CommandLine, GivesHelpForEveryCommandWhateverElseIsMissing) {
  EXPECT_EQ(command<HelpCommand>({"--help"}).topic, HelpTopic::general);
  EXPECT_EQ(command<HelpCommand>({"help"}).topic, HelpTopic::general);
  EXPECT_EQ(command<HelpCommand>({"serve", "-h"}).topic, HelpTopic::serve);
  EXPECT_EQ(command<HelpCommand>({"user", "--help"}).topic, HelpTopic::user);
  EXPECT_EQ(command<HelpCommand>({"user", "add", "--help"}).topic, HelpTopic::user);
  EXPECT_EQ(command<HelpCommand>({"jobs", "show", "--help"}).topic, HelpTopic::jobs);
  EXPECT_EQ(command<HelpCommand>({"media", "rebuild", "--help"}).topic, HelpTopic::media);
  EXPECT_EQ(command<HelpCommand>({"client", "put", "--help"}).topic, HelpTopic::client);
  EXPECT_EQ(command<HelpCommand>({"config", "show", "--help"}).topic, HelpTopic::config);
  EXPECT_EQ(command<HelpCommand>({"doctor", "--help"}).topic, HelpTopic::doctor);
}

TEST(CommandLine, TakesSettingsBeforeAndAfterTheCommand) {
  const auto line = parse({"--data-dir", "/a", "serve", "--listen=127.0.0.1:0", "--jwt-secret-file",
                           "/run/secret", "--env-file", "x.env"});
  ASSERT_TRUE(line) << line.error();
  EXPECT_TRUE(std::holds_alternative<ServeCommand>(line->command));
  EXPECT_EQ(line->env_file, "x.env");
  EXPECT_THAT(line->flags, UnorderedElementsAre(Pair("AUDMG_DATA_DIR", "/a"),
                                                Pair("AUDMG_LISTEN", "127.0.0.1:0"),
                                                Pair("JWT_SECRET_FILE", "/run/secret")));
}

TEST(CommandLine, KeepsAnEmptySettingSoThatItIsRefusedLater) {
  const auto line = parse({"serve", "--data-dir", ""});
  ASSERT_TRUE(line) << line.error();
  EXPECT_THAT(line->flags, UnorderedElementsAre(Pair("AUDMG_DATA_DIR", "")));
}

TEST(CommandLine, ReadsTheClientCommands) {
  const auto login = command<ClientLoginCommand>(
      {"client", "login", "https://a", "--user", "ada", "--password-stdin", "--ca-file", "x.pem"});
  EXPECT_EQ(login.url, "https://a");
  EXPECT_EQ(login.user, "ada");
  EXPECT_EQ(login.ca_file, "x.pem");
  EXPECT_TRUE(login.password_stdin);
  const auto list = command<ClientListCommand>({"client", "ls", "--limit", "3", "--json"});
  EXPECT_TRUE(list.words.empty());
  EXPECT_EQ(list.limit, 3U);
  EXPECT_TRUE(list.json);
  const auto search =
      command<ClientListCommand>({"client", "search", "--kind", "image", "--", "beach", "-dog"});
  EXPECT_THAT(search.words, testing::ElementsAre("beach", "-dog"));
  EXPECT_EQ(search.kind, "image");
  const auto put = command<ClientPutCommand>({"client", "put", "a", "b", "--jobs", "8"});
  EXPECT_THAT(put.paths, testing::ElementsAre("a", "b"));
  EXPECT_EQ(put.jobs, 8U);
  EXPECT_EQ(command<ClientGetCommand>({"client", "get", "a.jpg", "-o", "b"}).output, "b");
  const auto save =
      command<ClientExportCommand>({"client", "export", "/x", "--since", "2024-01-31"});
  EXPECT_EQ(save.folder, "/x");
  EXPECT_EQ(save.since, "2024-01-31");
  EXPECT_EQ(save.jobs, 4U);
  EXPECT_TRUE(std::holds_alternative<ClientLogoutCommand>(parse({"client", "logout"})->command));
  EXPECT_THAT(refusal({"client", "ls", "--kind", "video"}), HasSubstr("--kind"));
  EXPECT_THAT(refusal({"client", "put", "a", "--jobs", "0"}), HasSubstr("--jobs"));
  EXPECT_NE(refusal({"client", "put"}), "accepted");
  EXPECT_NE(refusal({"client"}), "accepted");
}

TEST(CommandLine, MakesAKeyWithoutADrive) {
  EXPECT_EQ(command<KeyCreateCommand>({"key", "create", "a.key"}).file, "a.key");
  EXPECT_EQ(command<HelpCommand>({"key", "create", "--help"}).topic, HelpTopic::key);
  const auto rotate = command<KeyRotateCommand>({"key", "rotate", "b.key", "--passphrase"});
  EXPECT_EQ(rotate.file, "b.key");
  EXPECT_TRUE(rotate.passphrase);
  EXPECT_TRUE(command<KeyStatusCommand>({"key", "status", "--json"}).json);
  EXPECT_FALSE(command<KeyApplyCommand>({"key", "apply"}).json);
  EXPECT_NE(refusal({"key", "rotate"}), "accepted");
  EXPECT_NE(refusal({"key"}), "accepted");
  EXPECT_NE(refusal({"key", "create"}), "accepted");
}

TEST(CommandLine, ReadsTheConformCommand) {
  const auto plain = command<ConformCommand>({"conform", "https://a"});
  EXPECT_EQ(plain.url, "https://a");
  EXPECT_EQ(plain.admin, "");
  EXPECT_FALSE(plain.password_stdin);
  const auto conform =
      command<ConformCommand>({"conform", "https://a", "--admin", "ada", "--password-file", "p.txt",
                               "--ca-file", "x.pem", "--report", "r.json"});
  EXPECT_EQ(conform.admin, "ada");
  EXPECT_EQ(conform.password_file, "p.txt");
  EXPECT_EQ(conform.ca_file, "x.pem");
  EXPECT_EQ(conform.report, "r.json");
  EXPECT_TRUE(command<ConformCommand>({"conform", "a", "--password-stdin"}).password_stdin);
  EXPECT_EQ(command<HelpCommand>({"conform", "--help"}).topic, HelpTopic::conform);
  EXPECT_NE(refusal({"conform"}), "accepted");
  EXPECT_NE(refusal({"conform", "a", "--password-stdin", "--password-file", "p"}), "accepted");
  EXPECT_THAT(refusal({"conform", "a", "--amdin", "ada"}), HasSubstr("did you mean --admin?"));
}

TEST(CommandLine, ReadsTheUserCommands) {
  const auto add = command<UserAddCommand>(
      {"user", "add", "ada", "--email", "ada@example.org", "--password-stdin", "--data-dir", "/a"});
  EXPECT_EQ(add.username, "ada");
  EXPECT_EQ(add.email, "ada@example.org");
  EXPECT_TRUE(add.password_stdin);
  EXPECT_FALSE(command<UserPasswdCommand>({"user", "passwd", "ada"}).password_stdin);
  EXPECT_EQ(command<UserResetLinkCommand>({"user", "reset-link", "ada"}).user, "ada");
  EXPECT_EQ(command<UserResetFactorsCommand>({"user", "reset-factors", "ada"}).user, "ada");
  EXPECT_FALSE(command<UserResetFactorsCommand>({"user", "reset-factors", "ada"}).keep_passkeys);
  EXPECT_TRUE(command<UserResetFactorsCommand>({"user", "reset-factors", "ada", "--keep-passkeys"})
                  .keep_passkeys);
  EXPECT_NE(refusal({"user", "reset-factors"}), "accepted");
  EXPECT_TRUE(command<UserInviteCommand>({"user", "invite", "--admin"}).admin);
  EXPECT_FALSE(command<UserInviteCommand>({"user", "invite"}).admin);
  EXPECT_EQ(command<UserRoleCommand>({"user", "role", "ada", "admin"}).user, "ada");
  EXPECT_TRUE(command<UserRoleCommand>({"user", "role", "ada", "admin"}).admin);
  EXPECT_FALSE(command<UserRoleCommand>({"user", "role", "ada", "user"}).admin);
  EXPECT_NE(refusal({"user", "role", "ada"}), "accepted");
  EXPECT_NE(refusal({"user", "role", "ada", "owner"}), "accepted");
  EXPECT_NE(refusal({"user", "reset-link"}), "accepted");
  EXPECT_EQ(command<UserDisableCommand>({"user", "disable", "ada"}).user, "ada");
  EXPECT_EQ(command<UserEnableCommand>({"user", "enable", "ada"}).user, "ada");
  EXPECT_TRUE(command<UserDeleteCommand>({"user", "delete", "ada", "--yes"}).yes);
  EXPECT_FALSE(command<UserDeleteCommand>({"user", "delete", "ada"}).yes);
  EXPECT_TRUE(command<UserListCommand>({"user", "list", "--json"}).json);
}

TEST(CommandLine, ReadsTheJobsCommands) {
  const auto plain = command<JobsListCommand>({"jobs", "list"});
  EXPECT_EQ(plain.queue, "media");
  EXPECT_FALSE(plain.state);
  EXPECT_FALSE(plain.json);
  const auto list = command<JobsListCommand>(
      {"jobs", "list", "--queue", "events", "--state", "in_flight", "--json"});
  EXPECT_EQ(list.queue, "events");
  EXPECT_EQ(list.state, queue::MessageState::in_flight);
  EXPECT_TRUE(list.json);
  const auto show = command<JobsShowCommand>({"jobs", "show", "7", "--json", "--data-dir", "/a"});
  EXPECT_EQ(show.id, "7");
  EXPECT_TRUE(show.json);
  EXPECT_EQ(command<JobsRetryCommand>({"jobs", "retry", "7"}).id, "7");
  EXPECT_EQ(command<JobsRedriveCommand>({"jobs", "redrive"}).queue, "media");
  EXPECT_EQ(command<JobsRedriveCommand>({"jobs", "redrive", "--queue=events"}).queue, "events");
  EXPECT_EQ(command<JobsPauseCommand>({"jobs", "pause", "--queue", "events"}).queue, "events");
  EXPECT_EQ(command<JobsResumeCommand>({"jobs", "resume"}).queue, "media");
}

TEST(CommandLine, ReadsTheBackupCommands) {
  const auto create = command<BackupCreateCommand>({"backup", "create", "/b"});
  EXPECT_EQ(create.directory, "/b");
  EXPECT_FALSE(create.copy);
  EXPECT_EQ(create.keep, std::nullopt);
  const auto copy =
      command<BackupCreateCommand>({"backup", "create", "/b", "--copy", "--keep", "3", "--json"});
  EXPECT_TRUE(copy.copy && copy.json);
  EXPECT_EQ(copy.keep, 3U);
  EXPECT_EQ(command<BackupListCommand>({"backup", "list", "/b"}).directory, "/b");
  EXPECT_EQ(command<BackupVerifyCommand>({"backup", "verify", "/b"}).read_percent, 100);
  const auto verify = command<BackupVerifyCommand>(
      {"backup", "verify", "/b", "--snapshot", "5c6b7a81", "--read-data-subset", "2.5%"});
  EXPECT_EQ(verify.snapshot, "5c6b7a81");
  EXPECT_EQ(verify.read_percent, 2.5);
  const auto restore = command<BackupRestoreCommand>({"backup", "restore", "/b", "--to", "/c"});
  EXPECT_EQ(restore.directory, "/b");
  EXPECT_EQ(restore.to, "/c");
  EXPECT_EQ(restore.snapshot, "");
}

TEST(CommandLine, RefusesBackupCommandsThatSayTooLittleOrTooMuch) {
  EXPECT_NE(refusal({"backup"}), "accepted");
  EXPECT_NE(refusal({"backup", "create"}), "accepted");
  EXPECT_NE(refusal({"backup", "create", "/b", "--keep", "0"}), "accepted");
  EXPECT_NE(refusal({"backup", "create", "/b", "--to", "/c"}), "accepted");
  for (const char* part : {"5", "101%", "-1%", "five%", "%", "nan%"}) {
    EXPECT_THAT(refusal({"backup", "verify", "/b", "--read-data-subset", part}), HasSubstr("5%"))
        << part;
  }
}

TEST(CommandLine, ReadsTheMediaCommand) {
  const auto plain = command<MediaRebuildCommand>({"media", "rebuild"});
  EXPECT_FALSE(plain.dry_run || plain.failed || plain.json);
  const auto rebuild =
      command<MediaRebuildCommand>({"media", "rebuild", "--dry-run", "--failed", "--json"});
  EXPECT_TRUE(rebuild.dry_run && rebuild.failed && rebuild.json);
}

TEST(CommandLine, ReadsTheCertificateCommands) {
  const auto create = command<CertificateCreateCommand>(
      {"certificate", "create", "--host", "drive.local", "--address", "192.168.1.10", "--host",
       "photos.lan", "--data-dir", "/a"});
  EXPECT_THAT(create.hosts, testing::ElementsAre("drive.local", "photos.lan"));
  EXPECT_THAT(create.addresses, testing::ElementsAre("192.168.1.10"));
  EXPECT_TRUE(command<CertificateRenewCommand>({"certificate", "renew"}).hosts.empty());
  EXPECT_TRUE(command<CertificateShowCommand>({"certificate", "show", "--json"}).json);
  EXPECT_EQ(command<HelpCommand>({"certificate", "create", "--help"}).topic,
            HelpTopic::certificate);
}

TEST(CommandLine, ReadsTheVerifyCommand) {
  const auto plain = command<VerifyCommand>({"verify"});
  EXPECT_FALSE(plain.deep || plain.subset_percent || plain.json);
  const auto deep = command<VerifyCommand>({"verify", "--deep", "--json"});
  EXPECT_TRUE(deep.deep && deep.json);
  EXPECT_EQ(command<VerifyCommand>({"verify", "--subset", "0.5%"}).subset_percent, 0.5);
  EXPECT_EQ(command<HelpCommand>({"verify", "--help"}).topic, HelpTopic::verify);
  for (const std::string subset : {"5", "-1%", "101%", "%", "nan%", "5%%", ""}) {
    EXPECT_THAT(refusal({"verify", "--subset", subset}), HasSubstr("5%")) << subset;
  }
}

TEST(CommandLine, ReadsTheOtherCommands) {
  EXPECT_TRUE(command<ConfigShowCommand>({"config", "show", "--json"}).json);
  EXPECT_FALSE(command<DoctorCommand>({"doctor"}).trial_alarm);
  EXPECT_TRUE(command<DoctorCommand>({"doctor", "--trial-alarm"}).trial_alarm);
  (void)command<VersionCommand>({"version"});
  (void)command<VersionCommand>({"--version"});
}

TEST(CommandLine, RefusesWhatItDoesNotKnowAndSuggests) {
  EXPECT_THAT(refusal({"serve", "--lisen", "127.0.0.1:1"}), HasSubstr("did you mean --listen?"));
  EXPECT_THAT(refusal({"serv"}), HasSubstr("did you mean serve?"));
  EXPECT_THAT(refusal({"serve", "--data-dir"}), HasSubstr("--data-dir"));
  EXPECT_NE(refusal({"user"}), "accepted");
  EXPECT_NE(refusal({"config"}), "accepted");
  EXPECT_NE(refusal({"user", "add", "ada"}), "accepted");
  EXPECT_NE(refusal({"user", "add", "ada", "extra", "--email", "a@example.org"}), "accepted");
  EXPECT_NE(refusal({"serve", "doctor"}), "accepted");
  EXPECT_THAT(refusal({"jobs", "list", "--state", "lost"}),
              HasSubstr("lost is none of visible, delayed, in_flight, dead"));
  EXPECT_NE(refusal({"jobs"}), "accepted");
  EXPECT_NE(refusal({"jobs", "retry"}), "accepted");
  EXPECT_NE(refusal({"jobs", "show", "7", "--queue", "media"}), "accepted");
  EXPECT_NE(refusal({"media"}), "accepted");
  EXPECT_THAT(refusal({"media", "rebuild", "--dryrun"}), HasSubstr("did you mean --dry-run?"));
}

TEST(CommandLine, HasNoOptionThatTakesAPasswordOrASecret) {
  EXPECT_NE(refusal({"user", "add", "ada", "--email", "a@example.org", "--password", "x"}),
            "accepted");
  EXPECT_NE(refusal({"serve", "--jwt-secret", "x"}), "accepted");
}

}  // namespace
}  // namespace audmg::app
