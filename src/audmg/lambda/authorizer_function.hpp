// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"

namespace audmg::lambda {

/// API Gateway's authorizer: identifies the holder of a token. A token that is not valid fails the
/// invocation with the message "Unauthorized", which a REST API turns into 401, so that clients
/// refresh; an HTTP API receives isAuthorized: false and responds with 403.
class AuthorizerFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  explicit AuthorizerFunction(Deployment& deployment) : deployment_(deployment) {}

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  Deployment& deployment_;
};

}  // namespace audmg::lambda
