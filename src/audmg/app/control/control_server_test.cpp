// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/control_server.hpp"

#include "audmg/app/control/control_client.hpp"
#include "audmg/app/control/protocol.hpp"
#include "audmg/telemetry/logger.hpp"
#include "doubles/recording_operations.hpp"
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
    auto server = ControlServer::start(path, recording_.table, logger_);
    if (!server) throw std::runtime_error(server.error().message);
    return std::move(*server);
  }
  static Operations connect(const std::filesystem::path& path) {
    return remote_operations(
        [client = ControlClient(path)](const std::string& request) { return client.ask(request); });
  }
  TemporaryFolder temporary_;
  std::filesystem::path path_ = temporary_.path() / "control.sock";
  RecordingOperations recording_;
  SilentLogger logger_;
};

TEST_F(ControlServerTest, CarriesOutTheOperationsOfAllParts) {
  const auto server = start(path_);
  const Operations remote = connect(path_);
  EXPECT_EQ(remote.user_add({"ada", "a@example.org", SecretText("correct horse")}), "id of ada");
  EXPECT_TRUE(remote.user_passwd({"ada", SecretText("battery staple")}));
  EXPECT_TRUE(remote.user_disable("ada"));
  EXPECT_EQ(remote.user_delete("ada"), 3U);
  EXPECT_THAT(recording_.calls,
              testing::ElementsAre("add ada a@example.org correct horse",
                                   "passwd ada battery staple", "disable ada", "remove ada"));

  recording_.calls.clear();
  recording_.job_page.jobs.resize(2);
  EXPECT_EQ(remote.jobs_list({"media", queue::MessageState::dead, ""})->jobs.size(), 2U);
  recording_.job.body = "the body";
  EXPECT_EQ(remote.jobs_show("1")->body, "the body");
  EXPECT_EQ(remote.jobs_retry("1"), "media");
  EXPECT_EQ(remote.jobs_redrive("media"), 3U);
  EXPECT_TRUE(remote.jobs_pause("events"));
  EXPECT_THAT(recording_.calls, testing::ElementsAre("list media dead after ", "show 1", "retry 1",
                                                     "redrive media", "pause events"));

  recording_.rebuild_report.sent = 7;
  EXPECT_EQ(remote.media_rebuild({.dry_run = true})->sent, 7U);
  ASSERT_EQ(recording_.rebuild_requests.size(), 1U);
  EXPECT_TRUE(recording_.rebuild_requests[0].dry_run);
}

TEST_F(ControlServerTest, CarriesOutSeveralCommandsOfOneConnection) {
  const auto server = start(path_);
  const auto connection = connect_unix(path_);
  ASSERT_TRUE(connection);
  std::string buffer;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(write_all(*connection, "{\"command\":\"user_disable\",\"user\":\"ada\"}\n"));
    const auto line = read_line(*connection, buffer, kMaxControlReplyBytes);
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_EQ(*line, R"({"ok":true})");
  }
  EXPECT_THAT(recording_.calls, testing::ElementsAre("disable ada", "disable ada", "disable ada"));
}

// Commands may take turns: none holds the server between its requests.
TEST_F(ControlServerTest, IsHeldByNobodyBetweenRequests) {
  const auto server = start(path_);
  const Operations one = connect(path_);
  const Operations two = connect(path_);
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(one.user_list(""));
    EXPECT_TRUE(two.user_list(""));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4))
      << "a silent connection is waited for 5 s";
}

TEST_F(ControlServerTest, IsUnavailableToAllPartsWhenItIsGone) {
  EXPECT_EQ(connect(path_).jobs_redrive("media").error().code, ErrorCode::unavailable);
  EXPECT_EQ(connect(path_).media_rebuild({}).error().code, ErrorCode::unavailable);
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
  const auto found = ControlClient(path_).check();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::unavailable);
}

TEST_F(ControlServerTest, ReplacesASocketThatACrashLeft) {
  std::ofstream(path_) << "left over";
  const auto server = start(path_);
  EXPECT_TRUE(ControlClient(path_).check());
}

TEST_F(ControlServerTest, WorksInAFolderWithALongName) {
  const auto folder = temporary_.path() / std::string(200, 'd');
  std::filesystem::create_directory(folder);
  const auto server = start(folder / "control.sock");
  EXPECT_TRUE(connect(folder / "control.sock").user_enable("ada"));
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
    if (!ControlClient(path_).check()) ::_exit(2);
    ::_exit(connect(path_).user_disable("ada") ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(recording_.calls.empty());
}

TEST_F(ControlServerTest, ClosesAConnectionThatSendsTooMuchAndServesTheNext) {
  const auto server = start(path_);
  auto flood = connect_unix(path_);
  ASSERT_TRUE(flood);
  const std::string much(4 * kMaxControlRequestBytes, 'x');
  (void)write_all(*flood, much);
  std::string buffer;
  EXPECT_FALSE(read_line(*flood, buffer, kMaxControlReplyBytes));
  EXPECT_TRUE(connect(path_).user_disable("ada"));
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
