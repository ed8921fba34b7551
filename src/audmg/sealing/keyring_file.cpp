// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/keyring_file.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/sealing/little_endian.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace audmg::sealing {
namespace {

constexpr std::string_view kKeyringMagic = "AUDMGKR1";
constexpr std::size_t kIdOffset = 8;
constexpr std::size_t kGenerationOffset = 24;
constexpr std::size_t kKindOffset = 32;
constexpr std::size_t kCountOffset = 36;
constexpr std::size_t kMemoryOffset = 40;
constexpr std::size_t kPassesOffset = 48;
constexpr std::size_t kLockSaltOffset = 56;
constexpr std::size_t kNonceOffset = kLockSaltOffset + kOwnerSaltBytes;
constexpr std::size_t kHeadBytes = kNonceOffset + openssl::kAesGcmNonceBytes;

constexpr std::size_t file_bytes(std::size_t keys) {
  return kHeadBytes + keys * openssl::kAesGcmKeyBytes + openssl::kAesGcmTagBytes +
         openssl::kSha256Bytes;
}
static_assert(file_bytes(Keyring::kMaxKeys) <= kMaxKeyringFileBytes);

std::span<const std::byte> file_span(std::string_view file) {
  return std::as_bytes(std::span(file));
}

std::unexpected<Error> damaged_keyring() {
  return fail(ErrorCode::corrupt, "the keyring is damaged, or not a keyring");
}

bool is_cost_possible(const KeyringHead& head) {
  const sodium::Argon2idCost& cost = head.cost;
  if (head.kind == OwnerKey::Kind::key_file) return cost.memory_bytes == 0 && cost.passes == 0;
  return head.kind == OwnerKey::Kind::passphrase &&
         cost.memory_bytes >= sodium::kMinArgon2idMemoryBytes &&
         cost.memory_bytes <= sodium::kMaxArgon2idMemoryBytes && cost.passes >= 1 &&
         cost.passes <= sodium::kMaxArgon2idPasses;
}

void write_head(const KeyringHead& head, std::span<std::byte> into) {
  std::ranges::copy(std::as_bytes(std::span(kKeyringMagic)), into.begin());
  std::ranges::copy(head.id, into.subspan(kIdOffset).begin());
  put_little_endian(into.subspan(kGenerationOffset, 8), head.generation);
  put_little_endian(into.subspan(kKindOffset, 4), static_cast<std::uint32_t>(head.kind));
  put_little_endian(into.subspan(kCountOffset, 4), head.key_count);
  put_little_endian(into.subspan(kMemoryOffset, 8), head.cost.memory_bytes);
  put_little_endian(into.subspan(kPassesOffset, 8), head.cost.passes);
  std::ranges::copy(head.salt, into.subspan(kLockSaltOffset).begin());
}

openssl::AesGcmNonce lock_nonce(std::span<const std::byte> file) {
  openssl::AesGcmNonce nonce;
  std::ranges::copy(file.subspan(kNonceOffset, nonce.size()), nonce.begin());
  return nonce;
}

}  // namespace

Result<std::string> lock_keyring(const Keyring& keyring, const OwnerKey& owner,
                                 const sodium::Argon2idCost& cost) {
  KeyringHead head{.id = keyring.id(),
                   .generation = keyring.generation(),
                   .kind = owner.kind(),
                   .key_count = keyring.newest()};
  if (owner.kind() == OwnerKey::Kind::passphrase) head.cost = cost;
  openssl::fill_random(head.salt);
  AUDMG_TRY(openssl::AesGcmKey lock, owner.derive(head.salt, head.cost));
  std::string file(file_bytes(keyring.keys().size()), '\0');
  const auto all = std::as_writable_bytes(std::span(file));
  write_head(head, all);
  openssl::fill_random(all.subspan(kNonceOffset, openssl::kAesGcmNonceBytes));
  const auto keys = all.subspan(kHeadBytes, head.key_count * openssl::kAesGcmKeyBytes);
  for (std::size_t i = 0; i < keyring.keys().size(); ++i) {
    std::ranges::copy(keyring.keys()[i], keys.subspan(i * openssl::kAesGcmKeyBytes).begin());
  }
  openssl::AesGcm(lock).seal(lock_nonce(all), all.first(kHeadBytes), keys,
                             all.subspan(kHeadBytes, keys.size() + openssl::kAesGcmTagBytes));
  wipe(lock);
  const std::size_t sum_offset = file.size() - openssl::kSha256Bytes;
  std::ranges::copy(openssl::sha256(std::span<const std::byte>(all.first(sum_offset))),
                    all.subspan(sum_offset).begin());
  return file;
}

Result<KeyringHead> read_keyring_head(std::string_view file) {
  const auto all = file_span(file);
  if (!file.starts_with(kKeyringMagic) || file.size() < file_bytes(1)) return damaged_keyring();
  const std::size_t sum_offset = file.size() - openssl::kSha256Bytes;
  if (!std::ranges::equal(openssl::sha256(all.first(sum_offset)), all.subspan(sum_offset))) {
    return damaged_keyring();
  }
  KeyringHead head;
  std::ranges::copy(all.subspan(kIdOffset, kKeyringIdBytes), head.id.begin());
  head.generation = get_little_endian(all.subspan(kGenerationOffset, 8));
  head.kind = static_cast<OwnerKey::Kind>(get_little_endian(all.subspan(kKindOffset, 4)));
  head.key_count = static_cast<std::uint32_t>(get_little_endian(all.subspan(kCountOffset, 4)));
  head.cost = {.memory_bytes = get_little_endian(all.subspan(kMemoryOffset, 8)),
               .passes = get_little_endian(all.subspan(kPassesOffset, 8))};
  std::ranges::copy(all.subspan(kLockSaltOffset, kOwnerSaltBytes), head.salt.begin());
  if (head.generation == 0 || head.key_count == 0 || head.key_count > Keyring::kMaxKeys ||
      file.size() != file_bytes(head.key_count) || !is_cost_possible(head)) {
    return damaged_keyring();
  }
  return head;
}

Result<Keyring> unlock_keyring(std::string_view file, const OwnerKey& owner) {
  AUDMG_TRY(const KeyringHead head, read_keyring_head(file));
  if (head.kind != owner.kind()) {
    return fail(ErrorCode::conflict,
                head.kind == OwnerKey::Kind::key_file
                    ? "the keyring is locked by a key file, not by a passphrase"
                    : "the keyring is locked by a passphrase, not by a key file");
  }
  AUDMG_TRY(openssl::AesGcmKey lock, owner.derive(head.salt, head.cost));
  const auto all = file_span(file);
  std::vector<openssl::AesGcmKey> keys(head.key_count);
  const bool is_open = openssl::AesGcm(lock).open(
      lock_nonce(all), all.first(kHeadBytes),
      all.subspan(kHeadBytes, keys.size() * openssl::kAesGcmKeyBytes + openssl::kAesGcmTagBytes),
      std::as_writable_bytes(std::span(keys)));
  wipe(lock);
  if (!is_open) {
    return fail(ErrorCode::conflict, owner.kind() == OwnerKey::Kind::key_file
                                         ? "the key is not the one of this drive"
                                         : "the passphrase is not the one of this drive");
  }
  return Keyring(head.id, head.generation, std::move(keys));
}

}  // namespace audmg::sealing
