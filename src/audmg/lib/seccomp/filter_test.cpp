// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/seccomp/filter.hpp"

#include <gtest/gtest.h>

#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace audmg::seccomp {
namespace {

// AddressSanitizer asks for the signal stack before every call that does not return.
void install(std::vector<Rule> rules, int default_error) {
  if (default_error != 0) rules.push_back({.call = "sigaltstack"});
  const auto filter = Filter::compile(rules, default_error);
  if (!filter) ::_exit(100);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (!filter->install()) ::_exit(101);
}

TEST(FilterDeathTest, RefusesWhatHasNoRule) {
  EXPECT_EXIT(
      {
        install({{.call = "exit_group"}, {.call = "getpid"}}, EPERM);
        ::_exit(::chdir("/") == -1 && errno == EPERM && ::getpid() > 0 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(FilterDeathTest, GivesARuleItsErrno) {
  EXPECT_EXIT(
      {
        install({{.call = "socket", .action = Action::refuse, .error_number = ENOSYS}}, 0);
        ::_exit(::socket(AF_UNIX, SOCK_STREAM, 0) == -1 && errno == ENOSYS ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(FilterDeathTest, Kills) {
  EXPECT_EXIT(
      {
        install({{.call = "socket", .action = Action::kill}}, 0);
        (void)::socket(AF_UNIX, SOCK_STREAM, 0);
      },
      testing::KilledBySignal(SIGSYS), "");
}

TEST(FilterDeathTest, ComparesAnArgumentUnderAMask) {
  EXPECT_EXIT(
      {
        install({{.call = "exit_group"},
                 {.call = "socket", .argument = 1, .mask = 0xff, .value = SOCK_STREAM}},
                EPERM);
        const bool allowed = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
        ::_exit(allowed && ::socket(AF_UNIX, SOCK_DGRAM, 0) == -1 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(Filter, SkipsCallsThatNoSystemKnows) {
  EXPECT_TRUE(Filter::compile({{.call = "no_such_call"}}, EPERM).has_value());
}

}  // namespace
}  // namespace audmg::seccomp
