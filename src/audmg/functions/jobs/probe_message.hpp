// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the message by which `audmg doctor` tries a queue. It asks for no work: workers of every
/// queue are done with it at once. `id` tells it from others and needs no JSON escapes.
[[nodiscard]] std::string write_probe_message(std::string_view id);
[[nodiscard]] bool is_probe_message(std::string_view body) noexcept;

}  // namespace audmg::functions
