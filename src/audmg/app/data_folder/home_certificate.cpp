// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/home_certificate.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/lib/openssl/certificate.hpp"
#include "audmg/sealing/sealed_header.hpp"
#include "audmg/sealing/sealed_text.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <span>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

/// What the authority's sealed key is bound to.
constexpr std::string_view kAuthorityName = "certificate/authority.pem";
constexpr std::string_view kEndOfCertificate = "-----END CERTIFICATE-----\n";

std::filesystem::path authority_file(const DataLayout& layout) {
  return layout.certificate() / "authority.pem";
}

/// Both functions of OpenSSL that read PEM take what they look for and pass over the rest.
std::string one_file(const openssl::CertifiedKey& made) { return made.certificate + made.key; }

void add_once(std::vector<std::string>& names, std::string name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
}

/// Commands and browsers on the drive's own machine use these.
void add_own_names(openssl::ServerNames& names) {
  add_once(names.hosts, "localhost");
  add_once(names.addresses, "127.0.0.1");
  add_once(names.addresses, "::1");
}

Result<void> require_a_name(const openssl::ServerNames& names) {
  if (!names.hosts.empty() || !names.addresses.empty()) return {};
  return fail(ErrorCode::invalid_argument,
              "say by which names devices reach the drive: --host drive.local, --address "
              "192.168.1.10, or both");
}

/// A file that cannot be looked at is there.
bool is_there(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error) || error;
}

Result<std::string> read_pem(const std::filesystem::path& path) {
  if (!is_there(path)) {
    return fail(ErrorCode::not_found,
                "the drive has no certificate of its own; `audmg certificate create` makes one");
  }
  return config::read_small_file(path.string());
}

std::string authority_text(const openssl::CertifiedKey& authority,
                           const sealing::Keyring* keyring) {
  if (keyring == nullptr) return one_file(authority);
  return authority.certificate + sealing::seal_text(*keyring, kAuthorityName, authority.key);
}

/// An authority in its file.
struct StoredAuthority {
  openssl::CertifiedKey authority;
  bool is_sealed = false;
};

Result<StoredAuthority> read_authority(const DataLayout& layout, const sealing::Keyring* keyring) {
  AUDMG_TRY(std::string text, read_pem(authority_file(layout)));
  const auto end = text.find(kEndOfCertificate);
  const std::size_t key_at =
      end == std::string::npos ? text.size() : end + kEndOfCertificate.size();
  std::string key = text.substr(key_at);
  const bool is_sealed = sealing::looks_sealed(std::as_bytes(std::span(key)));
  if (is_sealed && keyring == nullptr) {
    return fail(ErrorCode::conflict, authority_file(layout).string() +
                                         " is encrypted: set AUDMG_ENCRYPTION_KEY_FILE to the "
                                         "drive's key");
  }
  if (is_sealed) {
    AUDMG_TRY(key, sealing::open_text(*keyring, kAuthorityName, key));
  }
  text.resize(key_at);
  return StoredAuthority{{std::move(text), std::move(key)}, is_sealed};
}

/// Seals the key of an authority that was made before the keyring.
Result<void> seal_authority(const DataLayout& layout, const sealing::Keyring* keyring) {
  if (keyring == nullptr) return {};
  AUDMG_TRY(const StoredAuthority stored, read_authority(layout, keyring));
  if (stored.is_sealed) return {};
  return replace_owner_only_file(authority_file(layout), authority_text(stored.authority, keyring));
}

}  // namespace

std::filesystem::path home_certificate_file(const DataLayout& layout) {
  return layout.certificate() / "drive.pem";
}

bool uses_home_certificate(const config::Settings& settings) {
  return settings.tls_certificate == home_certificate_file(layout_of(settings)).string();
}

config::Settings with_home_certificate(config::Settings settings) {
  const std::filesystem::path file = home_certificate_file(layout_of(settings));
  // With one that cannot be looked at the drive does not start, rather than without TLS.
  if (settings.tls_certificate.empty() && is_there(file)) {
    settings.tls_certificate = settings.tls_key = file.string();
  }
  return settings;
}

