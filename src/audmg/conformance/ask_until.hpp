// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/drive_api.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <functional>

namespace audmg::conformance {

/// Time after which a change must be seen in lists and searches: several servers, and the indexes
/// of DynamoDB, learn of it a moment later.
inline constexpr std::chrono::seconds kListingTime{30};

/// Repeats a request until the reply is as wanted, or the time is over, and returns the last reply.
/// Errors: those of DriveApi::send(); unavailable when the run is to stop.
[[nodiscard]] Result<Reply> ask_until(DriveApi& api, const Call& call, std::chrono::seconds time,
                                      const std::function<bool(const Reply&)>& is_wanted);

}  // namespace audmg::conformance
