// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::deflate {

/// Decompresses a zlib stream (RFC 1950); bytes behind it are ignored. At most `max_bytes`, and
/// little more memory, are used, whatever the stream claims. Errors: too_large (it has more than
/// `max_bytes`), invalid_argument (damaged or cut), internal (no memory).
[[nodiscard]] Result<std::string> inflate_zlib(std::string_view stream, std::size_t max_bytes);

}  // namespace audmg::deflate
