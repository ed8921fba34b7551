// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/document.hpp"

#include <optional>

namespace audmg::lambda {

/// Which kind of API Gateway an event is from, and so which form its answer has.
enum class GatewayFormat {
  rest,  ///< REST API, and HTTP API with payload format 1.0
  http,  ///< HTTP API with payload format 2.0
};

/// A proxy event as a request (API Gateway developer guide, "Lambda proxy integrations" and
/// "Working with AWS Lambda proxy integrations for HTTP APIs").
struct HttpEvent {
  GatewayFormat format = GatewayFormat::rest;
  /// The path is the route's: without stage and base path. The body is decoded. The request id is
  /// the gateway's, "" when that is none we would log. The principal is the authorizer's.
  http::Request request;
  /// What the client did wrong, to be answered instead of calling a function.
  std::optional<http::Problem> refusal;
};

/// Errors: invalid_argument (no event of API Gateway: that is no fault of a client).
[[nodiscard]] Result<HttpEvent> read_http_event(const json::Value& event);

}  // namespace audmg::lambda
