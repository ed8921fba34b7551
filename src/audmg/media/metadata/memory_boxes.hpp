// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace audmg::media {

/// Returns the number in the first four bytes, big-endian. Precondition: there are four.
[[nodiscard]] std::uint32_t be32_of(std::span<const std::byte> bytes);

/// Returns the body of the first box of that type (ISO/IEC 14496-12 section 4.2) in a sequence of
/// boxes; empty when there is none before the first damaged box, or within 4096.
[[nodiscard]] std::span<const std::byte> find_memory_box(std::span<const std::byte> boxes,
                                                         std::string_view type);
/// Returns the body, behind the extended type, of the first `uuid` box with that extended type of
/// 16 bytes; empty as above.
[[nodiscard]] std::span<const std::byte> find_uuid_box(std::span<const std::byte> boxes,
                                                       std::string_view extended_type);

}  // namespace audmg::media
