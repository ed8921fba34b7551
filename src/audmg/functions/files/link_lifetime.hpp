// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <chrono>

namespace audmg::functions {

/// Returns for how long to sign a link that must be good for `least`: up to an eighth longer, so
/// that for a while all links to the same object expire at the same moment, and are equal. A
/// browser that comes back then finds the object in its cache. Never longer than a URL may live.
[[nodiscard]] std::chrono::seconds link_lifetime(std::chrono::seconds least, TimePoint now);

}  // namespace audmg::functions
