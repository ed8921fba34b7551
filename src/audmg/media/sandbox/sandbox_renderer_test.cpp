// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/sandbox_renderer.hpp"

#include "audmg/lib/seccomp/filter.hpp"
#include "audmg/media/sandbox/child/landlock.hpp"
#include "audmg/media/sandbox/child/sanitizers.hpp"
#include "audmg/media/sandbox/zygote_keeper.hpp"
#include "sandbox/process_list.hpp"
#include "testbeds/sandbox_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <random>
#include <span>
#include <thread>
#include <vector>

namespace audmg::media::sandbox {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(SandboxRendererTest, RunsManyJobsFromManyThreads) {
  SandboxTestbed bed(3);
  const std::string picture = read_fixture("allowed/lossy.webp");
  std::atomic<int> made = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int job = 0; job < 10; ++job) made += bed.run("copy small", picture) ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(made, 80);
}

TEST(SandboxRendererTest, LeavesNoProcessNoDescriptorAndNoFile) {
  SandboxTestbed bed;
  ASSERT_EQ(bed.say("nothing"), "rendered");
  const auto descriptors = open_descriptors();
  for (int i = 0; i < 50; ++i) {
    for (const char* order : {"nothing", "crash", "flood", "song_facts", "socket"}) {
      (void)bed.say(order);
    }
  }
  EXPECT_EQ(open_descriptors(), descriptors);
  EXPECT_EQ(children_of(::getpid()), std::vector{bed.renderer().zygote()});
  EXPECT_TRUE(eventually([&] { return children_of(bed.renderer().zygote()).empty(); }));
  EXPECT_TRUE(std::filesystem::is_empty(bed.folder()));
}

TEST(SandboxRendererTest, SurvivesKillsAtRandom) {
  SandboxTestbed bed(2);
  ASSERT_EQ(bed.say("nothing"), "rendered");
  const auto descriptors = open_descriptors();
  std::atomic<int> rendered = 0;
  std::atomic<int> failed = 0;
  std::atomic<int> kills = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          const auto outcome = bed.run("nap 20");
          if (!outcome) {
            EXPECT_TRUE(outcome.error().retryable) << outcome.error().message;
          }
          ++(outcome ? rendered : failed);
        }
      });
    }
    std::mt19937 random(20261125);  // NOLINT: the same kills each time
    for (const auto end = std::chrono::steady_clock::now() + 4s;
         std::chrono::steady_clock::now() < end;) {
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 60));
      pid_t victim = bed.renderer().zygote();
      const auto jobs = victim > 0 ? children_of(victim) : std::vector<pid_t>{};
      if (random() % 4 != 0 && !jobs.empty()) victim = jobs[random() % jobs.size()];
      if (victim > 0 && ::kill(victim, SIGKILL) == 0) ++kills;
    }
  }
  std::printf("%d kills: %d rendered, %d failed\n", kills.load(), rendered.load(), failed.load());
  EXPECT_GT(kills, 20);
  EXPECT_GT(failed, 0);
  EXPECT_TRUE(eventually([&] { return bed.say("nothing") == "rendered"; }));
  EXPECT_EQ(open_descriptors(), descriptors);
  EXPECT_EQ(children_of(::getpid()), std::vector{bed.renderer().zygote()});
  EXPECT_TRUE(eventually([&] { return children_of(bed.renderer().zygote()).empty(); }));
}

TEST(SandboxRendererTest, ReplacesAZygoteThatDoesNotReact) {
  SandboxTestbed bed;
  ASSERT_EQ(bed.say("nothing"), "rendered");
  bed.limits().max_wall = 1s;
  const pid_t stuck = bed.renderer().zygote();
  ASSERT_EQ(::kill(stuck, SIGSTOP), 0);
  EXPECT_EQ(bed.say("nothing"), "unavailable: The decoders did not react.");
  EXPECT_TRUE(eventually([&] { return !is_running(stuck); }));
  EXPECT_EQ(bed.say("nothing"), "rendered");
}

