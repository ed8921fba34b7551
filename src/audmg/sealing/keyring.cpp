// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/keyring.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/random.hpp"

namespace audmg::sealing {
namespace {

openssl::AesGcmKey random_key() {
  openssl::AesGcmKey key;
  openssl::fill_random(key);
  return key;
}

}  // namespace

Keyring Keyring::make() {
  KeyringId id;
  openssl::fill_random(id);
  return {id, 1, {random_key()}};
}

Keyring::Keyring(const KeyringId& id, std::uint64_t generation,
                 std::vector<openssl::AesGcmKey> keys)
    : id_(id), generation_(generation), keys_(std::move(keys)) {
  AUDMG_ASSERT(generation_ > 0 && !keys_.empty() && keys_.size() <= kMaxKeys);
}

Keyring::~Keyring() {
  for (openssl::AesGcmKey& key : keys_) wipe(key);
}

Result<Keyring> Keyring::with_new_key() const {
  if (keys_.size() >= kMaxKeys) {
    return fail(ErrorCode::too_large, "the keyring has as many keys as it can have");
  }
  std::vector<openssl::AesGcmKey> keys;
  keys.reserve(keys_.size() + 1);
  keys.assign(keys_.begin(), keys_.end());
  keys.push_back(random_key());
  return Keyring(id_, generation_ + 1, std::move(keys));
}

const openssl::AesGcmKey* Keyring::find(std::uint32_t number) const noexcept {
  return number == 0 || number > keys_.size() ? nullptr : &keys_[number - 1];
}

}  // namespace audmg::sealing
