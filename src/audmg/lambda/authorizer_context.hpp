// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>

namespace audmg::lambda {

/// Writes the authorizer's message to the functions behind it: who sent the request. All values are
/// strings, because API Gateway converts them to strings in any case.
void write_authorizer_context(json::Writer& json, const http::Principal& principal);

/// Reads the same from requestContext.authorizer (REST) or requestContext.authorizer.lambda (HTTP
/// API), which only API Gateway can have written. Returns nullopt when a member is missing or is
/// not as write_authorizer_context() writes it.
[[nodiscard]] std::optional<http::Principal> read_authorizer_context(const json::Value* context);

}  // namespace audmg::lambda
