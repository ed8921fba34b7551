// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/route.hpp"
#include "audmg/functions/router.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/http_event.hpp"
#include "audmg/lambda/invocation.hpp"

#include <string>
#include <vector>

namespace audmg::lambda {

/// Serves routes of the table behind API Gateway: what server/ does for a connection, done for an
/// event. Only what is no event of the gateway fails an invocation; all else is an HTTP answer.
class HttpFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  HttpFunction(std::vector<functions::Route> routes, Deployment& deployment);

  [[nodiscard]] Outcome handle(Invocation& invocation) override;

 private:
  struct Exchange;
  http::Response answer(Exchange& exchange);
  http::Response call(const functions::Route& route, Exchange& exchange);
  void record(const Exchange& exchange, const http::Response& response, std::size_t bytes_out);
  Outcome encode(Exchange& exchange, http::Response response);

  const std::vector<functions::Route> routes_;
  const functions::Router router_;
  Deployment& deployment_;
};

}  // namespace audmg::lambda
