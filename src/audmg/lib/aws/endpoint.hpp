// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace audmg::aws {

/// A variable of the environment; "" when it is not set.
using Environment = std::function<std::string(std::string_view)>;

/// Where a service is.
struct Endpoint {
  /// "https://dynamodb.eu-central-1.amazonaws.com", without "/" at the end.
  std::string url;
  /// Host, with the port where it is not the scheme's own: the Host field of requests.
  std::string host;
  /// Set by the operator: not one of AWS's own.
  bool is_custom = false;
};

/// Reads an endpoint's URL. Errors: invalid_argument (no http or https URL, or one with a query,
/// fragment or credentials).
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view url);

/// AWS_ENDPOINT_URL_<ID>, else AWS_ENDPOINT_URL, else AWS's own endpoint ("Service-specific
/// endpoints" of the AWS SDKs Reference Guide). `id` is "s3", "dynamodb", "sqs", "sns", "sesv2",
/// "ssm"; `host_prefix` what AWS's host name begins with ("email" for sesv2). Errors:
/// invalid_argument, naming the variable.
[[nodiscard]] Result<Endpoint> resolve_endpoint(std::string_view id, std::string_view host_prefix,
                                                std::string_view region,
                                                const Environment& environment);

/// Letters, digits and "-": what AWS's region names are made of. Others could change a host name.
[[nodiscard]] bool is_region(std::string_view text) noexcept;

}  // namespace audmg::aws
