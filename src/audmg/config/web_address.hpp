// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::config {

/// The address of a web site in the two parts that are compared differently.
struct WebAddress {
  /// Scheme, host and port as browsers write an origin (WHATWG URL and HTML standards): in lower
  /// case, and without the port that the scheme implies. "https://drive.example.org:8443".
  std::string origin;
  /// The text that follows, as it was: "" or a text that begins with "/", "?" or "#".
  std::string_view rest;
};

/// Parses an address of http or https. Returns nothing for other schemes, user information, a port
/// that is not one, and hosts other than ASCII domain names and IP addresses. `rest` refers to
/// `text`.
[[nodiscard]] std::optional<WebAddress> parse_web_address(std::string_view text);

}  // namespace audmg::config
