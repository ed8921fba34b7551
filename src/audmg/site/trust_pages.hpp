// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/response.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::site {

/// Path of the page that helps devices trust a drive with a certificate of its own. It has a dot,
/// so that the installed app does not take it for one of its screens.
inline constexpr std::string_view kTrustPage = "/trust.html";

/// The authority behind the drive's own certificate, for devices to install: a page that says how,
/// the certificate, and a profile for Apple's devices. Served without TLS too, because a device
/// that does not trust the drive yet could not get it otherwise. Thread-safe.
class TrustPages {
 public:
  struct Facts {
    /// PEM of the authority's certificate alone.
    std::string authority;
    /// Its SHA-256, "AB:CD:...".
    std::string fingerprint;
    /// The name or address that the drive is best reached by: "drive.local".
    std::string host;
    /// Picture of the page's address to be photographed, as SVG; empty for none.
    std::string code;
  };
  explicit TrustPages(const Facts& facts);

  /// Makes the pages anew, after the certificate was.
  void set(const Facts& facts);

  /// Returns the response to a GET of the path; nothing when it is none of these.
  [[nodiscard]] std::optional<http::Response> find(std::string_view path) const;

 private:
  mutable std::mutex mutex_;
  std::string page_;
  std::string certificate_;
  std::string profile_;
};

}  // namespace audmg::site
