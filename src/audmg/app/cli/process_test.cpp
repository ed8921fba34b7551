// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/process.hpp"

#include <gtest/gtest.h>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace audmg::app {
namespace {

/// Runs `look` in a process of its own, whose state may be changed; its exit code.
template <class Look>
int in_a_child(Look look) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(look());
  int status = -1;
  if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

TEST(HardenProcess, LeavesNoCoreAndNoFileForOthers) {
  EXPECT_EQ(in_a_child([] {
              harden_process();
              rlimit core{1, 1};
              if (::getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_max != 0) return 1;
              return ::umask(0) == (S_IRWXG | S_IRWXO) ? 0 : 2;
            }),
            0);
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(HardenProcess, LetsNobodyLookIntoTheMemory) {
  EXPECT_EQ(in_a_child([] { return ::prctl(PR_GET_DUMPABLE); }), 1) << "else this shows nothing";
  EXPECT_EQ(in_a_child([] {
              harden_process();
              return ::prctl(PR_GET_DUMPABLE);
            }),
            0);
}
#endif

}  // namespace
}  // namespace audmg::app
