// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/content_digest.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/sha256.hpp"

namespace audmg::identity {

class ContentDigest::State {
 public:
  openssl::Sha256 sha256;
  deflate::Crc32 crc32;
};

ContentDigest::ContentDigest() : state_(std::make_unique<State>()) {}
ContentDigest::~ContentDigest() = default;

void ContentDigest::update(std::span<const std::byte> bytes) {
  state_->sha256.update(bytes);
  state_->crc32.update(bytes);
}

ContentDigest::Digests ContentDigest::finish() {
  return {.sha256 = to_hex(state_->sha256.finish()), .crc32 = state_->crc32.value()};
}

}  // namespace audmg::identity
