// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::aws {

/// Names and values, not encoded.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// UriEncode() of "Create a signed AWS API request" (IAM User Guide): every byte but
/// [A-Za-z0-9-._~] becomes %XX with upper-case digits; "/" too, unless it is to be kept.
[[nodiscard]] std::string uri_encode(std::string_view text, bool keep_slash);

/// The other way round. What is no %XX stays as it is.
[[nodiscard]] std::string uri_decode(std::string_view text);

/// "a=b&c=" in the order given.
[[nodiscard]] std::string encode_query(const Parameters& query);

/// Without "." and ".." segments and without empty ones (RFC 3986 section 6.2.2.3), as AWS's own
/// signers do it: "/a/." becomes "/a". Starts with "/".
[[nodiscard]] std::string normalize_path(std::string_view path);

}  // namespace audmg::aws
