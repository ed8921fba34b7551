// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/home_certificate.hpp"

#include "audmg/lib/openssl/certificate.hpp"
#include "audmg/lib/openssl/tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace audmg::app {
namespace {

using std::chrono::days;
using testing::Contains;

const TimePoint kCreated{std::chrono::sys_days(std::chrono::year(2026) / 5 / 1)};

class HomeCertificateTest : public testing::Test {
 protected:
  HomeCertificateTest() {
    std::string name = (std::filesystem::temp_directory_path() / "audmg-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    layout_.root = name;
  }
  ~HomeCertificateTest() override { std::filesystem::remove_all(layout_.root); }

  void create() {
    const auto made = create_home_certificate(
        layout_, {.hosts = {"drive.local"}, .addresses = {"192.168.1.10"}}, kCreated);
    ASSERT_TRUE(made) << made.error().message;
  }
  [[nodiscard]] HomeCertificate inspect() const {
    auto found = inspect_home_certificate(layout_);
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(HomeCertificate{});
  }
  DataLayout layout_;
};

TEST_F(HomeCertificateTest, IsWhatAServerLoads) {
  create();
  const std::string file = home_certificate_file(layout_).string();
  EXPECT_TRUE(openssl::TlsContext::load(file, file));
  EXPECT_TRUE(openssl::inspect_certificate(file, file)->key_matches);
  EXPECT_THAT(inspect().names.hosts, testing::ElementsAre("drive.local", "localhost"));
  EXPECT_THAT(inspect().names.addresses, Contains("192.168.1.10"));
}

TEST_F(HomeCertificateTest, IsReadableByItsOwnerOnly) {
  create();
  for (const auto& entry : std::filesystem::directory_iterator(layout_.certificate())) {
    struct stat status{};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U) << entry.path();
  }
  EXPECT_FALSE(inspect().authority.contains("PRIVATE KEY"));
}

TEST_F(HomeCertificateTest, OfAnEncryptedDriveHasItsAuthoritysKeySealed) {
  const sealing::Keyring keyring = sealing::Keyring::make();
  const std::string file = (layout_.certificate() / "authority.pem").string();
  const auto has_plain_key = [&] {
    return config::read_small_file(file).value_or("").contains("PRIVATE KEY");
  };
  create();
  ASSERT_TRUE(has_plain_key());
  const std::string fingerprint = inspect().fingerprint;
  EXPECT_FALSE(*renew_home_certificate_if_due(layout_, kCreated, &keyring));
  EXPECT_FALSE(has_plain_key()) << "sealed by the first start with a key";
  EXPECT_EQ(inspect().fingerprint, fingerprint) << "which needs no key";
  EXPECT_EQ(renew_home_certificate(layout_, {}, kCreated).error().code, ErrorCode::conflict);
  ASSERT_TRUE(renew_home_certificate(layout_, {}, kCreated + days(1), &keyring));
  const std::string own = home_certificate_file(layout_).string();
  EXPECT_TRUE(openssl::inspect_certificate(own, own)->key_matches);

  std::filesystem::remove_all(layout_.certificate());
  ASSERT_TRUE(create_home_certificate(layout_, {.hosts = {"drive.local"}, .addresses = {}},
                                      kCreated, &keyring));
  EXPECT_FALSE(has_plain_key());
  EXPECT_TRUE(renew_home_certificate(layout_, {}, kCreated, &keyring));
}

TEST_F(HomeCertificateTest, IsMadeOnce) {
  create();
  const std::string before = inspect().fingerprint;
  const auto again =
      create_home_certificate(layout_, {.hosts = {"other.local"}, .addresses = {}}, kCreated);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
  EXPECT_EQ(inspect().fingerprint, before);
}

TEST_F(HomeCertificateTest, IsRenewedByTheSameAuthorityForTheSameNames) {
  create();
  const HomeCertificate before = inspect();
  ASSERT_TRUE(renew_home_certificate(layout_, {}, kCreated + days(10)));
  const HomeCertificate after = inspect();
  EXPECT_EQ(after.fingerprint, before.fingerprint);
  EXPECT_EQ(after.names, before.names);
  EXPECT_EQ(after.not_after - before.not_after, days(10));
}

TEST_F(HomeCertificateTest, IsRenewedWhenItIsDue) {
  create();
  EXPECT_FALSE(renew_home_certificate_if_due(layout_, kCreated).value());
  const auto due = kCreated + openssl::kServerCertificateLifetime - kRenewHomeCertificateBefore;
  EXPECT_FALSE(renew_home_certificate_if_due(layout_, due).value());
  EXPECT_TRUE(renew_home_certificate_if_due(layout_, due + days(1)).value());
  EXPECT_FALSE(renew_home_certificate_if_due(layout_, due + days(1)).value());
}

TEST_F(HomeCertificateTest, EndsWithItsAuthorityAndIsNotRenewedForEver) {
  create();
  const auto end = kCreated + openssl::kAuthorityLifetime;
  ASSERT_TRUE(renew_home_certificate(layout_, {}, end - days(100)));
  EXPECT_EQ(inspect().not_after, end);
  EXPECT_FALSE(renew_home_certificate_if_due(layout_, end - days(10)).value());
}

TEST_F(HomeCertificateTest, IsMadeAfterACrashBetweenItsTwoFiles) {
  create();
  const std::string before = inspect().fingerprint;
  std::filesystem::remove(home_certificate_file(layout_));
  EXPECT_FALSE(create_home_certificate(layout_, {}, kCreated));
  create();
  EXPECT_EQ(inspect().fingerprint, before);
}

TEST_F(HomeCertificateTest, AFailedRenewalKeepsTheFormerOne) {
  create();
  const HomeCertificate before = inspect();
  EXPECT_FALSE(renew_home_certificate(layout_, {.hosts = {"bank.example.com"}, .addresses = {}},
                                      kCreated + days(10)));
  EXPECT_EQ(inspect().not_after, before.not_after);
}

TEST_F(HomeCertificateTest, IsUsedWhereNoneIsSet) {
  config::Settings settings;
  settings.data_dir = layout_.root.string();
  EXPECT_EQ(with_home_certificate(settings).tls_certificate, "");
  EXPECT_EQ(renew_home_certificate(layout_, {}, kCreated).error().code, ErrorCode::not_found);
  create();
  EXPECT_EQ(with_home_certificate(settings).tls_key, home_certificate_file(layout_).string());
  settings.tls_certificate = settings.tls_key = "/etc/ssl/mine.pem";
  EXPECT_EQ(with_home_certificate(settings).tls_key, "/etc/ssl/mine.pem");
}

TEST_F(HomeCertificateTest, IsNotTakenForNoneWhereItCannotBeRead) {
  config::Settings settings;
  settings.data_dir = layout_.root.string();
  const std::filesystem::path file = home_certificate_file(layout_);
  std::filesystem::create_directories(file.parent_path());
  // Leads to itself.
  std::filesystem::create_symlink(file.filename(), file);
  EXPECT_EQ(with_home_certificate(settings).tls_certificate, file.string());
}

}  // namespace
}  // namespace audmg::app
