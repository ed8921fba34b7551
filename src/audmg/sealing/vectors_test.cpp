// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// The vectors in tests/data/sealed_objects, which tests/sealing/make_vectors.py has made.
#include "audmg/sealing/keyring_file.hpp"
#include "sealing/object_maker.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace audmg::sealing {
namespace {

struct Vector {
  std::string_view name;
  std::size_t size;
  std::uint64_t stream_bytes;
};
constexpr Vector kVectors[] = {{"empty", 0, 0},
                               {"short", 100, 0},
                               {"one_segment", 65480, 0},
                               {"two_segments", 65481, 0},
                               {"three_streams", 2500, 1000},
                               {"whole_streams", 2000, 1000}};

std::string read_vector(const std::string& name) {
  std::ifstream file(std::string(AUDMG_SOURCE_DIR "/tests/data/sealed_objects/") + name,
                     std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string vector_text(std::size_t size) {
  std::string text;
  for (std::size_t at = 0; at < size; ++at) {
    text.push_back(static_cast<char>((at * 7 + at / 251) % 256));
  }
  return text;
}

Keyring vector_keyring() {
  const auto owner = OwnerKey::read_key_file(read_vector("owner.key"));
  AUDMG_ASSERT(owner.has_value());
  auto keyring = unlock_keyring(read_vector("keyring"), *owner);
  AUDMG_ASSERT(keyring.has_value());
  return *std::move(keyring);
}

TEST(SealedObjectVectors, AreOpened) {
  const Keyring keyring = vector_keyring();
  EXPECT_EQ(keyring.generation(), 2U);
  EXPECT_EQ(keyring.newest(), 2U);
  for (const auto& [name, size, stream_bytes] : kVectors) {
    const std::string sealed = read_vector(std::string(name) + ".sealed");
    EXPECT_EQ(sealed.size(), sealed_object_bytes(size, stream_bytes)) << name;
    const auto opened = opened_object(keyring, "orig/vector/" + std::string(name), sealed);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_TRUE(*opened == vector_text(size)) << name;
    EXPECT_FALSE(opened_object(keyring, "orig/vector/other", sealed)) << name;
  }
}

TEST(SealedObjectVectors, HaveTheSameKeysBehindThePassphrase) {
  const auto owner = OwnerKey::of_passphrase("correct horse battery staple");
  ASSERT_TRUE(owner);
  const auto keyring = unlock_keyring(read_vector("keyring_passphrase"), *owner);
  ASSERT_TRUE(keyring) << keyring.error().message;
  EXPECT_EQ(keyring->keys(), vector_keyring().keys());
}

}  // namespace
}  // namespace audmg::sealing
