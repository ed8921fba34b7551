// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::zip {

/// One file in an archive.
struct Entry {
  /// UTF-8, at most 65,535 bytes, without "/" at the beginning and without "..".
  std::string name;
  std::uint64_t size = 0;
  /// CRC-32 of the bytes.
  std::uint32_t crc32 = 0;
  /// The time that a clock at the place showed; archives know the years 1980 to 2107, and even
  /// seconds.
  std::chrono::local_time<std::chrono::milliseconds> modified{};
};

/// A run of bytes of an archive: text of the archive itself, or bytes of one of its files.
struct Run {
  /// Not empty for text of the archive itself.
  std::string text{};
  // Otherwise:
  std::size_t entry = 0;
  std::uint64_t offset = 0;  ///< in the entry's file
  std::uint64_t length = 0;  ///< to the end of that file
};

/// The bytes of a zip archive (PKWARE APPNOTE 6.3.10) whose files are stored as they are. Sizes and
/// CRCs are known beforehand, so every byte has its place before the first one is sent, and reading
/// can begin anywhere. Names are UTF-8 (flag bit 11); sizes and offsets from 4 GiB, or 65,535
/// files, make it Zip64. Thread-safe once it is made.
class ArchiveLayout {
 public:
  explicit ArchiveLayout(std::vector<Entry> entries);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
  /// Returns the run that begins with the byte at `offset`. Precondition: offset < size().
  [[nodiscard]] Run run_at(std::uint64_t offset) const;

 private:
  [[nodiscard]] std::uint64_t directory_offset() const noexcept { return starts_.back(); }
  [[nodiscard]] std::string local_header(const Entry& entry) const;
  [[nodiscard]] std::string directory_header(std::size_t entry) const;
  [[nodiscard]] std::string end_records() const;
  [[nodiscard]] std::string directory_from(std::uint64_t offset) const;

  std::vector<Entry> entries_;
  /// The offset of each entry's local header; then, that of the directory.
  std::vector<std::uint64_t> starts_;
  /// The offset of each entry's directory header; then, that of the end records.
  std::vector<std::uint64_t> directory_starts_;
  std::uint64_t size_ = 0;
};

}  // namespace audmg::zip
