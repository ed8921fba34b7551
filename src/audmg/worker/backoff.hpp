// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstdint>

namespace audmg::worker {

inline constexpr std::chrono::milliseconds kFirstBackoff{2'000};
inline constexpr std::chrono::milliseconds kMaxBackoff{5 * 60'000};

/// How long a message waits after its `attempt`th failure (from 1): twice as long each time, up to
/// kMaxBackoff, of that a random part between one half and all, so that messages that failed
/// together do not come back together. `random`: any number, equally likely.
[[nodiscard]] std::chrono::milliseconds backoff(std::uint32_t attempt,
                                                std::uint64_t random) noexcept;

inline constexpr std::chrono::milliseconds kMaxShortageWait{60'000};

/// How long a message waits that could not be worked on because memory, threads, descriptors or a
/// store were lacking. Such a receive is not counted, so the wait grows with the time since the
/// message was sent: half of that, from kFirstBackoff to kMaxShortageWait, and of that a random
/// part between one half and all. `random`: any number, equally likely.
[[nodiscard]] std::chrono::milliseconds shortage_wait(std::chrono::milliseconds since_sent,
                                                      std::uint64_t random) noexcept;

}  // namespace audmg::worker
