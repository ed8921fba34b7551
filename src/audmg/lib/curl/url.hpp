// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::curl {

/// The parts of a URL as libcurl understands them. Check and request use the same parser, so that
/// no text means one host here and another there.
struct Url {
  std::string scheme;  ///< lower case
  /// Decoded; addresses in their usual form ("127.0.0.1" for 0x7f.1), IPv6 in brackets.
  std::string host;
  std::uint16_t port = 0;  ///< the scheme's default when none is written
  std::string path;        ///< "/" at least
  std::string query;
  bool has_credentials = false;
  bool has_fragment = false;
};

/// Errors: invalid_argument.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

}  // namespace audmg::curl
