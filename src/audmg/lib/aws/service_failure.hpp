// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::aws {

/// Format in which a service reports failures.
enum class Protocol {
  json,  ///< DynamoDB, SQS, SES, SSM: {"__type":"...#Code","message":"..."}
  xml,   ///< S3: <Error><Code>; SNS: <ErrorResponse><Error><Code>
};

/// Reason why a call to a service failed.
struct Failure {
  /// Service-independent error code.
  Error error{};
  /// HTTP status; 0 when there was no response.
  int status = 0;
  /// The service's own code, "ConditionalCheckFailedException", "NoSuchKey"; "" when it gave none.
  std::string code{};
  /// Body of the response, for services that put more into it.
  std::string body{};
  /// True when the call may have been carried out nevertheless: the response to one of its attempts
  /// was lost, or reported an error in the middle of the service's work.
  bool may_have_happened = false;

  [[nodiscard]] bool is(std::string_view word) const noexcept { return code == word; }
};

/// A response that reports a failure.
struct FailureAnswer {
  int status = 0;
  /// The field X-Amzn-Errortype, which responses without a body have too.
  std::string_view error_type{};
  /// For logs.
  std::string_view request_id{};
  std::string_view body{};
};

/// Parses a failure. `action` is "dynamodb PutItem". The error's message contains nothing from the
/// body but code and message, and of those only printable ASCII: a body may echo a signed request
/// with its token.
[[nodiscard]] Failure read_failure(Protocol protocol, std::string_view action,
                                   const FailureAnswer& answer);

/// Returns whether the body is S3's error document, which CompleteMultipartUpload and CopyObject
/// may send after status 200 (S3 API Reference, CompleteMultipartUpload).
[[nodiscard]] bool is_error_document(std::string_view body);

/// Returns whether the service is overloaded ("Retry behavior" of the AWS SDKs Reference Guide).
[[nodiscard]] bool is_throttling(const Failure& failure) noexcept;
/// Returns whether the signature's time was too far from the service's.
[[nodiscard]] bool is_clock_skew(const Failure& failure) noexcept;
/// Returns whether the credentials have expired or are not known, so that others could help.
[[nodiscard]] bool has_stale_credentials(const Failure& failure) noexcept;

}  // namespace audmg::aws
