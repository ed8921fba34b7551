// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/http_event.hpp"
#include "audmg/lambda/invocation.hpp"

#include <cstddef>
#include <vector>

namespace audmg::lambda {

/// Serves routes of the table behind API Gateway: does for an event what server/ does for a
/// connection. Only an event that is not the gateway's fails an invocation; everything else becomes
/// an HTTP response.
class HttpFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  HttpFunction(std::vector<functions::Route> routes, Deployment& deployment);

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  [[nodiscard]] http::Response respond(dispatch::Call& call) const;
  [[nodiscard]] http::Response feed(dispatch::Call& call, functions::BodyConsumer& consumer,
                                    const std::string& body) const;
  /// Encodes the response with the common header fields; one that is too large becomes a problem.
  [[nodiscard]] std::string encode(const dispatch::Call& call, GatewayFormat format,
                                   http::Response& response) const;

  const std::vector<functions::Route> routes_;
  Deployment& deployment_;
  const dispatch::Dispatcher dispatcher_;
};

}  // namespace audmg::lambda
