// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/places/gazetteer.hpp"

#include <cstddef>
#include <span>

namespace audmg::places {

/// Returns the table of GeoNames' cities, which is embedded in this program.
[[nodiscard]] std::span<const std::byte> embedded_table() noexcept;

/// Returns the gazetteer of embedded_table(), which lives as long as the program. Thread-safe.
[[nodiscard]] const Gazetteer& embedded_gazetteer();

}  // namespace audmg::places
