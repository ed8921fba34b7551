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
/// All errors mean that the process is of no use any more: `unavailable` (the API does not answer,
/// also not after some tries), `internal` (it answers what it must not).
class RuntimeApi {
 public:
  using Sleep = std::function<void(std::chrono::milliseconds)>;

  /// `channel` must outlive it. `sleep` is for tests.
  explicit RuntimeApi(HttpChannel& channel, Sleep sleep = {});

  /// Waits for the next event; the process may be frozen for hours meanwhile.
  [[nodiscard]] Result<Invocation> next_invocation();

  /// What became of a post. Nothing else has to be posted for the invocation in either case.
  enum class Posted {
    taken,
    /// The API refuses it: too large, or the invocation is not the current one any more.
    refused,
  };
  [[nodiscard]] Result<Posted> post_response(std::string_view request_id, std::string_view json);
  [[nodiscard]] Result<Posted> post_error(std::string_view request_id,
                                          const InvocationError& error);
  /// The process could not start. Once, instead of everything else.
  [[nodiscard]] Result<Posted> post_init_error(const InvocationError& error);

 private:
  Result<Posted> post(const HttpCall& call);
  Result<HttpReply> exchange_with_retries(const HttpCall& call, bool& repeated);

  HttpChannel& channel_;
  const Sleep sleep_;
};

/// {"errorMessage","errorType","stackTrace":[]}
[[nodiscard]] std::string write_invocation_error(const InvocationError& error);

}  // namespace audmg::lambda
