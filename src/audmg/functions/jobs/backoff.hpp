// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstdint>

namespace audmg::functions {

inline constexpr std::chrono::milliseconds kFirstBackoff{2'000};
inline constexpr std::chrono::milliseconds kMaxBackoff{5 * 60'000};

/// Returns the delay of a message after its `attempt`th failure (counted from 1). It doubles with
/// each attempt up to kMaxBackoff, and a random factor between one half and one keeps messages that
/// failed together from returning together. `random` must be uniformly distributed.
[[nodiscard]] std::chrono::milliseconds backoff(std::uint32_t attempt,
                                                std::uint64_t random) noexcept;

inline constexpr std::chrono::milliseconds kMaxAlarmBackoff{3 * 3'600'000};

/// Returns the delay of an alarm after its `attempt`th failure: it grows thirtyfold with each, from
/// kFirstBackoff to kMaxAlarmBackoff, so that the few attempts last longer than an outage of the
/// network; spread as backoff().
[[nodiscard]] std::chrono::milliseconds alarm_backoff(std::uint32_t attempt,
                                                      std::uint64_t random) noexcept;

inline constexpr std::chrono::milliseconds kMaxShortageWait{60'000};

/// Returns the delay of a message that could not be processed for lack of memory, threads,
/// descriptors or a store. Such a receive is not counted, so the delay grows with the time since
/// the message was sent: half of that time, from kFirstBackoff to kMaxShortageWait, multiplied by a
/// random factor between one half and one. `random` must be uniformly distributed.
[[nodiscard]] std::chrono::milliseconds shortage_wait(std::chrono::milliseconds since_sent,
                                                      std::uint64_t random) noexcept;

}  // namespace audmg::functions
