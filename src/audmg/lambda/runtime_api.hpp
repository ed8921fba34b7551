// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lambda/http_channel.hpp"
#include "audmg/lambda/invocation.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace audmg::lambda {

/// Client of the Lambda Runtime API, version 2018-06-01 (AWS Lambda developer guide, "Using the
/// Lambda runtime API for custom runtimes"). Used by one thread.
///
/// Every error means that the process can no longer be used: `unavailable` (the API does not reply,
/// even after retries), `internal` (its reply violates the protocol).
class RuntimeApi {
 public:
  using Sleep = std::function<void(std::chrono::milliseconds)>;

  /// `channel` must outlive it. Tests may replace `sleep`.
  explicit RuntimeApi(HttpChannel& channel, Sleep sleep = {});

  /// Blocks until the next event; the process may be frozen for hours meanwhile.
  [[nodiscard]] Result<Invocation> next_invocation();

  /// The result of a post. In either case nothing else needs to be posted for the invocation.
  enum class Posted {
    taken,
    /// The API refused it: it is too large, or the invocation is no longer the current one.
    refused,
  };
  [[nodiscard]] Result<Posted> post_response(std::string_view request_id, std::string_view json);
  [[nodiscard]] Result<Posted> post_error(std::string_view request_id,
                                          const InvocationError& error);
  /// Reports that the process could not start. Call it once, instead of all other functions.
  [[nodiscard]] Result<Posted> post_init_error(const InvocationError& error);

 private:
  Result<Posted> post(const HttpCall& call);
  Result<HttpReply> exchange_with_retries(const HttpCall& call, bool& repeated);

  HttpChannel& channel_;
  const Sleep sleep_;
};

/// Returns {"errorMessage","errorType","stackTrace":[]}.
[[nodiscard]] std::string write_invocation_error(const InvocationError& error);

}  // namespace audmg::lambda
