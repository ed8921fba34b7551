// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace audmg::client {

/// A local file that is open for reading. read_at() is thread-safe.
class OpenLocal {
 public:
  /// Errors: those of fail_errno().
  [[nodiscard]] static Result<OpenLocal> open(const std::filesystem::path& path);

  /// Fills `into` as far as the file goes, and returns how many bytes there are; 0 at its end and
  /// on errors.
  [[nodiscard]] std::size_t read_at(std::uint64_t offset, std::span<char> into) const;
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] int descriptor() const noexcept { return file_.get(); }

 private:
  OpenLocal(Descriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

  Descriptor file_;
  std::uint64_t size_;
};

/// Adds the first `size` bytes to the digest. Errors: corrupt, when they cannot be read.
[[nodiscard]] Result<void> add_to_digest(const OpenLocal& file, std::uint64_t size,
                                         openssl::Sha256& digest);

/// Returns the digest of the whole file in hexadecimal. Errors: those of open() and
/// add_to_digest().
[[nodiscard]] Result<std::string> sha256_of(const std::filesystem::path& path);

}  // namespace audmg::client
