// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/control_server.hpp"

#include "audmg/app/control/protocol.hpp"
#include "audmg/app/control/remote_accounts.hpp"
#include "audmg/app/control/remote_jobs.hpp"
#include "audmg/app/control/remote_media_rebuild.hpp"
#include "audmg/app/control/user_commands.hpp"
#include "doubles/recording_accounts.hpp"
#include "doubles/recording_backups.hpp"
#include "doubles/recording_jobs.hpp"
#include "doubles/recording_media_rebuild.hpp"
#include "doubles/recording_verification.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

namespace audmg::app {
namespace {

class SilentLogger final : public telemetry::Logger {
 public:
  void log(telemetry::Level, std::string_view,
           std::initializer_list<telemetry::Attribute>) noexcept override {}
  void flush() noexcept override {}
};

class ControlServerTest : public testing::Test {
 protected:
  std::unique_ptr<ControlServer> start(const std::filesystem::path& path) {
    auto server =
        ControlServer::start(path, {accounts_, jobs_, media_, backups_, verification_}, logger_);
    if (!server) throw std::runtime_error(server.error().message);
    return std::move(*server);
  }
  TemporaryFolder temporary_;
  std::filesystem::path path_ = temporary_.path() / "control.sock";
  RecordingAccounts accounts_;
  RecordingJobs jobs_;
  RecordingMediaRebuild media_;
  RecordingBackups backups_;
  RecordingVerification verification_;
  SilentLogger logger_;
};

TEST_F(ControlServerTest, CarriesOutTheCommandsOfAllParts) {
  const auto server = start(path_);
  const auto accounts = connect_remote_accounts(path_);
  ASSERT_TRUE(accounts) << accounts.error().message;
  EXPECT_EQ((*accounts)->add({"ada", "a@example.org", "correct horse"}), "id of ada");
  EXPECT_TRUE((*accounts)->set_password("ada", "battery staple"));
  EXPECT_TRUE((*accounts)->set_disabled("ada", true));
  EXPECT_EQ((*accounts)->remove("ada"), 3U);
  EXPECT_THAT(accounts_.calls,
              testing::ElementsAre("add ada a@example.org correct horse",
                                   "passwd ada battery staple", "disable ada", "remove ada"));

  const auto jobs = make_remote_jobs(path_);
  jobs_.page.jobs.resize(2);
  EXPECT_EQ(jobs->list({"media", queue::MessageState::dead, ""})->jobs.size(), 2U);
  jobs_.job.body = "the body";
  EXPECT_EQ(jobs->show("1")->body, "the body");
  EXPECT_EQ(jobs->retry("1"), "media");
  EXPECT_EQ(jobs->redrive("media"), 3U);
  EXPECT_TRUE(jobs->set_paused("events", true));
  EXPECT_THAT(jobs_.calls, testing::ElementsAre("list media dead after ", "show 1", "retry 1",
                                                "redrive media", "pause events"));

  media_.report.sent = 7;
  EXPECT_EQ(make_remote_media_rebuild(path_)->rebuild_page({.dry_run = true})->sent, 7U);
  ASSERT_EQ(media_.requests.size(), 1U);
  EXPECT_TRUE(media_.requests[0].dry_run);
}

TEST_F(ControlServerTest, CarriesOutSeveralCommandsOfOneConnection) {
  const auto server = start(path_);
  const auto connection = connect_unix(path_);
  ASSERT_TRUE(connection);
  std::string buffer;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(write_all(*connection, user_disable_request("ada", true)));
    const auto line = read_line(*connection, buffer, kMaxControlAnswerBytes);
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_TRUE(read_plain_answer(*line));
  }
  EXPECT_THAT(accounts_.calls, testing::ElementsAre("disable ada", "disable ada", "disable ada"));
}

// Commands may take turns: none holds the server between its requests.
TEST_F(ControlServerTest, IsHeldByNobodyBetweenRequests) {
  const auto server = start(path_);
  const auto one = connect_remote_accounts(path_);
  const auto two = connect_remote_accounts(path_);
  ASSERT_TRUE(one && two);
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE((*one)->list(""));
    EXPECT_TRUE((*two)->list(""));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4))
      << "a silent connection is waited for 5 s";
}

TEST_F(ControlServerTest, IsUnavailableToAllPartsWhenItIsGone) {
  EXPECT_EQ(make_remote_jobs(path_)->redrive("media").error().code, ErrorCode::unavailable);
  EXPECT_EQ(make_remote_media_rebuild(path_)->rebuild_page({}).error().code,
            ErrorCode::unavailable);
}

TEST_F(ControlServerTest, HasASocketForItsOwnerOnlyAndRemovesIt) {
  {
    const auto server = start(path_);
    struct stat status{};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_TRUE(S_ISSOCK(status.st_mode));
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
  const auto remote = connect_remote_accounts(path_);
  ASSERT_FALSE(remote);
  EXPECT_EQ(remote.error().code, ErrorCode::unavailable);
}

TEST_F(ControlServerTest, ReplacesASocketThatACrashLeft) {
  std::ofstream(path_) << "left over";
  const auto server = start(path_);
  EXPECT_TRUE(connect_remote_accounts(path_));
}

TEST_F(ControlServerTest, WorksInAFolderWithALongName) {
  const auto folder = temporary_.path() / std::string(200, 'd');
  std::filesystem::create_directory(folder);
  const auto server = start(folder / "control.sock");
  auto remote = connect_remote_accounts(folder / "control.sock");
  ASSERT_TRUE(remote) << remote.error().message;
  EXPECT_TRUE((*remote)->set_disabled("ada", false));
}

TEST_F(ControlServerTest, RefusesAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const auto server = start(path_);
  // The modes are opened so that only the check of the peer is left to refuse.
  std::filesystem::permissions(temporary_.path(), std::filesystem::perms::all);
  std::filesystem::permissions(path_, std::filesystem::perms::all);
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    if (::setresuid(kNobody, kNobody, kNobody) != 0) ::_exit(3);
    auto remote = connect_remote_accounts(path_);
    if (!remote) ::_exit(2);
    ::_exit((*remote)->set_disabled("ada", true) ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(accounts_.calls.empty());
}

TEST_F(ControlServerTest, ClosesAConnectionThatSendsTooMuchAndServesTheNext) {
  const auto server = start(path_);
  auto flood = connect_unix(path_);
  ASSERT_TRUE(flood);
  const std::string much(4 * kMaxControlRequestBytes, 'x');
  (void)write_all(*flood, much);
  std::string buffer;
  EXPECT_FALSE(read_line(*flood, buffer, kMaxControlAnswerBytes));
  auto remote = connect_remote_accounts(path_);
  ASSERT_TRUE(remote);
  EXPECT_TRUE((*remote)->set_disabled("ada", true));
}

TEST_F(ControlServerTest, EndsWhileAClientIsSilent) {
  auto server = start(path_);
  const auto silent = connect_unix(path_);
  ASSERT_TRUE(silent);
  server.reset();  // Waits for nobody.
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace audmg::app
