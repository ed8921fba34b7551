// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/storage/object_store.hpp"

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

std::string why_no_uploads(const Error& error) {
  std::string text = "Uploads cannot be taken: ";
  if (error.code == ErrorCode::out_of_space) return text.append("the disk is full.");
  if (error.retryable) return text.append("the server is short of file descriptors or memory.");
  return text.append("the object store takes no writes.");
}

}  // namespace

Response readyz(const http::Request&, const HealthServices& services) {
  if (services.readiness.draining) return refuse(not_ready("The server is shutting down."));
  if (const auto writable = services.objects.check_writable(); !writable) {
    return refuse(not_ready(why_no_uploads(writable.error())));
  }
  // Nobody has this id; what counts is that the database answers.
  if (!services.users.find_user(UserId::make(services.clock.now()))) {
    return refuse(not_ready("The database does not answer."));
  }
  if (!services.readiness.database_takes_writes()) {
    return refuse(not_ready(
        "Uploads cannot be taken: the database takes no writes until the server is restarted."));
  }
  return http::json_response(200, R"({"status":"ok"})");
}

}  // namespace audmg::functions
