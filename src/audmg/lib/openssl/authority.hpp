// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::openssl {

/// A certificate and its private key, both as PEM.
struct CertifiedKey {
  std::string certificate;
  std::string key;
};

/// Names that a server is reached by.
struct ServerNames {
  /// Host names in lower case: "drive.local".
  std::vector<std::string> hosts;
  /// IPv4 or IPv6 addresses as text.
  std::vector<std::string> addresses;

  bool operator==(const ServerNames&) const = default;
};

inline constexpr std::chrono::days kAuthorityLifetime{3650};
/// Apple's devices refuse more than 825 days, and this is what browsers will soon ask for.
inline constexpr std::chrono::days kServerCertificateLifetime{200};

/// Makes an authority for a drive at home: a self-signed certificate with a new P-256 key. It can
/// vouch only for servers, and for `names`, for names that exist only in home networks (such as
/// *.local) and for private addresses, so that nobody who steals its key can pose as another site.
/// Errors: invalid_argument, with the name that is not one, or that is a single label.
[[nodiscard]] Result<CertifiedKey> make_authority(std::string_view subject,
                                                  const ServerNames& names, TimePoint now);

/// Issues a certificate for a server with a new P-256 key, which ends with the authority's at the
/// latest. Errors: invalid_argument (a name is not one, there is none, or the authority may not
/// vouch for it; its PEM cannot be read).
[[nodiscard]] Result<CertifiedKey> issue_server_certificate(const CertifiedKey& authority,
                                                            const ServerNames& names,
                                                            TimePoint now);

/// Returns the names in a PEM certificate. Errors: invalid_argument.
[[nodiscard]] Result<ServerNames> names_in_certificate(const std::string& certificate);

/// Returns when a PEM certificate stops being good. Errors: invalid_argument.
[[nodiscard]] Result<TimePoint> certificate_end(const std::string& certificate);

/// Returns the SHA-256 of a PEM certificate as browsers show it: "AB:CD:...". Errors:
/// invalid_argument.
[[nodiscard]] Result<std::string> certificate_fingerprint(const std::string& certificate);

}  // namespace audmg::openssl
