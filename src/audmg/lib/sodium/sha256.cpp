// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/sha256.hpp"

#include "audmg/core/result.hpp"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace audmg::sodium {
namespace {

constexpr std::uint64_t kBitsPerByte = 8;

}  // namespace

ResumableSha256::ResumableSha256() : state_(std::make_unique<crypto_hash_sha256_state>()) {
  crypto_hash_sha256_init(state_.get());
}

ResumableSha256::ResumableSha256(const Midstate& from) : ResumableSha256() {
  AUDMG_ASSERT(from.bytes % kSha256BlockBytes == 0);
  std::ranges::copy(from.words, std::begin(state_->state));
  state_->count = from.bytes * kBitsPerByte;
}

ResumableSha256::ResumableSha256(ResumableSha256&&) noexcept = default;
ResumableSha256& ResumableSha256::operator=(ResumableSha256&&) noexcept = default;
ResumableSha256::~ResumableSha256() = default;

void ResumableSha256::update(std::span<const std::byte> bytes) {
  crypto_hash_sha256_update(state_.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size());
}

std::optional<ResumableSha256::Midstate> ResumableSha256::midstate() const {
  Midstate midstate{.words = {}, .bytes = state_->count / kBitsPerByte};
  if (midstate.bytes % kSha256BlockBytes != 0) return std::nullopt;
  std::ranges::copy(state_->state, midstate.words.begin());
  return midstate;
}

std::array<std::byte, 32> ResumableSha256::finish() {
  std::array<std::byte, 32> digest;
  static_assert(digest.size() == crypto_hash_sha256_BYTES);
  crypto_hash_sha256_final(state_.get(), reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace audmg::sodium
