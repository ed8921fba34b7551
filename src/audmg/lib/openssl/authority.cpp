// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/authority.hpp"

#include <climits>
#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <new>

namespace audmg::openssl {
namespace {

template <auto Function>
struct Deleted {
  template <class T>
  void operator()(T* object) const noexcept {
    Function(object);
  }
};
using OwnedCertificate = std::unique_ptr<X509, Deleted<X509_free>>;
using OwnedKey = std::unique_ptr<EVP_PKEY, Deleted<EVP_PKEY_free>>;
using OwnedMemory = std::unique_ptr<BIO, Deleted<BIO_free>>;
using OwnedExtension = std::unique_ptr<X509_EXTENSION, Deleted<X509_EXTENSION_free>>;
using OwnedNames = std::unique_ptr<GENERAL_NAMES, Deleted<GENERAL_NAMES_free>>;
using OwnedSerial = std::unique_ptr<BIGNUM, Deleted<BN_free>>;
using OwnedStore = std::unique_ptr<X509_STORE, Deleted<X509_STORE_free>>;
using OwnedStoreContext = std::unique_ptr<X509_STORE_CTX, Deleted<X509_STORE_CTX_free>>;

/// Clocks of devices at home may be slow.
constexpr std::chrono::hours kBackdated{24};
constexpr int kSerialBits = 159;  // positive in 20 bytes (RFC 5280 section 4.1.2.2)
constexpr std::size_t kMaxHostBytes = 253;
constexpr std::size_t kMaxCommonNameBytes = 64;
constexpr std::size_t kMaxNames = 50;

/// Names that mean another machine in each home: RFC 6762, RFC 8375, ICANN's private-use name, what
/// routers call home networks (fritz.box is a registered domain, of the maker of those routers);
/// RFC 1918, RFC 6598, RFC 4193, loopback and link-local addresses.
constexpr std::array kHomeNames{"DNS:local",
                                "DNS:home.arpa",
                                "DNS:internal",
                                "DNS:lan",
                                "DNS:home",
                                "DNS:localhost",
                                "DNS:fritz.box",
                                "IP:10.0.0.0/255.0.0.0",
                                "IP:172.16.0.0/255.240.0.0",
                                "IP:192.168.0.0/255.255.0.0",
                                "IP:127.0.0.0/255.0.0.0",
                                "IP:169.254.0.0/255.255.0.0",
                                "IP:100.64.0.0/255.192.0.0",
                                "IP:fc00::/fe00::",
                                "IP:fe80::/ffc0::",
                                "IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"};

std::unexpected<Error> not_made() {
  ERR_clear_error();
  return fail(ErrorCode::internal, "OpenSSL cannot make a certificate");
}

std::unexpected<Error> unreadable() {
  ERR_clear_error();
  return fail(ErrorCode::invalid_argument, "this is not a PEM certificate with its key");
}

bool is_host_name(std::string_view name) {
  const auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !name.empty() && name.size() <= kMaxHostBytes && std::ranges::all_of(name, belongs) &&
         name.front() != '.' && name.front() != '-' && name.back() != '.' && name.back() != '-' &&
         !name.contains("..");
}

/// A name of one label can be a domain of the whole world, such as "cloud", and the authority could
/// vouch for every site below it.
bool may_be_top_level(std::string_view host) {
  return !host.contains('.') &&
         std::ranges::find(kHomeNames, "DNS:" + std::string(host)) == kHomeNames.end();
}

bool is_address(const std::string& text, int family) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(family, text.c_str(), bytes.data()) == 1;
}

/// Host names and addresses become a part of OpenSSL's own language for extensions, in which commas
/// separate: so nothing passes that is not a name.
Result<void> require_names(const ServerNames& names) {
  for (const std::string& host : names.hosts) {
    if (!is_host_name(host)) {
      return fail(ErrorCode::invalid_argument, host + " is not a host name in lower case");
    }
    if (may_be_top_level(host)) {
      return fail(ErrorCode::invalid_argument,
                  host + " could be a domain of the whole world; say " + host + ".local");
    }
  }
  for (const std::string& address : names.addresses) {
    if (!is_address(address, AF_INET) && !is_address(address, AF_INET6)) {
      return fail(ErrorCode::invalid_argument, address + " is not an IP address");
    }
  }
  const std::size_t count = names.hosts.size() + names.addresses.size();
  if (count == 0 || count > kMaxNames) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("a certificate has 1 to {} names", kMaxNames));
  }
  return {};
}

