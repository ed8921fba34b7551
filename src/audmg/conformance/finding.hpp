// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::conformance {

enum class Outcome {
  held,
  differs,
  not_tried,  ///< the drive could not be asked: an earlier step failed, no reply, a rate limit
};

/// Result of one check.
struct Finding {
  Outcome outcome = Outcome::held;
  /// The reply, for people; of a check that was not tried, the reason.
  std::string came;
};

}  // namespace audmg::conformance
