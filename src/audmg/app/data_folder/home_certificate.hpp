// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/authority.hpp"
#include "audmg/sealing/keyring.hpp"

#include <chrono>
#include <filesystem>
#include <string>

// The certificate of a drive in a home network, and the private authority that vouches for it
// (docs/adr/0046). Each is one PEM file with its key, so that a power cut cannot leave a
// certificate with another one's key. On an encrypted drive, the authority's key is sealed behind
// its certificate; `keyring` is null on another one.
namespace audmg::app {

/// A certificate with less time left is renewed: half a year for devices that are seldom on.
inline constexpr std::chrono::days kRenewHomeCertificateBefore{60};

/// Facts for the operator and for the devices.
struct HomeCertificate {
  /// PEM of the authority's certificate, without its key.
  std::string authority;
  /// SHA-256 of it, "AB:CD:...", for people to compare.
  std::string fingerprint;
  openssl::ServerNames names;
  TimePoint not_after;
};

/// Returns the file with the drive's certificate and its key.
[[nodiscard]] std::filesystem::path home_certificate_file(const DataLayout& layout);

/// Returns whether a server with these settings uses the drive's own certificate. They are those
/// that with_home_certificate() returns.
[[nodiscard]] bool uses_home_certificate(const config::Settings& settings);

/// Returns the settings with the drive's own certificate where none is set and there is one.
[[nodiscard]] config::Settings with_home_certificate(config::Settings settings);

/// Makes an authority and a certificate for these names and for this machine itself (localhost);
/// after a crash between the two, the certificate alone.
/// Errors: already_exists, when there is one; invalid_argument, with the name that is not one; what
/// a file system has.
[[nodiscard]] Result<void> create_home_certificate(const DataLayout& layout,
                                                   openssl::ServerNames names, TimePoint now,
                                                   const sealing::Keyring* keyring = nullptr);

/// Issues a new certificate by the same authority, for the same names if none are given. Errors:
/// not_found, when the drive has none; conflict, when the key is sealed and there is no keyring;
/// corrupt; those of create_home_certificate().
[[nodiscard]] Result<void> renew_home_certificate(const DataLayout& layout,
                                                  openssl::ServerNames names, TimePoint now,
                                                  const sealing::Keyring* keyring = nullptr);

/// Renews the certificate when little time is left, unless it ends with its authority; returns
/// whether it did. Seals an authority's key from before the keyring. Errors: those of
/// renew_home_certificate().
[[nodiscard]] Result<bool> renew_home_certificate_if_due(const DataLayout& layout, TimePoint now,
                                                         const sealing::Keyring* keyring = nullptr);

/// Errors: not_found, when the drive has none; invalid_argument, when a file is damaged.
[[nodiscard]] Result<HomeCertificate> inspect_home_certificate(const DataLayout& layout);

}  // namespace audmg::app
