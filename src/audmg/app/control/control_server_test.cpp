// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/control_server.hpp"

#include "audmg/app/control/protocol.hpp"
#include "audmg/app/control/recording_accounts.hpp"
#include "audmg/app/control/remote_accounts.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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
    auto server = ControlServer::start(path, accounts_, logger_);
    if (!server) throw std::runtime_error(server.error().message);
    return std::move(*server);
  }
  TemporaryFolder temporary_;
  std::filesystem::path path_ = temporary_.path() / "control.sock";
  RecordingAccounts accounts_;
  SilentLogger logger_;
};

TEST_F(ControlServerTest, CarriesOutSeveralCommandsOfOneConnection) {
  const auto server = start(path_);
  auto remote = connect_remote_accounts(path_);
  ASSERT_TRUE(remote) << remote.error().message;
  EXPECT_EQ((*remote)->add({"ada", "a@example.org", "correct horse"}), "id of ada");
  EXPECT_TRUE((*remote)->set_password("ada", "battery staple"));
  EXPECT_TRUE((*remote)->set_disabled("ada", true));
  EXPECT_EQ((*remote)->remove("ada"), 3U);
  EXPECT_THAT(accounts_.calls,
              testing::ElementsAre("add ada a@example.org correct horse",
                                   "passwd ada battery staple", "disable ada", "remove ada"));
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
