// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/system_calls.hpp"

#include "audmg/media/sandbox/child/sanitizers.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <vector>

namespace audmg::media::sandbox {
namespace {

using seccomp::Action;
using seccomp::Rule;

constexpr std::uint64_t kAllBits = ~std::uint64_t{0};
constexpr std::uint64_t kInt = 0xffffffff;

constexpr std::array kAllowed = std::to_array<std::string_view>({
    // descriptors that are open
    "close",
    "dup",
    "fadvise64",
    "fallocate",
    "fstat",
    "ftruncate",
    "lseek",
    "poll",
    "ppoll",  // poll() of arm64
    "pread64",
    "preadv",
    "pwrite64",
    "pwritev",
    "read",
    "readv",
    "write",
    "writev",
    // memory
    "brk",
    "madvise",
    "mremap",
    "munmap",
    // threads
    "exit",
    "exit_group",
    "futex",
    "getcpu",
    "membarrier",
    "restart_syscall",
    "rseq",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sched_getaffinity",
    "sched_yield",
    "set_robust_list",
    "sigaltstack",
    // time
    "clock_getres",
    "clock_gettime",
    "clock_nanosleep",
    "gettimeofday",
    "nanosleep",
    "time",
    "times",
    // questions about itself
    "getegid",
    "geteuid",
    "getgid",
    "getpid",
    "getrandom",
    "getrlimit",
    "getrusage",
    "gettid",
    "getuid",
    "sysinfo",
});

/// System calls that exploits need and decoders do not.
constexpr std::array kKilled = std::to_array<std::string_view>({
    "acct",
    "add_key",
    "bpf",
    "chroot",
    "clock_settime",
    "delete_module",
    "execve",
    "execveat",
    "finit_module",
    "fsconfig",
    "fsmount",
    "fsopen",
    "init_module",
    "io_uring_enter",
    "io_uring_register",
    "io_uring_setup",
    "ioperm",
    "iopl",
    "kcmp",
    "kexec_file_load",
    "kexec_load",
    "keyctl",
    "kill",
    "modify_ldt",
    "mount",
    "move_mount",
    "name_to_handle_at",
    "open_by_handle_at",
    "open_tree",
    "perf_event_open",
    "personality",
    "pidfd_getfd",
    "pidfd_open",
    "pidfd_send_signal",
    "pivot_root",
    "process_madvise",
    "process_vm_readv",
    "process_vm_writev",
    "ptrace",
    "reboot",
    "request_key",
    "setns",
    "settimeofday",
    "swapoff",
    "swapon",
    "umount2",
    "unshare",
    "userfaultfd",
});

std::vector<Rule> narrow_rules() {
  constexpr std::uint64_t kThread = CLONE_VM | CLONE_THREAD;
  constexpr std::uint64_t kNamespaces = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
                                        CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWCGROUP;
  std::vector<Rule> rules{
      {.call = "mmap", .argument = 2, .mask = PROT_EXEC},
      {.call = "mprotect", .argument = 2, .mask = PROT_EXEC},
      // A new thread, never a new process.
      {.call = "clone", .mask = kThread | kNamespaces, .value = kThread},
      // Its flags are in memory, where no filter sees them; glibc then takes clone.
      {.call = "clone3", .action = Action::refuse, .error_number = ENOSYS},
      // fstat() of glibc 2.33 and newer.
      {.call = "newfstatat", .argument = 3, .mask = AT_EMPTY_PATH, .value = AT_EMPTY_PATH},
      // Asks only: the new limit is a null pointer.
      {.call = "prlimit64", .argument = 2, .mask = kAllBits},
      {.call = "prctl", .mask = kInt, .value = PR_SET_NAME},
  };
  for (const int command : {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL}) {
    rules.push_back({.call = "fcntl",
                     .argument = 1,
                     .mask = kInt,
                     .value = static_cast<std::uint64_t>(command)});
  }
  // UndefinedBehaviorSanitizer tries by a pipe whether it can read the object of a virtual call.
  if (kSanitized) rules.push_back({.call = "pipe2"});
  return rules;
}

}  // namespace

Result<seccomp::Filter> compile_job_filter() {
  std::vector<Rule> rules = narrow_rules();
  for (const std::string_view call : kAllowed) rules.push_back({.call = call});
  for (const std::string_view call : kKilled) {
    rules.push_back({.call = call, .action = Action::kill});
  }
  return seccomp::Filter::compile(rules, EPERM);
}

}  // namespace audmg::media::sandbox
