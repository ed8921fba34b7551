// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/client_subject.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

TEST(ClientSubject, IsTheAddressOrItsNetwork) {
  EXPECT_EQ(client_subject("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(client_subject("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(client_subject("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/56");
  EXPECT_EQ(client_subject("2001:db8:1:2::"), "2001:db8:1::/56");
  EXPECT_EQ(client_subject("2001:db8:1:12ff:ffff:ffff:ffff:ffff"), "2001:db8:1:1200::/56");
  EXPECT_EQ(client_subject("2001:db8:1:ff::1"), client_subject("2001:db8:1:0::1"));
  EXPECT_NE(client_subject("2001:db8:1:100::1"), client_subject("2001:db8:1:0::1"));
  EXPECT_EQ(client_subject("fe80::1%eth0"), "fe80::/56");
  EXPECT_EQ(client_subject(""), "");
}

}  // namespace
}  // namespace audmg::functions
