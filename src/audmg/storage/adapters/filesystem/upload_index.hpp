// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace audmg::storage::filesystem {

// The bytes of uploads/<id>.index, described in docs/formats/object-store.md: one header, then one
// record of fixed size for each part. The header and every record carry a checksum to detect torn
// writes; a torn record means an absent part.

inline constexpr std::size_t kIndexHeaderBytes = 1024;
inline constexpr std::size_t kIndexRecordBytes = 64;

/// The content of the header.
struct UploadHeader {
  std::string key;
  std::uint64_t size = 0;
  std::uint64_t part_size = 0;
  /// True when the data is a sealed object, with a stream for each part.
  bool sealed = false;

  [[nodiscard]] int part_count() const noexcept;
  /// Returns the size of a part in bytes. Parts are numbered from 1.
  [[nodiscard]] std::uint64_t size_of_part(int part_number) const noexcept;
  [[nodiscard]] std::uint64_t offset_of_part(int part_number) const noexcept;
  /// Return the place of a part in the data file, and that file's size.
  [[nodiscard]] std::uint64_t stored_offset_of_part(int part_number) const noexcept;
  [[nodiscard]] std::uint64_t stored_size() const noexcept;
};

/// The record of a committed part.
struct PartRecord {
  std::uint64_t size = 0;
  openssl::Sha256Digest sha256{};
};

/// Errors: invalid_argument when the sizes or the key are impossible.
[[nodiscard]] Result<UploadHeader> header_of(const CreateMultipartUploadRequest& request);

[[nodiscard]] std::vector<std::byte> encode_header(const UploadHeader& header);
/// Errors: corrupt.
[[nodiscard]] Result<UploadHeader> decode_header(std::span<const std::byte> bytes);

/// Returns the offset at which the record of a part begins.
[[nodiscard]] std::uint64_t record_offset(int part_number) noexcept;
[[nodiscard]] std::vector<std::byte> encode_record(int part_number, const PartRecord& record);
/// Returns nothing for an absent part: zeros or a torn record.
[[nodiscard]] std::optional<PartRecord> decode_record(int part_number,
                                                      std::span<const std::byte> bytes);

}  // namespace audmg::storage::filesystem
