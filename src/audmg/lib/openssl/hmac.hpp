// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

struct evp_md_ctx_st;

namespace audmg::openssl {

/// HMAC-SHA-256 (RFC 2104) under one key, which is expanded once. Thread-safe. Aborts when OpenSSL
/// cannot work at all (out of memory).
class HmacSha256 {
 public:
  /// Accepts any length; use at least 32 random bytes.
  explicit HmacSha256(std::span<const std::byte> key);
  explicit HmacSha256(std::string_view key);

  [[nodiscard]] Sha256Digest sign(std::span<const std::byte> message) const;
  [[nodiscard]] Sha256Digest sign(std::string_view message) const;
  /// Signs the message that is `head` and then `rest`.
  [[nodiscard]] Sha256Digest sign(std::string_view head, std::string_view rest) const;

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  using Context = std::unique_ptr<evp_md_ctx_st, Free>;

  [[nodiscard]] Sha256Digest sign(std::span<const std::byte> head,
                                  std::span<const std::byte> rest) const;
  static Context begin_with(std::span<const std::byte> block_key, std::byte pad);

  /// SHA-256 after the key's inner and outer block, kept as RFC 2104 section 4 suggests.
  Context inner_;
  Context outer_;
};

/// Returns whether both are equal, in a time that does not reveal where they differ. The lengths
/// are not secret.
[[nodiscard]] bool constant_time_equal(std::span<const std::byte> a,
                                       std::span<const std::byte> b) noexcept;
[[nodiscard]] bool constant_time_equal(std::string_view a, std::string_view b) noexcept;

}  // namespace audmg::openssl
