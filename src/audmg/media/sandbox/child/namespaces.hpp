// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/sandbox/protection.hpp"

#include <sys/types.h>

namespace audmg::media::sandbox {

/// The namespaces of a zygote and of its jobs. Each step takes what the system allows, records it
/// in the Protection and continues without the rest. The process must have only one thread.
class Namespaces {
 public:
  /// Leaves the server's network, mounts and IPC, and also its user when that is root. Files stay
  /// readable until leave_file_system().
  void enter(Protection& protection);

  /// Makes an empty, read-only folder the root. Nothing can be loaded afterwards.
  void leave_file_system(Protection& protection);

  /// Calls fork(); where possible the child is the first process of its own process namespace.
  [[nodiscard]] pid_t fork_job();

  /// In the child: leaves the user for the job's own user namespace.
  void enter_job(Protection& protection) const;

 private:
  void become_other_user(Protection& protection) const;

  bool is_root_ = false;
  bool forks_apart_ = false;
};

}  // namespace audmg::media::sandbox
