// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/step.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

http::Problem not_ready(std::string message) {
  constexpr int kRetrySeconds = 2;
  return {.status = 503,
          .code = "not_ready",
          .message = std::move(message),
          .retry_after_seconds = kRetrySeconds};
}

Step<http::Response> look(Services& services) {
  if (services.draining) return stop(not_ready("The server is shutting down."));
  if (!services.objects.check_writable()) {
    return stop(not_ready("The object store takes no writes."));
  }
  // Nobody has this id; what counts is that the database answers.
  if (!services.users.find_user(UserId::make(services.clock.now()))) {
    return stop(not_ready("The database does not answer."));
  }
  return http::json_response(200, R"({"status":"ok"})");
}

}  // namespace

Result<http::Response> readyz(const http::Request& request, Services& services) {
  return answer(request, look(services));
}

}  // namespace audmg::functions
