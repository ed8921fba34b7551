// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>

namespace audmg::lambda {

/// What the authorizer tells the functions behind it: who sent the request. One place writes and
/// reads it. All values are strings, because API Gateway makes strings of them in any case.
void write_authorizer_context(json::Writer& json, const http::Principal& principal);

/// From requestContext.authorizer (REST) or requestContext.authorizer.lambda (HTTP API), which only
/// API Gateway can have written. Nothing when a member is missing or is not what was written.
[[nodiscard]] std::optional<http::Principal> read_authorizer_context(const json::Value* context);

}  // namespace audmg::lambda
