// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/lib/aws/credentials.hpp"
#include "audmg/lib/aws/uri.hpp"

#include <chrono>
#include <string>
#include <string_view>

// Signature Version 4: "Create a signed AWS API request" of the IAM User Guide, and "Authenticating
// Requests (AWS Signature Version 4)" of the S3 API Reference.

namespace audmg::aws {

/// Region and service that a signature is valid for.
struct SigningScope {
  /// Region of the real service, even behind another endpoint: "eu-central-1".
  std::string region;
  /// "s3", "dynamodb", "sqs", "sns", "ses", "ssm".
  std::string service;
};

/// Rule that makes a path canonical: S3 takes it as it was sent, all other services normalise it
/// and encode it once more.
enum class PathRule { as_sent, encoded, normalized_and_encoded };

/// Payload digest that tells S3 not to check the bytes.
inline constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

struct SigningInput {
  std::string method;
  /// As sent: encoded, starting with "/".
  std::string path = "/";
  /// Not encoded; in any order.
  Parameters query;
  /// All fields to be signed, including Host; names in any case. The other fields of a request are
  /// not protected.
  Parameters fields;
  /// Lower-case hexadecimal SHA-256 of the body, or kUnsignedPayload.
  std::string payload_digest;
  PathRule path_rule = PathRule::normalized_and_encoded;
};

/// Adds the fields X-Amz-Date, X-Amz-Security-Token (for temporary credentials) and Authorization
/// to `input.fields`.
void sign_fields(SigningInput& input, const Credentials& credentials, const SigningScope& scope,
                 TimePoint now);

/// Returns the whole query, encoded, that makes a URL valid for anyone until it expires: the
/// X-Amz-* parameters are added to those of `input`. Users of the URL must send the signed fields
/// with these values.
[[nodiscard]] std::string presign_query(const SigningInput& input, const Credentials& credentials,
                                        const SigningScope& scope, TimePoint now,
                                        std::chrono::seconds expires_in);

/// Returns the text that is hashed into the string to sign, for tests and to explain a rejection.
[[nodiscard]] std::string canonical_request(const SigningInput& input);

}  // namespace audmg::aws
