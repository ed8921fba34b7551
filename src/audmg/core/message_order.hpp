// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg {

/// Urgency of a message. While more urgent messages wait, the others get a small share of the work,
/// but never none.
enum class Priority : std::uint8_t {
  normal,
  low,         ///< takes long, so that shorter work goes first: a sixteenth of the share
  background,  ///< nobody waits for it: a 256th of the share
};

inline constexpr std::uint32_t kMaxMessageCost = 1U << 20;

/// Decides which of the waiting messages a queue hands out next.
struct MessageOrder {
  Priority priority = Priority::normal;
  /// The work that the message causes, relative to others of its queue: 1..kMaxMessageCost. Small
  /// work goes before large work.
  std::uint32_t cost = 1;

  [[nodiscard]] bool operator==(const MessageOrder&) const = default;
};

}  // namespace audmg
