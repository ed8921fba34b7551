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

/// One Lambda function that serves routes, by the name that it has in _HANDLER.
struct HttpHandler {
  std::string_view name;
  /// Functions of the route table (functions/routes.cpp).
  std::span<const std::string_view> functions;
};

/// Which Lambda function serves which routes. Together they serve each route once: routes that need
/// the same rights share a function, so that few of them are cold.
[[nodiscard]] std::span<const HttpHandler> http_handlers() noexcept;

/// The name of the authorizer's handler, as the project has had it from the beginning.
inline constexpr std::string_view kAuthorizerHandler = "authValidator";
/// Clears away: sweep_function.hpp.
inline constexpr std::string_view kSweepHandler = "sweep";
/// Serves all routes, for deployments with one function behind a proxy resource.
inline constexpr std::string_view kAllRoutesHandler = "api";

/// The function for a value of _HANDLER: a name of http_handlers(), kAllRoutesHandler,
/// kAuthorizerHandler, kSweepHandler, or a function of functions/jobs/job_routes.cpp. Null: there
/// is none of that name. Precondition: missing_service() names nothing. `deployment` must outlive
/// the result.
[[nodiscard]] std::unique_ptr<Function> make_function(std::string_view handler,
                                                      Deployment& deployment);
/// Whether make_function() would know it.
[[nodiscard]] bool is_handler(std::string_view handler) noexcept;
/// Returns what the handler cannot do without and the deployment does not have, in words for an
/// operator; "" when it has everything. A function with something missing must not be made.
[[nodiscard]] std::string_view missing_service(std::string_view handler,
                                               const Deployment& deployment) noexcept;

}  // namespace audmg::lambda
