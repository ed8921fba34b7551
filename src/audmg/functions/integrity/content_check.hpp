// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/identity/content_digest.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// Reads all bytes of a file's object, piece by piece, and compares them with the file's row: only
/// their number while the row lacks a digest. Not thread-safe.
class ContentCheck {
 public:
  struct Findings {
    /// As File::damage; "" when the bytes are correct.
    std::string_view damage;
    std::uint32_t crc32 = 0;
  };

  /// If the store is on a disk, reads from the disk and not from the page cache.
  ContentCheck(std::unique_ptr<storage::ObjectReader> reader, const database::File& file);
  ContentCheck(const ContentCheck&) = delete;
  ContentCheck& operator=(const ContentCheck&) = delete;
  /// Drops the read pages, so that the page cache stays with the objects being served.
  ~ContentCheck();

  /// Reads the next piece and returns its size, 0 at the end. May be called again after an error.
  /// Errors: as ObjectReader::read_at().
  [[nodiscard]] Result<std::size_t> read_piece();
  /// Call once, after the end.
  [[nodiscard]] Findings finish();

 private:
  const std::unique_ptr<storage::ObjectReader> reader_;
  const database::File& file_;
  identity::ContentDigest digest_;
  std::vector<std::byte> buffer_;
  std::uint64_t offset_ = 0;
};

/// Returns whether the store has all bytes of the file as they should be; reads them all, unless
/// the file lacks a digest. Errors: those of the object store, except not_found.
[[nodiscard]] Result<bool> has_right_bytes(const database::File& file,
                                           storage::ObjectStore& objects);

}  // namespace audmg::functions
