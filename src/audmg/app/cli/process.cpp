// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

// LeakSanitizer inspects its own process by ptrace, which the hardening forbids.
#if defined(__SANITIZE_ADDRESS__)
#define AUDMG_INSPECTED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AUDMG_INSPECTED 1
#endif
#endif

namespace audmg::app {

void harden_process() noexcept {
  ::umask(S_IRWXG | S_IRWXO);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#ifndef AUDMG_INSPECTED
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
  ::signal(SIGPIPE, SIG_IGN);
}

std::uint64_t raise_descriptor_limit() noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return limit.rlim_cur;
}

}  // namespace audmg::app
