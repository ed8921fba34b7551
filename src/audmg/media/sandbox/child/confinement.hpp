// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/seccomp/filter.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/sandbox/child/namespaces.hpp"
#include "audmg/media/sandbox/protection.hpp"

#include <optional>
#include <span>

namespace audmg::media::sandbox {

/// All walls around the zygote and its jobs, in the order in which they can be put up.
class Confinement {
 public:
  /// While the program has loaded nothing but itself.
  void confine_zygote();
  /// When everything is loaded. Finds out by a trial job which walls a job can have.
  void seal_zygote();

  [[nodiscard]] const Protection& protection() const noexcept { return protection_; }

  /// 0 in the child, as fork(2).
  [[nodiscard]] pid_t fork_job() { return namespaces_.fork_job(); }

  /// In the child: closes every descriptor but `keep` and the standard ones, and puts up all walls.
  /// Errors: unavailable, when one that protection() promises cannot be put up: then nothing
  /// untrusted may be touched.
  [[nodiscard]] Result<void> confine_job(const MediaLimits& limits,
                                         std::span<const int> keep) const;

 private:
  [[nodiscard]] Protection put_up_walls(const MediaLimits& limits) const;
  [[nodiscard]] Protection try_walls();

  Namespaces namespaces_;
  std::optional<seccomp::Filter> filter_;
  Protection protection_;
  /// Its writing end is only in the zygote: a job that can read its end has lost the zygote.
  Descriptor lifeline_;
  Descriptor lifeline_end_;
};

}  // namespace audmg::media::sandbox
