// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/drive_address.hpp"

#include "audmg/app/data_folder/home_certificate.hpp"
#include "audmg/core/clock.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::app {
namespace {

class DriveAddressTest : public testing::Test {
 protected:
  config::Settings settings_with(const openssl::ServerNames& names, const std::string& listen) {
    EXPECT_TRUE(create_home_certificate({folder_.path()}, names, SystemClock().now()));
    config::Settings settings;
    settings.data_dir = folder_.path().string();
    settings.listen = {listen, 8420};
    return with_home_certificate(settings);
  }

  TemporaryFolder folder_;
};

TEST_F(DriveAddressTest, IsTheNameOfItsOwnCertificateWhereOthersReachIt) {
  auto settings =
      settings_with({.hosts = {"drive.local"}, .addresses = {"192.168.1.10"}}, "0.0.0.0");
  EXPECT_EQ(drive_address(settings, 8420), "https://drive.local:8420");
  settings.listen.address = "::";
  EXPECT_EQ(drive_address(settings, 443), "https://drive.local");
  settings.listen.address = "127.0.0.1";
  EXPECT_EQ(drive_address(settings, 8420), "https://localhost:8420");
  settings.public_url = "https://photos.example.org";
  EXPECT_EQ(drive_address(settings, 8420), "https://photos.example.org");
}

TEST_F(DriveAddressTest, IsAnAddressWhereTheCertificateHasNoName) {
  const auto settings = settings_with({.hosts = {}, .addresses = {"192.168.1.10"}}, "0.0.0.0");
  EXPECT_EQ(drive_address(settings, 8420), "https://192.168.1.10:8420");
}

TEST_F(DriveAddressTest, SaysNothingOfAnotherCertificate) {
  auto settings = settings_with({.hosts = {"drive.local"}, .addresses = {}}, "0.0.0.0");
  settings.tls_certificate = settings.tls_key = "/etc/ssl/mine.pem";
  EXPECT_EQ(drive_address(settings, 8420), "https://localhost:8420");
}

TEST(NameForOthers, IsNotTheMachinesNameForItself) {
  const openssl::ServerNames both{.hosts = {"localhost", "drive.local"}, .addresses = {"10.0.0.2"}};
  EXPECT_EQ(name_for_others(both), "drive.local");
  EXPECT_TRUE(has_host_for_others(both));
  const openssl::ServerNames address{.hosts = {"localhost"}, .addresses = {"::1", "10.0.0.2"}};
  EXPECT_EQ(name_for_others(address), "10.0.0.2");
  EXPECT_FALSE(has_host_for_others(address));
}

}  // namespace
}  // namespace audmg::app