Result<void> create_home_certificate(const DataLayout& layout, openssl::ServerNames names,
                                     TimePoint now, const sealing::Keyring* keyring) {
  if (is_there(authority_file(layout))) {
    // A crash has come between the two files.
    if (!is_there(home_certificate_file(layout))) {
      AUDMG_CHECK(require_a_name(names));
      return renew_home_certificate(layout, std::move(names), now, keyring);
    }
    return fail(ErrorCode::already_exists,
                "the drive has a certificate already, which devices may trust; `audmg certificate "
                "renew` issues another one by the same authority");
  }
  AUDMG_CHECK(require_a_name(names));
  const std::string subject =
      "Audmg Drive at " + (names.hosts.empty() ? names.addresses.front() : names.hosts.front());
  add_own_names(names);
  AUDMG_TRY(const openssl::CertifiedKey authority, openssl::make_authority(subject, names, now));
  AUDMG_TRY(const openssl::CertifiedKey drive,
            openssl::issue_server_certificate(authority, names, now));
  if (::mkdir(layout.certificate().c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
    return fail_errno("cannot create " + layout.certificate().string(), errno);
  }
  AUDMG_CHECK(create_owner_only_file(authority_file(layout), authority_text(authority, keyring)));
  // Without it the server would not use the certificate: it is written last.
  return replace_owner_only_file(home_certificate_file(layout), one_file(drive));
}

Result<void> renew_home_certificate(const DataLayout& layout, openssl::ServerNames names,
                                    TimePoint now, const sealing::Keyring* keyring) {
  AUDMG_TRY(const StoredAuthority stored, read_authority(layout, keyring));
  if (names.hosts.empty() && names.addresses.empty()) {
    AUDMG_TRY(const std::string former, read_pem(home_certificate_file(layout)));
    AUDMG_TRY(names, openssl::names_in_certificate(former));
  }
  add_own_names(names);
  AUDMG_TRY(const openssl::CertifiedKey drive,
            openssl::issue_server_certificate(stored.authority, names, now));
  return replace_owner_only_file(home_certificate_file(layout), one_file(drive));
}

Result<bool> renew_home_certificate_if_due(const DataLayout& layout, TimePoint now,
                                           const sealing::Keyring* keyring) {
  AUDMG_CHECK(seal_authority(layout, keyring));
  const std::string file = home_certificate_file(layout).string();
  AUDMG_TRY(const auto summary, openssl::inspect_certificate(file, file));
  if (summary.not_after - now >= kRenewHomeCertificateBefore) return false;
  AUDMG_TRY(const std::string authority, read_pem(authority_file(layout)));
  AUDMG_TRY(const TimePoint end, openssl::certificate_end(authority));
  // No further renewal reaches beyond that; alarm.certificate_expiring tells the operator.
  if (summary.not_after >= end) return false;
  AUDMG_CHECK(renew_home_certificate(layout, {}, now, keyring));
  return true;
}

Result<HomeCertificate> inspect_home_certificate(const DataLayout& layout) {
  AUDMG_TRY(std::string authority, read_pem(authority_file(layout)));
  AUDMG_TRY(const std::string drive, read_pem(home_certificate_file(layout)));
  const auto end = authority.find(kEndOfCertificate);
  if (end == std::string::npos) {
    return fail(ErrorCode::invalid_argument,
                authority_file(layout).string() + " holds no PEM certificate");
  }
  authority.resize(end + kEndOfCertificate.size());
  const std::string file = home_certificate_file(layout).string();
  HomeCertificate found;
  AUDMG_TRY(found.fingerprint, openssl::certificate_fingerprint(authority));
  AUDMG_TRY(found.names, openssl::names_in_certificate(drive));
  AUDMG_TRY(const auto summary, openssl::inspect_certificate(file, file));
  found.not_after = summary.not_after;
  found.authority = std::move(authority);
  return found;
}

}  // namespace audmg::app
