// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

// Bounds that settings of several subjects have.
namespace audmg::config {

/// In seconds.
inline constexpr std::uint64_t kDay = 86'400;
/// S3's limit for one object, 50 TB.
inline constexpr std::uint64_t kMaxObjectBytes = 50'000'000'000'000;

}  // namespace audmg::config