TEST(SandboxRendererTest, EndsWithTheServer) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t server = ::fork();
  if (server == 0) {
    SandboxTestbed bed;
    (void)bed.say("nothing");
    const pid_t zygote = bed.renderer().zygote();
    (void)!::write(pipe[1], &zygote, sizeof(zygote));
    (void)bed.say("sleep");
    ::_exit(1);
  }
  pid_t zygote = -1;
  ASSERT_EQ(::read(pipe[0], &zygote, sizeof(zygote)), static_cast<ssize_t>(sizeof(zygote)));
  ASSERT_TRUE(eventually([&] { return !children_of(zygote).empty(); }));
  const pid_t job = children_of(zygote).front();
  // A stopped zygote cannot see that the server is gone: the kernel has to end it.
  ::kill(zygote, SIGSTOP);
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
  EXPECT_TRUE(eventually([&] { return !is_running(zygote) && !is_running(job); }));
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(SandboxRendererTest, StartsWithoutItsProgramAndSaysWhy) {
  telemetry::RecordingLogger logger;
  TemporaryFolder folder;
  for (const char* program : {"/no/such/program", "/bin/true", "/etc/passwd"}) {
    const auto renderer =
        make_sandbox_renderer({.program = {{}, program}, .scratch_folder = folder.path()}, logger);
    const Descriptor input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const auto rendered = renderer->render(
        {.input = input.get(), .content_type = "image/jpeg", .plan = default_plan(), .limits = {}},
        {});
    ASSERT_FALSE(rendered.has_value());
    EXPECT_EQ(rendered.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(rendered.error().retryable);
    EXPECT_THAT(rendered.error().message, HasSubstr("No decoder is running"));
  }
  EXPECT_TRUE(logger.has("decoders_not_started"));
  EXPECT_THAT(logger.text(), HasSubstr("No such file or directory"));
  EXPECT_THAT(logger.text(), HasSubstr("exit code 0"));
}

TEST(SandboxRendererTest, BeginsNoJobWhenTheDiskHasTooLittleRoom) {
  telemetry::RecordingLogger logger;
  TemporaryFolder folder;
  const auto renderer = make_sandbox_renderer({.program = {{}, AUDMG_EVIL_DECODER},
                                               .scratch_folder = folder.path(),
                                               .min_free_bytes = std::uint64_t{1} << 62U},
                                              logger);
  const Descriptor input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto rendered = renderer->render(
      {.input = input.get(), .content_type = "image/jpeg", .plan = default_plan(), .limits = {}},
      {});
  ASSERT_FALSE(rendered.has_value());
  EXPECT_EQ(rendered.error().code, ErrorCode::out_of_space);
  EXPECT_TRUE(rendered.error().retryable);
}

TEST(SandboxRendererTest, StartsFromMemory) {
  std::ifstream file(AUDMG_EVIL_DECODER, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto protection = try_program({std::as_bytes(std::span(bytes)), "/no/such/program"});
  ASSERT_TRUE(protection.has_value()) << protection.error().message;
  EXPECT_TRUE(is_enough(*protection));
}

TEST(SandboxRendererTest, StopsWaitingForATurn) {
  SandboxTestbed bed(1);
  std::stop_source stop_first;
  std::jthread first([&] { (void)bed.run("sleep", "", stop_first.get_token()); });
  std::this_thread::sleep_for(50ms);
  std::stop_source stop_second;
  std::jthread later([&] {
    std::this_thread::sleep_for(50ms);
    stop_second.request_stop();
  });
  EXPECT_FALSE(bed.run("nothing", "", stop_second.get_token()).has_value());
  stop_first.request_stop();
}

/// Simulates a container or kernel that lacks these system calls.
void refuse(std::initializer_list<const char*> calls, int error) {
  std::vector<seccomp::Rule> rules;
  for (const char* call : calls) {
    rules.push_back({.call = call, .action = seccomp::Action::refuse, .error_number = error});
  }
  const auto filter = seccomp::Filter::compile(rules, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (!filter || !filter->install()) ::_exit(100);
}

bool confines(SandboxTestbed& bed) {
  return bed.say("nothing") == "rendered" && bed.say("socket") == "errno 1" &&
         bed.say("open /etc/passwd") == "errno 1" && bed.say("fork") == "errno 1" &&
         bed.say("kill 1") == "internal: The decoder crashed." &&
         bed.say("descriptors").size() == 10 && bed.say("nothing") == "rendered";
}

TEST(SandboxRendererTest, GoesOnWithoutNamespaces) {
  EXPECT_EQ(in_child([] {
              refuse({"unshare", "mount", "pivot_root"}, EPERM);
              SandboxTestbed bed;
              if (!confines(bed)) return 1;
              return bed.logger().text().find("network namespace, mount namespace") !=
                             std::string::npos
                         ? 0
                         : 2;
            }),
            0);
}

TEST(SandboxRendererTest, GoesOnWithoutLandlock) {
  EXPECT_EQ(in_child([] {
              refuse({"landlock_create_ruleset"}, ENOSYS);
              SandboxTestbed bed;
              if (!confines(bed)) return 1;
              return bed.logger().text().find("Landlock") != std::string::npos ? 0 : 2;
            }),
            0);
}

TEST(SandboxRendererTest, GoesOnWithoutAFilterAndStillOpensNothing) {
  EXPECT_EQ(in_child([] {
              refuse({"seccomp"}, ENOSYS);
              SandboxTestbed bed;
              if (bed.say("nothing") != "rendered") return 1;
              if (bed.say("open /etc/passwd") != "errno 2") return 2;  // ENOENT: an empty root
              if (bed.say("connect") == "worked") return 3;
              const std::string threads = bed.say("thread_bomb");
              // ThreadSanitizer has one of its own.
              return threads == "63 threads" || threads == "62 threads" ? 0 : 4;
            }),
            0);
}

TEST(SandboxRendererTest, GoesOnWithLandlockAlone) {
  if (landlock_abi() == 0) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(in_child([] {
              refuse({"seccomp", "unshare", "mount", "pivot_root"}, ENOSYS);
              SandboxTestbed bed;
              if (bed.say("nothing") != "rendered") return 1;
              return bed.say("open /etc/passwd") == "errno 13" ? 0 : 2;  // EACCES
            }),
            0);
}

TEST(SandboxRendererTest, WorksForAUserWithoutRights) {
  if (::geteuid() != 0) GTEST_SKIP() << "the other tests have run as such a user";
  constexpr int kNotReadable = 77;
  const int code = in_child([] {
    constexpr uid_t kNobody = 65534;
    if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0) return 100;
    if (::access(AUDMG_EVIL_DECODER, X_OK) != 0) return kNotReadable;
    SandboxTestbed bed;
    return confines(bed) ? 0 : 1;
  });
  if (code == kNotReadable) GTEST_SKIP() << "the build folder is closed to other users";
  EXPECT_EQ(code, 0);
}

TEST(SandboxRendererTest, IsQuickAndDoesNotGrow) {
  SandboxTestbed bed;
  for (int i = 0; i < 50; ++i) ASSERT_EQ(bed.say("nothing"), "rendered");
  const long before = resident_kib();
  constexpr int kJobs = 1000;
  std::vector<std::chrono::microseconds> times;
  for (int i = 0; i < kJobs; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_TRUE(bed.run("nothing").has_value());
    times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin));
  }
  std::ranges::sort(times);
  const long grown = resident_kib() - before;
  std::printf("an empty job: p50 %.2f ms, p99 %.2f ms; %d jobs: %+ld KiB\n",
              static_cast<double>(times[kJobs / 2].count()) / 1000,
              static_cast<double>(times[kJobs * 99 / 100].count()) / 1000, kJobs, grown);
  EXPECT_LT(times[kJobs / 2], 100ms);
  // In KiB. AddressSanitizer keeps what was freed for a while.
  constexpr long kMaxGrowth = kSanitized ? 65536 : 4096;
  EXPECT_LT(grown, kMaxGrowth);
}

}  // namespace
}  // namespace audmg::media::sandbox
