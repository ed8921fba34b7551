// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string_view>

namespace audmg::identity {

/// Returns whether the password is one of the most frequent ones that zxcvbn knows, which are
/// embedded in this program: the first 8 bytes of the SHA-256 of each, in ascending order. Ignores
/// the case of ASCII letters. Thread-safe.
[[nodiscard]] bool is_blocked_password(std::string_view password);

/// Returns the number of passwords on the list.
[[nodiscard]] std::size_t blocked_password_count() noexcept;

}  // namespace audmg::identity
