// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/seccomp/filter.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/sandbox/child/namespaces.hpp"
#include "audmg/media/sandbox/protection.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace audmg::media::sandbox {

/// Puts up all walls around the zygote and its jobs, in the order in which they are possible.
class Confinement {
 public:
  /// Call it before the program has loaded anything but itself.
  void confine_zygote();
  /// Call it when everything is loaded. Runs a trial job to find out which walls a job can have.
  void seal_zygote();

  [[nodiscard]] const Protection& protection() const noexcept { return protection_; }

  /// Returns 0 in the child, like fork(2).
  [[nodiscard]] pid_t fork_job() { return namespaces_.fork_job(); }

  /// In the child: closes every descriptor except `keep` and the standard ones, and puts up all
  /// walls. Errors: unavailable, when a wall that protection() promises cannot be put up; the child
  /// must then not touch anything untrusted.
  [[nodiscard]] Result<void> confine_job(const MediaLimits& limits,
                                         std::span<const int> keep) const;

 private:
  [[nodiscard]] Protection put_up_walls(const MediaLimits& limits) const;
  [[nodiscard]] Protection try_walls();

  Namespaces namespaces_;
  std::optional<seccomp::Filter> filter_;
  Protection protection_;
  /// Bytes of address space that every job has from the zygote.
  std::uint64_t own_addresses_ = 0;
  /// Only the zygote has its writing end: a job whose reading end hangs up has lost the zygote.
  Descriptor lifeline_;
  Descriptor lifeline_end_;
};

}  // namespace audmg::media::sandbox
