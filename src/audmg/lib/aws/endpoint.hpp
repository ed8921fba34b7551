// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace audmg::aws {

/// Returns a variable of the environment; "" when it is not set.
using Environment = std::function<std::string(std::string_view)>;

/// Address of a service.
struct Endpoint {
  /// "https://dynamodb.eu-central-1.amazonaws.com", without a trailing "/".
  std::string url;
  /// Value of the Host field: the host, with the port unless it is the scheme's default.
  std::string host;
  /// True when the operator set it; false for one of AWS's own.
  bool is_custom = false;
};

/// Parses an endpoint's URL. Errors: invalid_argument (not an http or https URL, or one with a
/// query, fragment or credentials).
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view url);

/// Returns AWS_ENDPOINT_URL_<ID>, else AWS_ENDPOINT_URL, else AWS's own endpoint ("Service-specific
/// endpoints" of the AWS SDKs Reference Guide). `id` is "s3", "dynamodb", "sqs", "sns", "sesv2" or
/// "ssm"; `host_prefix` is the beginning of AWS's host name ("email" for sesv2). Errors:
/// invalid_argument, naming the variable.
[[nodiscard]] Result<Endpoint> resolve_endpoint(std::string_view id, std::string_view host_prefix,
                                                std::string_view region,
                                                const Environment& environment);

/// Returns true for lower-case letters, digits and "-", which AWS's region names consist of. Other
/// characters could change a host name.
[[nodiscard]] bool is_region(std::string_view text) noexcept;

}  // namespace audmg::aws
