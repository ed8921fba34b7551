// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/document.hpp"

#include <optional>
#include <string_view>

namespace audmg::lambda {

/// The kind of API Gateway that sent an event, which determines the form of the answer.
enum class GatewayFormat {
  rest,  ///< REST API, and HTTP API with payload format 1.0
  http,  ///< HTTP API with payload format 2.0
};

/// A proxy event as a request (API Gateway developer guide, "Lambda proxy integrations" and
/// "Working with AWS Lambda proxy integrations for HTTP APIs").
struct HttpEvent {
  GatewayFormat format = GatewayFormat::rest;
  /// The path is the route's, without stage and base path. The body is decoded. The request id is
  /// the gateway's, or "" when it is not fit to be logged. The principal is the authorizer's.
  http::Request request;
  /// The problem with a client's faulty request; it is the response, and no function is called.
  std::optional<http::Problem> refusal;
};

/// `edge_mark` is what the drive's own distribution sends in X-Audmg-Edge; "": there is none (see
/// EdgeFields). Errors: invalid_argument (not an event of API Gateway, which is not the client's
/// fault).
[[nodiscard]] Result<HttpEvent> read_http_event(const json::Value& event,
                                                std::string_view edge_mark = {});

}  // namespace audmg::lambda
