// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/certificate.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <ctime>
#include <memory>

namespace audmg::openssl {
namespace {

template <auto kFree>
struct Free {
  template <class T>
  void operator()(T* object) const noexcept {
    (void)kFree(object);
  }
};
using File = std::unique_ptr<std::FILE, Free<std::fclose>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Free<BIO_free>>;

Result<File> open_file(const std::string& path) {
  File file(std::fopen(path.c_str(), "re"));
  if (!file) return fail(ErrorCode::not_found, path + " cannot be opened");
  return file;
}

/// OpenSSL would ask on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

std::string subject_of(const X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(memory.get(), X509_get_subject_name(certificate), 0, XN_FLAG_ONELINE);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size < 0 ? 0 : size)};
}

TimePoint time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return TimePoint(std::chrono::seconds(::timegm(&parts)));
}

}  // namespace

Result<CertificateSummary> inspect_certificate(const std::string& certificate_file,
                                               const std::string& key_file) {
  AUDMG_TRY(const File certificate_pem, open_file(certificate_file));
  AUDMG_TRY(const File key_pem, open_file(key_file));
  const Certificate certificate(PEM_read_X509(certificate_pem.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!certificate) {
    return fail(ErrorCode::invalid_argument, certificate_file + " holds no PEM certificate");
  }
  const Key key(PEM_read_PrivateKey(key_pem.get(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();
  if (!key) {
    return fail(ErrorCode::invalid_argument,
                key_file + " holds no PEM private key without a passphrase");
  }
  CertificateSummary summary{
      .subject = subject_of(certificate.get()),
      .not_before = time_of(X509_get0_notBefore(certificate.get())),
      .not_after = time_of(X509_get0_notAfter(certificate.get())),
      .key_matches = X509_check_private_key(certificate.get(), key.get()) == 1};
  ERR_clear_error();
  return summary;
}

std::string library_version() { return OpenSSL_version(OPENSSL_VERSION); }

}  // namespace audmg::openssl
