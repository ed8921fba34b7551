// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/functions/services.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

inline constexpr std::chrono::minutes kChallengeLifetime{5};

/// The use of a challenge; one for another purpose is worthless.
enum class ChallengePurpose { registration, login };

/// Returns a fresh challenge, as bytes: 256 random bits and the time, signed, so that it need not
/// be stored. `holder`: the session that registers; empty for a log-in.
[[nodiscard]] std::string make_challenge(ChallengePurpose purpose, std::string_view holder,
                                         const AccountServices& services);

/// Returns the time when make_challenge() made it for this purpose and holder; nothing if it did
/// not, or too long ago.
[[nodiscard]] std::optional<TimePoint> challenge_time(ChallengePurpose purpose,
                                                      std::string_view holder,
                                                      std::string_view challenge,
                                                      const AccountServices& services);

}  // namespace audmg::functions
