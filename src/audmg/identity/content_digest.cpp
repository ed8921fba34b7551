// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/content_digest.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/sha256.hpp"

namespace audmg::identity {

class ContentDigest::State {
 public:
  openssl::Sha256 sha256;
};

ContentDigest::ContentDigest() : state_(std::make_unique<State>()) {}
ContentDigest::~ContentDigest() = default;

void ContentDigest::update(std::span<const std::byte> bytes) { state_->sha256.update(bytes); }

std::string ContentDigest::finish() { return to_hex(state_->sha256.finish()); }

}  // namespace audmg::identity
