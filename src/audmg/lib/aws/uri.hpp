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

/// Encodes as UriEncode() of "Create a signed AWS API request" (IAM User Guide): every byte but
/// [A-Za-z0-9-._~] becomes %XX with upper-case digits; "/" too, unless `keep_slash` is set.
[[nodiscard]] std::string uri_encode(std::string_view text, bool keep_slash);

/// Reverses uri_encode(). Anything that is not a %XX is unchanged.
[[nodiscard]] std::string uri_decode(std::string_view text);

/// Returns "a=b&c=" in the order given.
[[nodiscard]] std::string encode_query(const Parameters& query);

/// Removes "." and ".." segments and empty ones (RFC 3986 section 6.2.2.3), as AWS's own signers
/// do: "/a/." becomes "/a". The result starts with "/".
[[nodiscard]] std::string normalize_path(std::string_view path);

}  // namespace audmg::aws
