// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/exchange.hpp"

namespace audmg::server {

inline constexpr std::string_view kObjectsPath = "/objects/";

/// The data plane: GET and HEAD of an object, PUT of a part, each by a signed URL. Sends the
/// answer. False: the connection is of no use any more.
[[nodiscard]] Task<bool> serve_object(Exchange& exchange);

}  // namespace audmg::server
