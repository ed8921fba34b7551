// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/child/namespaces.hpp"

#include "audmg/core/descriptor.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {
namespace {

/// The id of "nobody", even where the system does not have that name.
constexpr id_t kOtherUser = 65534;

bool write_file(const char* path, std::string_view text) {
  const Descriptor file(::open(path, O_WRONLY | O_CLOEXEC));
  return file.is_open() &&
         ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

bool set_user(id_t user) {
  return ::setgroups(0, nullptr) == 0 && ::setresgid(user, user, user) == 0 &&
         ::setresuid(user, user, user) == 0;
}

/// Returns whether a process of that user may make namespaces. Tests it in a child, because a
/// process cannot return to a user that it has left.
bool other_user_may_unshare() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(set_user(kOtherUser) && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 ? 0 : 1);
  }
  int status = 1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return child > 0 && status == 0;
}

/// Users of the namespace are mapped to themselves, because a job makes another namespace inside,
/// which requires that.
void map_user(uid_t user, gid_t group) {
  // /proc/self belongs to root while the process is not dumpable (proc(5)).
  ::prctl(PR_SET_DUMPABLE, 1);
  const std::string users = std::to_string(user) + " " + std::to_string(user) + " 1";
  const std::string groups = std::to_string(group) + " " + std::to_string(group) + " 1";
  (void)write_file("/proc/self/setgroups", "deny");
  (void)write_file("/proc/self/uid_map", users);
  (void)write_file("/proc/self/gid_map", groups);
  ::prctl(PR_SET_DUMPABLE, 0);
}

bool make_empty_root() {
  // The mount covers a folder that exists everywhere; only this namespace sees it.
  constexpr const char* kPlace = "/usr";
  constexpr unsigned long kFlags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("none", kPlace, "tmpfs", kFlags, "size=4k,nr_inodes=2,mode=555") != 0 ||
      ::chdir(kPlace) != 0) {
    return false;
  }
  // pivot_root(2): with both arguments ".", the old root lies over the new one and is detached.
  return ::syscall(SYS_pivot_root, ".", ".") == 0 && ::umount2(".", MNT_DETACH) == 0 &&
         ::chdir("/") == 0 &&
         ::mount(nullptr, "/", nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY | kFlags, nullptr) == 0;
}

}  // namespace

void Namespaces::become_other_user(Protection& protection) const {
  if (is_root_ && set_user(kOtherUser)) protection.set(Feature::other_user);
}

void Namespaces::enter(Protection& protection) {
  is_root_ = ::geteuid() == 0;
  // A server that is not root has nothing to give up: its user is the one that was meant.
  if (!is_root_) protection.set(Feature::other_user);
  if (is_root_ && other_user_may_unshare()) {
    become_other_user(protection);
    is_root_ = false;
  }
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (!is_root_ && ::unshare(CLONE_NEWUSER) == 0) {
    protection.set(Feature::user_namespace);
    map_user(user, group);
  }
  if (::unshare(CLONE_NEWNET) == 0) protection.set(Feature::network_namespace);
  if (::unshare(CLONE_NEWIPC) == 0) protection.set(Feature::ipc_namespace);
  if (::unshare(CLONE_NEWNS) == 0) protection.set(Feature::mount_namespace);
  (void)::unshare(CLONE_NEWUTS);
}

void Namespaces::leave_file_system(Protection& protection) {
  if (protection.has(Feature::mount_namespace)) {
    protection.set(Feature::mount_namespace, make_empty_root());
  }
}

pid_t Namespaces::fork_job() {
  // fork(2) has no flags, and clone(3) of glibc requires a stack. The other work of glibc's fork()
  // is for processes with threads.
  constexpr unsigned long kFlags = CLONE_NEWPID | SIGCHLD;
  const long child = ::syscall(SYS_clone, kFlags, nullptr, nullptr, nullptr, nullptr);
  forks_apart_ = child >= 0;
  return forks_apart_ ? static_cast<pid_t>(child) : ::fork();
}

void Namespaces::enter_job(Protection& protection) const {
  if (forks_apart_) protection.set(Feature::process_namespace);
  become_other_user(protection);
  // Threads are counted per user and user namespace (RLIMIT_NPROC): in its own namespace, a job's
  // count begins at 1.
  if (::unshare(CLONE_NEWUSER) == 0) protection.set(Feature::thread_limit);
}

}  // namespace audmg::media::sandbox
