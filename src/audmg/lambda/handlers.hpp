// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/job.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace audmg::lambda {

/// One Lambda function that serves routes. Its name is the value of _HANDLER.
struct HttpHandler {
  std::string_view name;
  /// Functions of the route table (functions/routes.cpp).
  std::span<const std::string_view> functions;
  /// True when a function checks or issues access tokens, or signs cursors with their secret.
  bool uses_token_secret = true;
};

/// Returns the Lambda functions and the routes they serve. Together they serve each route once.
/// Routes that need the same rights share a function, so that few functions start cold.
[[nodiscard]] std::span<const HttpHandler> http_handlers() noexcept;

/// Name of the authorizer's handler, unchanged since the project began.
inline constexpr std::string_view kAuthorizerHandler = "authValidator";
/// Name of the clean-up handler: sweep_function.hpp.
inline constexpr std::string_view kSweepHandler = "sweep";
/// Name of the handler that serves all routes, for deployments with one function behind a proxy
/// resource.
inline constexpr std::string_view kAllRoutesHandler = "api";

/// Makes the function for a value of _HANDLER: a name of http_handlers(), kAllRoutesHandler,
/// kAuthorizerHandler, kSweepHandler, or a function of functions/jobs/job_routes.cpp. Returns null
/// for any other name. Precondition: missing_service() returns "". `deployment` must outlive the
/// result.
[[nodiscard]] std::unique_ptr<Function> make_function(std::string_view handler,
                                                      Deployment& deployment);
/// Returns whether make_function() knows the name.
[[nodiscard]] bool is_handler(std::string_view handler) noexcept;
/// Returns whether the handler uses the secret of access tokens. The roles of all others forbid
/// them to read it. Precondition: is_handler(handler).
[[nodiscard]] bool uses_token_secret(std::string_view handler) noexcept;
/// Returns the service that the handler requires and the deployment lacks, described for an
/// operator; "" when none is missing. Do not make a function that lacks a service.
[[nodiscard]] std::string_view missing_service(std::string_view handler,
                                               const Deployment& deployment) noexcept;

}  // namespace audmg::lambda