std::string alternative_names(const ServerNames& names) {
  std::string text;
  for (const std::string& host : names.hosts) text += ",DNS:" + host;
  for (const std::string& address : names.addresses) text += ",IP:" + address;
  return text.substr(1);
}

std::string constraints_of(const ServerNames& names) {
  std::string text = "critical";
  for (const std::string_view name : kHomeNames) text += fmt::format(",permitted;{}", name);
  for (const std::string& host : names.hosts) text += ",permitted;DNS:" + host;
  for (const std::string& address : names.addresses) {
    text += fmt::format(",permitted;IP:{}/{}", address,
                        is_address(address, AF_INET) ? "255.255.255.255"
                                                     : "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  }
  return text;
}

bool set_serial(X509* certificate) {
  const OwnedSerial serial(BN_new());
  return serial && BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_times(X509* certificate, TimePoint now, std::chrono::seconds lifetime) {
  const auto seconds = [](TimePoint time) {
    return static_cast<std::time_t>(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  };
  return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(now - kBackdated)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(now + lifetime)) != nullptr;
}

/// Lets the certificate end no later than its issuer: afterwards nobody would take it.
bool end_with(X509* certificate, const X509* issuer) {
  const ASN1_TIME* const end = X509_get0_notAfter(issuer);
  return ASN1_TIME_compare(X509_get0_notAfter(certificate), end) <= 0 ||
         X509_set1_notAfter(certificate, end) == 1;
}

bool set_subject(X509* certificate, std::string_view subject) {
  subject = subject.substr(0, kMaxCommonNameBytes);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's idea of text
  const auto* text = reinterpret_cast<const unsigned char*>(subject.data());
  return X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, text,
                                    static_cast<int>(subject.size()), -1, 0) == 1;
}

bool add_extension(X509* certificate, X509* issuer, int name, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const OwnedExtension extension(X509V3_EXT_nconf_nid(nullptr, &context, name, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string text_of(BIO* memory) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory, &text);
  return {text, static_cast<std::size_t>(std::max(size, 0L))};
}

Result<CertifiedKey> as_pem(X509* certificate, EVP_PKEY* key) {
  const OwnedMemory certificate_text(BIO_new(BIO_s_mem()));
  const OwnedMemory key_text(BIO_new(BIO_s_secmem()));
  if (!certificate_text || !key_text ||
      PEM_write_bio_X509(certificate_text.get(), certificate) != 1 ||
      PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return not_made();
  }
  return CertifiedKey{text_of(certificate_text.get()), text_of(key_text.get())};
}

OwnedMemory memory_of(const std::string& text) {
  return OwnedMemory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// OpenSSL would ask on the terminal.
int without_passphrase(char*, int, int, void*) { return -1; }

OwnedCertificate certificate_in(const std::string& pem) {
  const OwnedMemory memory = memory_of(pem);
  OwnedCertificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

OwnedKey key_in(const std::string& pem) {
  const OwnedMemory memory = memory_of(pem);
  OwnedKey key(PEM_read_bio_PrivateKey(memory.get(), nullptr, without_passphrase, nullptr));
  ERR_clear_error();
  return key;
}

/// Returns a certificate without extensions and signature.
OwnedCertificate begin_certificate(EVP_PKEY* key, std::string_view subject, TimePoint now,
                                   std::chrono::seconds lifetime) {
  OwnedCertificate certificate(X509_new());
  const bool made = certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                    set_serial(certificate.get()) && set_times(certificate.get(), now, lifetime) &&
                    set_subject(certificate.get(), subject) &&
                    X509_set_pubkey(certificate.get(), key) == 1;
  if (!made) certificate.reset();
  return certificate;
}

/// Returns whether a client that trusts the authority takes the certificate.
bool is_accepted(X509* authority, X509* certificate) {
  const OwnedStore store(X509_STORE_new());
  const OwnedStoreContext context(X509_STORE_CTX_new());
  if (!store || !context) throw std::bad_alloc();
  const bool accepted =
      X509_STORE_add_cert(store.get(), authority) == 1 &&
      X509_STORE_CTX_init(context.get(), store.get(), certificate, nullptr) == 1 &&
      X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER) == 1 &&
      // The times are the caller's, who may be a test or a machine with a wrong clock.
      (X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME),
       X509_verify_cert(context.get()) == 1);
  ERR_clear_error();
  return accepted;
}

std::string address_text(const ASN1_OCTET_STRING* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int size = ASN1_STRING_length(address);
  if (size != sizeof(in_addr) && size != sizeof(in6_addr)) return {};
  const int family = size == sizeof(in_addr) ? AF_INET : AF_INET6;
  if (::inet_ntop(family, ASN1_STRING_get0_data(address), text.data(), text.size()) == nullptr) {
    return {};
  }
  return text.data();
}

}  // namespace

Result<CertifiedKey> make_authority(std::string_view subject, const ServerNames& names,
                                    TimePoint now) {
  AUDMG_CHECK(require_names(names));
  const OwnedKey key(EVP_EC_gen("P-256"));
  if (!key) return not_made();
  const OwnedCertificate own = begin_certificate(key.get(), subject, now, kAuthorityLifetime);
  X509* const certificate = own.get();
  if (certificate == nullptr ||
      X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) != 1 ||
      !add_extension(certificate, certificate, NID_basic_constraints,
                     "critical,CA:TRUE,pathlen:0") ||
      !add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") ||
      !add_extension(certificate, certificate, NID_ext_key_usage, "serverAuth") ||
      !add_extension(certificate, certificate, NID_subject_key_identifier, "hash") ||
      !add_extension(certificate, certificate, NID_name_constraints, constraints_of(names)) ||
      X509_sign(certificate, key.get(), EVP_sha256()) == 0) {
    return not_made();
  }
  return as_pem(certificate, key.get());
}

Result<CertifiedKey> issue_server_certificate(const CertifiedKey& authority,
                                              const ServerNames& names, TimePoint now) {
  AUDMG_CHECK(require_names(names));
  const OwnedCertificate issuer = certificate_in(authority.certificate);
  const OwnedKey issuer_key = key_in(authority.key);
  if (!issuer || !issuer_key || X509_check_private_key(issuer.get(), issuer_key.get()) != 1) {
    return unreadable();
  }
  const OwnedKey key(EVP_EC_gen("P-256"));
  if (!key) return not_made();
  const std::string& subject = names.hosts.empty() ? names.addresses.front() : names.hosts.front();
  const OwnedCertificate own =
      begin_certificate(key.get(), subject, now, kServerCertificateLifetime);
  X509* const certificate = own.get();
  if (certificate == nullptr || !end_with(certificate, issuer.get()) ||
      X509_set_issuer_name(certificate, X509_get_subject_name(issuer.get())) != 1 ||
      !add_extension(certificate, issuer.get(), NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension(certificate, issuer.get(), NID_key_usage, "critical,digitalSignature") ||
      !add_extension(certificate, issuer.get(), NID_ext_key_usage, "serverAuth") ||
      !add_extension(certificate, issuer.get(), NID_subject_key_identifier, "hash") ||
      !add_extension(certificate, issuer.get(), NID_authority_key_identifier, "keyid") ||
      !add_extension(certificate, issuer.get(), NID_subject_alt_name, alternative_names(names)) ||
      X509_sign(certificate, issuer_key.get(), EVP_sha256()) == 0) {
    return not_made();
  }
  if (!is_accepted(issuer.get(), certificate)) {
    return fail(ErrorCode::invalid_argument,
                "the authority may not vouch for one of these names: " + alternative_names(names));
  }
  return as_pem(certificate, key.get());
}

Result<ServerNames> names_in_certificate(const std::string& certificate) {
  const OwnedCertificate read = certificate_in(certificate);
  if (!read) return unreadable();
  const OwnedNames found(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(read.get(), NID_subject_alt_name, nullptr, nullptr)));
  ServerNames names;
  for (int i = 0; i < sk_GENERAL_NAME_num(found.get()); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(found.get(), i);
    if (name->type == GEN_DNS) {
      const ASN1_IA5STRING* const text = name->d.dNSName;
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's idea of text
      names.hosts.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                               static_cast<std::size_t>(ASN1_STRING_length(text)));
    } else if (name->type == GEN_IPADD) {
      names.addresses.push_back(address_text(name->d.iPAddress));
    }
  }
  return names;
}

Result<TimePoint> certificate_end(const std::string& certificate) {
  const OwnedCertificate read = certificate_in(certificate);
  std::tm end{};
  if (!read || ASN1_TIME_to_tm(X509_get0_notAfter(read.get()), &end) != 1) return unreadable();
  return TimePoint(std::chrono::seconds(::timegm(&end)));
}

Result<std::string> certificate_fingerprint(const std::string& certificate) {
  const OwnedCertificate read = certificate_in(certificate);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!read || X509_digest(read.get(), EVP_sha256(), digest.data(), &size) != 1) {
    return unreadable();
  }
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest.at(i));
  }
  return text;
}

}  // namespace audmg::openssl
