// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/certificate.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace audmg::openssl {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Key make_key() { return Key(EVP_EC_gen("P-256")); }

class CertificateTest : public testing::Test {
 protected:
  CertificateTest() {
    std::string name = (std::filesystem::temp_directory_path() / "audmg-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  ~CertificateTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string write_key(const Key& key, const std::string& name) const {
    const std::string path = folder_ / name;
    std::FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    return path;
  }
  [[nodiscard]] std::string write_certificate(const Key& key, long seconds) const {
    X509* certificate = X509_new();
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), seconds);
    X509_set_pubkey(certificate, key.get());
    const std::string common_name = "drive.example.org";
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's idea of text
    const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, text, -1, -1,
                               0);
    X509_sign(certificate, key.get(), EVP_sha256());
    const std::string path = folder_ / "certificate.pem";
    std::FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    X509_free(certificate);
    return path;
  }
  std::filesystem::path folder_;
};

TEST_F(CertificateTest, TellsSubjectDatesAndThatTheKeyFits) {
  const Key key = make_key();
  const auto summary = inspect_certificate(write_certificate(key, 3600), write_key(key, "key.pem"));
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_TRUE(summary->key_matches);
  EXPECT_EQ(summary->subject, "CN = drive.example.org");
  EXPECT_EQ(summary->not_after - summary->not_before, std::chrono::hours(1));
}

TEST_F(CertificateTest, NoticesAnotherKey) {
  const auto summary =
      inspect_certificate(write_certificate(make_key(), 3600), write_key(make_key(), "key.pem"));
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_FALSE(summary->key_matches);
}

TEST_F(CertificateTest, RefusesFilesThatHoldNeither) {
  const Key key = make_key();
  const std::string key_file = write_key(key, "key.pem");
  const std::string certificate_file = write_certificate(key, 3600);
  EXPECT_EQ(inspect_certificate(key_file, key_file).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(inspect_certificate(certificate_file, certificate_file).error().code,
            ErrorCode::invalid_argument);
  EXPECT_EQ(inspect_certificate(certificate_file, folder_ / "none").error().code,
            ErrorCode::not_found);
}

}  // namespace
}  // namespace audmg::openssl
