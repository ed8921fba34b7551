// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/aws/http_transport.hpp"

#include <cstdlib>
#include <string>

namespace audmg::app {

/// Sends requests with the X-Ray trace of the current invocation, as AWS's SDKs do in Lambda
/// ("Passing trace context between services", X-Ray developer guide). Elsewhere the variable is not
/// set, and nothing is added.
class TracedTransport final : public aws::HttpTransport {
 public:
  /// `inner` must outlive it.
  explicit TracedTransport(aws::HttpTransport& inner) : inner_(inner) {}

  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    const char* const trace_id = std::getenv("_X_AMZN_TRACE_ID");
    if (trace_id == nullptr || *trace_id == '\0') return inner_.send(request);
    curl::ClientRequest traced = request;
    traced.fields.push_back(std::string("X-Amzn-Trace-Id: ") + trace_id);
    return inner_.send(traced);
  }

 private:
  aws::HttpTransport& inner_;
};

}  // namespace audmg::app
