// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// SHA-256 as OpenSSL had it before it looked for providers. A copy of its state is a copy of bytes,
// where copying an EVP_MD_CTX allocates: each URL and cursor is signed in three quarters of the
// time.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "audmg/lib/openssl/hmac.hpp"

#include "audmg/core/result.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <type_traits>

namespace audmg::openssl {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::byte kInnerPad{0x36};
constexpr std::byte kOuterPad{0x5c};

/// Goes on from a copy of `state` with `head` and `rest`, and ends.
Sha256Digest finish_from(SHA256_CTX state, std::span<const std::byte> head,
                         std::span<const std::byte> rest) {
  Sha256Digest digest;
  const bool ok = SHA256_Update(&state, head.data(), head.size()) == 1 &&
                  SHA256_Update(&state, rest.data(), rest.size()) == 1 &&
                  SHA256_Final(reinterpret_cast<unsigned char*>(digest.data()), &state) == 1;
  OPENSSL_cleanse(&state, sizeof state);
  AUDMG_ASSERT(ok);
  return digest;
}

/// Returns the state that lives in the bytes of a message (C++20: copying bytes into an array of
/// std::byte begins the lifetime of such a type).
template <class Bytes>
auto* state_in(Bytes& bytes) {
  static_assert(std::tuple_size_v<Bytes> == sizeof(SHA256_CTX));
  using StateType = std::conditional_t<std::is_const_v<Bytes>, const SHA256_CTX, SHA256_CTX>;
  return std::launder(reinterpret_cast<StateType*>(bytes.data()));
}

}  // namespace

HmacSha256::HmacSha256(std::span<const std::byte> key) {
  Sha256Digest hashed;
  if (key.size() > kBlockBytes) {
    hashed = sha256(key);
    key = hashed;
  }
  inner_ = begin_with(key, kInnerPad);
  outer_ = begin_with(key, kOuterPad);
  OPENSSL_cleanse(hashed.data(), hashed.size());
}

HmacSha256::HmacSha256(std::string_view key) : HmacSha256(std::as_bytes(std::span(key))) {}

HmacSha256::State HmacSha256::begin_with(std::span<const std::byte> block_key, std::byte pad) {
  std::array<std::byte, kBlockBytes> block;
  block.fill(pad);
  std::ranges::transform(block_key, block, block.begin(),
                         [](std::byte a, std::byte b) { return a ^ b; });
  State state(new SHA256_CTX);
  const bool ok =
      SHA256_Init(state.get()) == 1 && SHA256_Update(state.get(), block.data(), block.size()) == 1;
  OPENSSL_cleanse(block.data(), block.size());
  AUDMG_ASSERT(ok);
  return state;
}

Sha256Digest HmacSha256::sign(std::span<const std::byte> head,
                              std::span<const std::byte> rest) const {
  return finish_from(*outer_, finish_from(*inner_, head, rest), {});
}

Sha256Digest HmacSha256::sign(std::span<const std::byte> message) const {
  return sign(message, std::span<const std::byte>());
}

Sha256Digest HmacSha256::sign(std::string_view head, std::string_view rest) const {
  return sign(std::as_bytes(std::span(head)), std::as_bytes(std::span(rest)));
}

Sha256Digest HmacSha256::sign(std::string_view message) const {
  return sign(std::as_bytes(std::span(message)));
}

HmacSha256::Message HmacSha256::begin() const { return Message(*this); }

HmacSha256::Message::Message(const HmacSha256& key) : key_(&key) {
  std::memcpy(state_.data(), key.inner_.get(), sizeof *key.inner_);
}

HmacSha256::Message::~Message() { OPENSSL_cleanse(state_.data(), state_.size()); }

HmacSha256::Message& HmacSha256::Message::append(std::string_view text) {
  AUDMG_ASSERT(SHA256_Update(state_in(state_), text.data(), text.size()) == 1);
  return *this;
}

Sha256Digest HmacSha256::Message::sign() const {
  return finish_from(*key_->outer_, finish_from(*state_in(state_), {}, {}), {});
}

void HmacSha256::Free::operator()(SHA256state_st* state) const noexcept {
  OPENSSL_cleanse(state, sizeof *state);
  delete state;
}

bool constant_time_equal(std::span<const std::byte> a, std::span<const std::byte> b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool constant_time_equal(std::string_view a, std::string_view b) noexcept {
  return constant_time_equal(std::as_bytes(std::span(a)), std::as_bytes(std::span(b)));
}

}  // namespace audmg::openssl
