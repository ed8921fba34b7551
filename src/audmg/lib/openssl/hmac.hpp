// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/openssl/sha256.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

// OpenSSL's own type, so that its headers stay out of this one.
struct SHA256state_st;

namespace audmg::openssl {

/// HMAC-SHA-256 (RFC 2104) under one key, which is expanded once. Thread-safe.
class HmacSha256 {
 public:
  class Message;

  /// Accepts any length; use at least 32 random bytes.
  explicit HmacSha256(std::span<const std::byte> key);
  explicit HmacSha256(std::string_view key);

  [[nodiscard]] Sha256Digest sign(std::span<const std::byte> message) const;
  [[nodiscard]] Sha256Digest sign(std::string_view message) const;
  /// Signs the message that is `head` and then `rest`.
  [[nodiscard]] Sha256Digest sign(std::string_view head, std::string_view rest) const;

  /// Returns an empty message, which this object must outlive.
  [[nodiscard]] Message begin() const;

 private:
  struct Free {
    void operator()(SHA256state_st* state) const noexcept;
  };
  using State = std::unique_ptr<SHA256state_st, Free>;

  [[nodiscard]] Sha256Digest sign(std::span<const std::byte> head,
                                  std::span<const std::byte> rest) const;
  static State begin_with(std::span<const std::byte> block_key, std::byte pad);

  /// SHA-256 after the key's inner and outer block, kept as RFC 2104 section 4 suggests.
  State inner_;
  State outer_;
};

/// A message that is hashed while it is put together. Each copy continues by itself, so that the
/// beginning that many messages share is hashed once. Used by one thread at a time.
class HmacSha256::Message {
 public:
  Message(const Message&) = default;
  Message& operator=(const Message&) = default;
  /// Wipes the state, which is made of the key.
  ~Message();

  Message& append(std::string_view text);
  /// Signs what was appended so far.
  [[nodiscard]] Sha256Digest sign() const;

 private:
  friend class HmacSha256;
  explicit Message(const HmacSha256& key);

  const HmacSha256* key_;
  /// Holds OpenSSL's own type, whose size hmac.cpp checks.
  alignas(8) std::array<std::byte, 112> state_;
};

/// Returns whether both are equal, in a time that does not reveal where they differ. The lengths
/// are not secret.
[[nodiscard]] bool constant_time_equal(std::span<const std::byte> a,
                                       std::span<const std::byte> b) noexcept;
[[nodiscard]] bool constant_time_equal(std::string_view a, std::string_view b) noexcept;

}  // namespace audmg::openssl
