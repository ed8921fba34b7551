// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <span>

namespace audmg::media {

/// Returns the file `audmg-media`, which is embedded in this program so that an installation is one
/// file. Empty in a build without decoders.
[[nodiscard]] std::span<const std::byte> embedded_program() noexcept;

}  // namespace audmg::media
