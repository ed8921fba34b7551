// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/stored_zip.hpp"

#include "audmg/lib/deflate/crc32.hpp"

#include <cstddef>
#include <utility>

namespace audmg::conformance {
namespace {

// Sizes and signatures of APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kDirectoryBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kDirectorySignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;

std::unexpected<Error> no_zip(std::string reason) {
  return fail(ErrorCode::corrupt, std::move(reason));
}

/// Precondition: the bytes are there.
std::uint32_t number_at(std::string_view text, std::size_t offset, std::size_t bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = bytes; i > 0; --i) {
    number = (number << 8) | static_cast<unsigned char>(text[offset + i - 1]);
  }
  return number;
}

/// Returns `count` bytes from an offset, "" when they are not all there.
std::string_view piece(std::string_view archive, std::size_t offset, std::size_t count) {
  if (offset > archive.size() || count > archive.size() - offset) return {};
  return archive.substr(offset, count);
}

Result<StoredFile> read_file_of(std::string_view archive, std::string_view entry) {
  const std::size_t name_bytes = number_at(entry, 28, 2);
  const std::size_t size = number_at(entry, 24, 4);
  const std::size_t begin = number_at(entry, 42, 4);
  StoredFile file{.name = std::string(entry.substr(kDirectoryBytes, name_bytes)),
                  .crc32 = number_at(entry, 16, 4)};
  if (number_at(entry, 10, 2) != 0) return no_zip(file.name + " is compressed");
  const std::string_view local = piece(archive, begin, kLocalBytes);
  if (local.empty() || number_at(local, 0, 4) != kLocalSignature) {
    return no_zip(file.name + " has no header");
  }
  const std::size_t skipped = kLocalBytes + number_at(local, 26, 2) + number_at(local, 28, 2);
  file.bytes = piece(archive, begin + skipped, size);
  if (file.bytes.size() != size) return no_zip(file.name + " is cut");
  if (deflate::crc32(file.bytes) != file.crc32) return no_zip(file.name + " has another CRC");
  return file;
}

}  // namespace

Result<std::vector<StoredFile>> read_stored_zip(std::string_view archive) {
  if (archive.size() < kEndBytes) return no_zip("it is too short");
  const std::string_view end = archive.substr(archive.size() - kEndBytes);
  if (number_at(end, 0, 4) != kEndSignature) return no_zip("it has no end record");
  std::vector<StoredFile> files;
  std::size_t offset = number_at(end, 16, 4);
  for (std::uint32_t left = number_at(end, 10, 2); left > 0; --left) {
    const std::string_view fixed = piece(archive, offset, kDirectoryBytes);
    if (fixed.empty() || number_at(fixed, 0, 4) != kDirectorySignature) {
      return no_zip("its directory is damaged");
    }
    const std::size_t size = kDirectoryBytes + number_at(fixed, 28, 2) + number_at(fixed, 30, 2) +
                             number_at(fixed, 32, 2);
    const std::string_view entry = piece(archive, offset, size);
    if (entry.empty()) return no_zip("its directory is cut");
    AUDMG_TRY(StoredFile file, read_file_of(archive, entry));
    files.push_back(std::move(file));
    offset += size;
  }
  return files;
}

}  // namespace audmg::conformance
