// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::aws {

/// How a service writes its failures.
enum class Protocol {
  json,  ///< DynamoDB, SQS, SES, SSM: {"__type":"...#Code","message":"..."}
  xml,   ///< S3: <Error><Code>; SNS: <ErrorResponse><Error><Code>
};

/// Why a call of a service gave no answer.
struct Failure {
  /// Service-independent error code.
  Error error{};
  /// HTTP status; 0 when there was no answer.
  int status = 0;
  /// The service's own word, "ConditionalCheckFailedException", "NoSuchKey"; "" when it said none.
  std::string code{};
  /// The answer's body, for services that put more into it.
  std::string body{};
  /// The call may have been carried out all the same: the answer to one of its attempts was lost,
  /// or was an error of the service in the middle of its work.
  bool may_have_happened = false;

  [[nodiscard]] bool is(std::string_view word) const noexcept { return code == word; }
};

/// What an answer that is no success says.
struct FailureAnswer {
  int status = 0;
  /// The field X-Amzn-Errortype, which also answers without a body have.
  std::string_view error_type{};
  /// For logs.
  std::string_view request_id{};
  std::string_view body{};
};

/// `action` is "dynamodb PutItem". Nothing of the body but code and message gets into the error's
/// message, and of those only printable ASCII: a body may echo a signed request with its token.
[[nodiscard]] Failure read_failure(Protocol protocol, std::string_view action,
                                   const FailureAnswer& answer);

/// Whether the body is S3's error document, which CompleteMultipartUpload and CopyObject may send
/// after status 200 (S3 API Reference, CompleteMultipartUpload).
[[nodiscard]] bool is_error_document(std::string_view body);

/// The service cannot take so much now ("Retry behavior" of the AWS SDKs Reference Guide).
[[nodiscard]] bool is_throttling(const Failure& failure) noexcept;
/// The signature's time was too far from the service's.
[[nodiscard]] bool is_clock_skew(const Failure& failure) noexcept;
/// Other credentials could help.
[[nodiscard]] bool is_expired_token(const Failure& failure) noexcept;

}  // namespace audmg::aws
