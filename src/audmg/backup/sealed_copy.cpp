// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/sealed_copy.hpp"

#include "audmg/core/errno_error.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/sealing/sealed_object.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace audmg::backup {
namespace {

constexpr std::size_t kSealedCopyPieceBytes = std::size_t{1024} * 1024;

/// Reads until `into` is full or the file ends; returns the count.
Result<std::size_t> read_all_at(int file, std::uint64_t offset, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t count =
        ::pread(file, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_errno("cannot read the backup", errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace

Result<std::optional<std::uint64_t>> sealed_plain_bytes(int file, std::uint64_t stored_bytes) {
  sealing::SealedHeaderText text{};
  AUDMG_TRY(const std::size_t count, read_all_at(file, 0, text));
  const auto header = sealing::decode_sealed_header(std::span<const std::byte>(text).first(count));
  if (!header) return std::nullopt;
  return sealing::plain_object_bytes(stored_bytes, header->stream_bytes);
}

Result<std::unique_ptr<sealing::SealedReader>> open_sealed_copy(int file,
                                                                std::uint64_t stored_bytes,
                                                                const sealing::Keyring* keyring,
                                                                std::string_view name) {
  sealing::SealedHeaderText text{};
  AUDMG_TRY(const std::size_t count, read_all_at(file, 0, text));
  const auto header = std::span<const std::byte>(text).first(count);
  if (!sealing::looks_sealed(header)) return nullptr;
  if (keyring == nullptr) {
    return fail(ErrorCode::conflict,
                "this backup is encrypted: set AUDMG_ENCRYPTION_KEY_FILE to the key that the drive "
                "had when it was made");
  }
  AUDMG_TRY(auto object, sealing::SealedObject::open(header, *keyring, name));
  const auto plain_bytes = sealing::plain_object_bytes(stored_bytes, object.stream_bytes());
  if (!plain_bytes) {
    return fail(ErrorCode::corrupt, std::string("the sealed object ").append(name) + " is cut off");
  }
  return std::make_unique<sealing::SealedReader>(
      std::make_shared<const sealing::SealedObject>(std::move(object)), *plain_bytes,
      [file](std::uint64_t offset, std::span<std::byte> into) {
        return read_all_at(file, offset, into);
      });
}

Result<FileDigest> digest_of_copy(int file, std::uint64_t stored_bytes,
                                  const sealing::Keyring* keyring, std::string_view name) {
  AUDMG_TRY(const auto reader, open_sealed_copy(file, stored_bytes, keyring, name));
  if (reader == nullptr) return digest_of(file);
  openssl::Sha256 hash;
  FileDigest digest;
  std::vector<std::byte> piece(kSealedCopyPieceBytes);
  while (digest.size < reader->size()) {
    AUDMG_TRY(const std::size_t count, reader->read_at(digest.size, piece));
    hash.update(std::span<const std::byte>(piece).first(count));
    digest.size += count;
  }
  // Also of an empty object it is seen that it is the right one.
  if (reader->size() == 0) AUDMG_CHECK(reader->read_at(0, {}));
  digest.sha256 = to_hex(hash.finish());
  return digest;
}

}  // namespace audmg::backup
