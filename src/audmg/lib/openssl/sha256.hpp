// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// OpenSSL's own type, so that its headers stay out of this one.
struct evp_md_ctx_st;

namespace audmg::openssl {

inline constexpr std::size_t kSha256Bytes = 32;
using Sha256Digest = std::array<std::byte, kSha256Bytes>;

/// Computes the SHA-256 (FIPS 180-4) of bytes that come in pieces. Not thread-safe; may move
/// between threads. Aborts when OpenSSL cannot work at all (out of memory).
class Sha256 {
 public:
  Sha256();

  void update(std::span<const std::byte> bytes);
  void update(std::string_view text);
  /// Returns the digest of all bytes so far and begins a new message.
  [[nodiscard]] Sha256Digest finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// Returns the SHA-256 of the whole input.
[[nodiscard]] Sha256Digest sha256(std::span<const std::byte> bytes);
[[nodiscard]] Sha256Digest sha256(std::string_view text);

/// Returns the same as lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace audmg::openssl
