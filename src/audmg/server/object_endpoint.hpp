// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/exchange.hpp"

namespace audmg::server {

inline constexpr std::string_view kObjectsPath = "/objects/";

/// The data plane: serves GET and HEAD of an object and PUT of a part, each with a signed URL.
/// Sends the response. Returns false when the connection is no longer usable.
[[nodiscard]] Task<bool> serve_object(Exchange& exchange);

}  // namespace audmg::server
