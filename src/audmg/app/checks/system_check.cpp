// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/core/clock.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace audmg::app {
namespace {

/// This program is not older than that.
constexpr TimePoint kReleased{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
constexpr std::uint64_t kFewDescriptors = 4096;

Finding check_descriptors(const config::Settings& settings) {
  const std::string subject = "file descriptors";
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return {Verdict::warn, subject, "unknown", ""};
  const std::string text =
      fmt::format("{} allowed, {} connections wanted", limit.rlim_max, settings.max_connections);
  if (limit.rlim_max < kFewDescriptors || limit.rlim_max < settings.max_connections) {
    return {Verdict::warn, subject, text,
            "Raise the limit (ulimit -Hn, LimitNOFILE=): until then fewer connections are taken."};
  }
  return {Verdict::ok, subject, text, ""};
}

Finding check_kernel() {
  const std::string subject = "kernel";
  utsname name{};
  ::uname(&name);
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC | O_DIRECTORY;
  how.resolve = RESOLVE_BENEATH;
  const long folder = ::syscall(SYS_openat2, AT_FDCWD, ".", &how, sizeof(how));
  if (folder < 0 && errno == ENOSYS) {
    // The store then opens files folder by folder, which is as safe.
    return {Verdict::ok, subject,
            fmt::format("{} {}, openat2 is not there or forbidden", name.sysname, name.release),
            ""};
  }
  if (folder >= 0) ::close(static_cast<int>(folder));
  return {Verdict::ok, subject, fmt::format("{} {}", name.sysname, name.release), ""};
}

}  // namespace

std::vector<Finding> check_clock(TimePoint now) {
  const std::string subject = "clock";
  const std::string text = format_rfc3339(now);
  if (now < kReleased) {
    return {{Verdict::fail, subject, text + ": before this program was made",
             "Set the clock: tokens and links depend on it."}};
  }
  timex state{};
  if (::adjtimex(&state) == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return {{Verdict::warn, subject, text + ", not synchronised",
             "Run an NTP service: tokens and links depend on the time."}};
  }
  return {{Verdict::ok, subject, text + ", synchronised", ""}};
}

std::vector<Finding> check_limits(const config::Settings& settings) {
  return {check_descriptors(settings), check_kernel()};
}

}  // namespace audmg::app
