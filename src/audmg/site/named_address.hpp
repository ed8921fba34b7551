// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::site {

/// Returns the address at "localhost" for a page that a browser is about to open at 127.0.0.1 or
/// [::1]: browsers make passkeys for names only. Nothing for every other request, and where
/// `app_address` has another host than localhost.
[[nodiscard]] std::optional<std::string> named_address(const http::Request& request,
                                                       std::string_view app_address);

}  // namespace audmg::site
