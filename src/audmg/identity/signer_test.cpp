// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/signer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

const std::string kKey = "a test key of thirty-two bytes..";

TEST(Signer, OpensWhatItSealed) {
  const Signer signer(kKey);
  const std::string payload("any\0bytes \xff", 11);
  const std::string sealed = signer.seal("cursor", payload);
  EXPECT_EQ(signer.open("cursor", sealed), payload);
  EXPECT_EQ(
      sealed.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
  EXPECT_EQ(signer.open("cursor", signer.seal("cursor", "")), "");
}

TEST(Signer, OpensNothingElse) {
  const Signer signer(kKey);
  const std::string sealed = signer.seal("cursor", "payload");
  EXPECT_FALSE(signer.open("other", sealed));
  EXPECT_FALSE(Signer("another key of thirty-two bytes.").open("cursor", sealed));
  EXPECT_FALSE(signer.open("cursor", ""));
  EXPECT_FALSE(signer.open("cursor", "AAAA"));
  EXPECT_FALSE(signer.open("cursor", sealed + "="));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(signer.open("cursor", altered)) << i;
    EXPECT_FALSE(signer.open("cursor", sealed.substr(0, i))) << i;
  }
}

TEST(Signer, FingerprintsByKeyPurposeAndContent) {
  const Signer signer(kKey);
  const std::string print = signer.fingerprint("p", "content");
  EXPECT_EQ(print.size(), 64U);
  EXPECT_EQ(print, signer.fingerprint("p", "content"));
  EXPECT_NE(print, signer.fingerprint("q", "content"));
  EXPECT_NE(print, signer.fingerprint("p", "contenu"));
  EXPECT_NE(print, Signer("another key of thirty-two bytes.").fingerprint("p", "content"));
}

}  // namespace
}  // namespace audmg::identity
