// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string_view>

namespace audmg::storage {

inline constexpr std::size_t kMaxObjectKeyBytes = 512;

/// Returns whether `key` is "/"-separated segments of [A-Za-z0-9._-], none empty, "." or "..", and
/// at most kMaxObjectKeyBytes long. Such a key is safe in a path, a URL and a log line as it is.
[[nodiscard]] bool is_object_key(std::string_view key) noexcept;

}  // namespace audmg::storage
