// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/secret_box.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

const SecretBox kBox("a test secret of thirty-two byte");
constexpr std::string_view kContext = "totp 0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a";

TEST(SecretBox, OpensWhatItSealed) {
  for (const std::string& secret :
       {std::string(), std::string("secret"), std::string(20, '\0'), std::string(10'000, 'x')}) {
    EXPECT_EQ(kBox.open(kContext, kBox.seal(kContext, secret)), secret);
  }
}

TEST(SecretBox, SealsTheSameSecretDifferentlyEachTime) {
  EXPECT_NE(kBox.seal(kContext, "secret"), kBox.seal(kContext, "secret"));
}

TEST(SecretBox, OpensNothingElsewhere) {
  const std::string sealed = kBox.seal(kContext, "secret");
  EXPECT_FALSE(kBox.open("totp 0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8b", sealed));
  EXPECT_FALSE(kBox.open("", sealed));
  EXPECT_FALSE(SecretBox("another secret of thirty-two byt").open(kContext, sealed));
}

TEST(SecretBox, OpensNothingThatWasChanged) {
  const std::string sealed = kBox.seal(kContext, "secret");
  EXPECT_FALSE(kBox.open(kContext, sealed + "AAAA"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    EXPECT_FALSE(kBox.open(kContext, sealed.substr(0, i))) << i;
    std::string altered = sealed;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(kBox.open(kContext, altered)) << i;
  }
}

}  // namespace
}  // namespace audmg::identity
