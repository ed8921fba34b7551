// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <chrono>

namespace audmg::functions {

/// For how long to sign a link that must be good for `least`: up to an eighth longer, so that links
/// to the same object end at the same moment, and are equal, for a while. So a browser that comes
/// again finds in its cache what it has seen. Never longer than a URL may live.
[[nodiscard]] std::chrono::seconds link_lifetime(std::chrono::seconds least, TimePoint now);

}  // namespace audmg::functions
