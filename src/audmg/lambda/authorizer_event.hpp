// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/request.hpp"
#include "audmg/lib/json/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::lambda {

/// A request from API Gateway to its authorizer ("Use API Gateway Lambda authorizers").
struct AuthorizerEvent {
  /// The form of the answer that API Gateway expects.
  enum class Answer {
    policy,  ///< REST API (TOKEN or REQUEST), HTTP API with payload format 1.0
    simple,  ///< HTTP API with payload format 2.0 and simple responses
  };
  Answer answer = Answer::policy;
  /// An Authorization field. A bare token, as the first clients sent it, has been given its scheme.
  std::string authorization;
  /// Covers every method of the API's stage: "arn:...:api/stage/*/*"; "" for a simple answer.
  std::string resource;
};

/// Errors: invalid_argument (not such an event).
[[nodiscard]] Result<AuthorizerEvent> read_authorizer_event(const json::Value& event);

/// Turns "arn:aws:execute-api:eu-central-1:123456789012:abc/dev/GET/files/1" into
/// "arn:aws:execute-api:eu-central-1:123456789012:abc/dev/*/*". API Gateway caches the policy by
/// token and applies it to every method, so a policy for only the requested method would forbid the
/// next one. Returns nullopt for text that is not such an ARN.
[[nodiscard]] std::optional<std::string> stage_resource(std::string_view method_arn);

/// Both answers identify the principal (authorizer_context.hpp).
[[nodiscard]] std::string write_policy(const http::Principal& principal, std::string_view resource);
[[nodiscard]] std::string write_simple_answer(const std::optional<http::Principal>& principal);

}  // namespace audmg::lambda
