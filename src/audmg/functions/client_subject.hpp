// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the text under which a client's address is counted: an IPv4 address as it is (also when
/// written as an IPv4-mapped IPv6 address), an IPv6 address by its /64, the usual allocation to one
/// customer. Any other text is its own subject.
[[nodiscard]] std::string client_subject(std::string_view address);

}  // namespace audmg::functions
