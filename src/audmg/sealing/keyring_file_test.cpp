// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/keyring_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace audmg::sealing {
namespace {

using testing::HasSubstr;

/// The least that Argon2id can cost, for tests.
constexpr sodium::Argon2idCost kCheap{.memory_bytes = sodium::kMinArgon2idMemoryBytes, .passes = 1};
constexpr std::string_view kPassphrase = "correct horse battery staple";

OwnerKey new_owner_key() { return *OwnerKey::read_key_file(make_key_file()); }

TEST(KeyringFile, IsUnlockedByTheKeyThatLockedIt) {
  const Keyring keyring = *Keyring::make().with_new_key();
  const OwnerKey owner = new_owner_key();
  const auto file = lock_keyring(keyring, owner);
  ASSERT_TRUE(file);
  const auto opened = unlock_keyring(*file, owner);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->id(), keyring.id());
  EXPECT_EQ(opened->generation(), 2U);
  EXPECT_EQ(opened->keys(), keyring.keys());
  const auto other = unlock_keyring(*file, new_owner_key());
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::conflict);
  EXPECT_THAT(other.error().message, HasSubstr("not the one of this drive"));
  // Under a new salt each time.
  EXPECT_NE(*file, *lock_keyring(keyring, owner));
}

TEST(KeyringFile, IsUnlockedByAPassphrase) {
  const Keyring keyring = Keyring::make();
  const auto owner = OwnerKey::of_passphrase(std::string(kPassphrase) + "\n");
  ASSERT_TRUE(owner);
  const auto file = lock_keyring(keyring, *owner, kCheap);
  ASSERT_TRUE(file);
  EXPECT_EQ(read_keyring_head(*file)->cost, kCheap);
  const auto opened = unlock_keyring(*file, *OwnerKey::of_passphrase(kPassphrase));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->keys(), keyring.keys());
  EXPECT_EQ(
      unlock_keyring(*file, *OwnerKey::of_passphrase("correct horse battery stable")).error().code,
      ErrorCode::conflict);
  const auto of_key = unlock_keyring(*file, new_owner_key());
  ASSERT_FALSE(of_key);
  EXPECT_THAT(of_key.error().message, HasSubstr("by a passphrase, not by a key file"));
}

TEST(KeyringFile, TellsWithoutAKeyWhatItIs) {
  const Keyring keyring = Keyring::make();
  const auto file = lock_keyring(keyring, new_owner_key());
  const auto head = read_keyring_head(*file);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->id, keyring.id());
  EXPECT_EQ(head->generation, 1U);
  EXPECT_EQ(head->key_count, 1U);
  EXPECT_EQ(head->kind, OwnerKey::Kind::key_file);
}

TEST(KeyringFile, IsRefusedWithAnyByteChangedOrLacking) {
  const OwnerKey owner = new_owner_key();
  const std::string file = *lock_keyring(*Keyring::make().with_new_key(), owner);
  for (std::size_t at = 0; at < file.size(); ++at) {
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 0x40);
    const auto opened = unlock_keyring(changed, owner);
    ASSERT_FALSE(opened) << at;
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_EQ(unlock_keyring(file.substr(0, at), owner).error().code, ErrorCode::corrupt);
  }
  EXPECT_FALSE(unlock_keyring(file + '\0', owner));
}

TEST(Keyring, GrowsToItsLimit) {
  const Keyring keyring({}, 7, std::vector<openssl::AesGcmKey>(Keyring::kMaxKeys - 1));
  const auto full = keyring.with_new_key();
  ASSERT_TRUE(full);
  EXPECT_EQ(full->newest(), Keyring::kMaxKeys);
  EXPECT_EQ(full->generation(), 8U);
  EXPECT_EQ(full->with_new_key().error().code, ErrorCode::too_large);
  const OwnerKey owner = new_owner_key();
  EXPECT_EQ(unlock_keyring(*lock_keyring(*full, owner), owner)->keys(), full->keys());
  EXPECT_EQ(full->find(0), nullptr);
  EXPECT_EQ(full->find(Keyring::kMaxKeys + 1), nullptr);
}

TEST(OwnerKey, ReadsWhatWasMade) {
  const std::string file = make_key_file();
  EXPECT_NE(file, make_key_file());
  EXPECT_TRUE(OwnerKey::read_key_file(file));
  EXPECT_TRUE(
      OwnerKey::read_key_file("\n  # mine\r\n" + file.substr(file.rfind("audmg-key")) + "\r\n"));
}

TEST(OwnerKey, NoticesEveryMistypedCharacter) {
  const std::string file = make_key_file();
  const std::size_t begin = file.rfind("audmg-key-1:");
  for (std::size_t at = begin; at + 1 < file.size(); ++at) {
    std::string changed = file;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    const auto read = OwnerKey::read_key_file(changed);
    ASSERT_FALSE(read) << at;
    EXPECT_EQ(read.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(read.error().message, testing::Not(HasSubstr(file.substr(begin + 12, 8))));
  }
  EXPECT_FALSE(OwnerKey::read_key_file(""));
  EXPECT_FALSE(OwnerKey::read_key_file("# only a comment\n"));
  EXPECT_FALSE(OwnerKey::read_key_file(file + file));
  EXPECT_FALSE(OwnerKey::read_key_file(file.substr(0, file.size() - 3)));
}

TEST(OwnerKey, TakesPassphrasesThatAreNotTooShort) {
  EXPECT_FALSE(OwnerKey::of_passphrase("short\n"));
  EXPECT_FALSE(OwnerKey::of_passphrase("11 letters\n\n"));
  EXPECT_TRUE(OwnerKey::of_passphrase("twelve chars"));
  EXPECT_FALSE(OwnerKey::of_passphrase(std::string(kMaxPassphraseBytes + 1, 'a')));
}

}  // namespace
}  // namespace audmg::sealing
