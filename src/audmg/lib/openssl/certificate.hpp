// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <string>

namespace audmg::openssl {

/// Summary of a certificate and its key.
struct CertificateSummary {
  /// One line, as `openssl x509 -subject` prints it.
  std::string subject;
  TimePoint not_before;
  TimePoint not_after;
  bool key_matches = false;
};

/// Reads the first certificate and the private key of two PEM files. Errors: not_found (a file
/// cannot be opened), invalid_argument (it holds no certificate or no key; a key with a passphrase
/// counts as none).
[[nodiscard]] Result<CertificateSummary> inspect_certificate(const std::string& certificate_file,
                                                             const std::string& key_file);

/// Returns the version of the loaded library: "OpenSSL 3.0.11 19 Sep 2023".
[[nodiscard]] std::string library_version();

}  // namespace audmg::openssl
