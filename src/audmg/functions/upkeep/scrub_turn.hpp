// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Lease of the process that scrubs in the background, where several work on the same records.
inline constexpr std::string_view kScrubLease = "scrub";

/// A process's turn to scrub in the background. Ends by itself at the time that was asked for last.
/// Not thread-safe.
class ScrubTurn {
 public:
  /// `services` must outlive it.
  explicit ScrubTurn(const Services& services);

  /// Takes the turn, or keeps it longer; returns false while another process has it. Errors: those
  /// of the repository.
  [[nodiscard]] Result<bool> take_until(TimePoint end);
  /// Gives the turn up, if it is this process's. Errors: those of the repository.
  [[nodiscard]] Result<void> end();

 private:
  const Services services_;
  const std::string holder_;
};

}  // namespace audmg::functions
