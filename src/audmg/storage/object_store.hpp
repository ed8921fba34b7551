// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_range.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::storage {

/// A store's description of one object.
struct ObjectInfo {
  std::string key;
  std::uint64_t size = 0;
  /// Opaque strong validator without quotes; changes when the bytes do.
  std::string etag;
  /// SHA-256 of the bytes in lower-case hexadecimal; empty when the store does not know it.
  std::string sha256;
  /// CRC-32 (IEEE 802.3) of the bytes; unset when the store does not know it.
  std::optional<std::uint32_t> crc32{};
  TimePoint last_modified{};
};

class ObjectReader;

/// A run of bytes of an object that is put together from others: a text, and behind it bytes of one
/// of them. One of the two may be missing.
struct Stretch {
  std::string text{};
  std::shared_ptr<ObjectReader> object{};
  ByteRange range{};
};

/// One object open for reading. Stays readable after the object is deleted. Thread-safe.
class ObjectReader {
 public:
  ObjectReader() = default;
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;
  virtual ~ObjectReader() = default;

  [[nodiscard]] virtual const ObjectInfo& info() const noexcept = 0;
  /// Reads up to `into.size()` bytes at `offset`; 0 only at or past the end.
  /// Errors: unavailable, internal.
  [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset,
                                                    std::span<std::byte> into) = 0;
  /// Returns a descriptor for kernel copies (sendfile), owned by the reader; -1 when there is none.
  [[nodiscard]] virtual int descriptor() const noexcept = 0;
  /// Returns a descriptor of the file as the store keeps it, for backups; -1 when there is none.
  /// Its bytes are others than the object's where only read_at() has those (a sealed object).
  [[nodiscard]] virtual int stored_file() const noexcept { return descriptor(); }
  /// Returns whether the object surely still is the one under its key: not deleted, replaced or
  /// truncated since it was opened. Never blocks. False when only the store could tell.
  [[nodiscard]] virtual bool is_current() const noexcept { return false; }
  /// Returns whether the object is put together from others. Then stretch_at() returns its bytes
  /// without copies: the run of them that begins at `offset`, which must be before the end. May
  /// block. Errors: not_found (the other object is gone), corrupt, unavailable, internal.
  [[nodiscard]] virtual bool is_composed() const noexcept { return false; }
  [[nodiscard]] virtual Result<Stretch> stretch_at(std::uint64_t /*offset*/) {
    return fail(ErrorCode::internal, "an object that is not composed");
  }
};

/// One object (or part) being written. It is not readable before commit(). Destroying the writer
/// before commit() aborts and leaves nothing. Not thread-safe; calls may move between threads.
class ObjectWriter {
 public:
  ObjectWriter() = default;
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;
  virtual ~ObjectWriter() = default;

  /// Appends. Errors: out_of_space, too_large (past the announced size), unavailable, internal.
  [[nodiscard]] virtual Result<void> write(std::span<const std::byte> bytes) = 0;
  /// Makes the object visible under its key, durably: when this returns a value, the bytes survive
  /// a power cut. `sha256` and `crc32` are set. Errors: as write(); invalid_argument when the
  /// announced size was not reached. After an error nothing is visible. Call at most once.
  [[nodiscard]] virtual Result<ObjectInfo> commit() = 0;
  /// Ends writing and returns the SHA-256 (lower-case hexadecimal) of the bytes. Call before
  /// commit() to decide whether to commit at all.
  [[nodiscard]] virtual Result<std::string> sha256() = 0;
};

struct PutObjectRequest {
  /// "/"-separated segments of [A-Za-z0-9._-], none empty, "." or ".."; at most 512 bytes.
  std::string key;
  /// Unset when unknown; otherwise fewer or more bytes are an error.
  std::optional<std::uint64_t> size;
};

struct ListObjectsRequest {
  std::string prefix;
  /// Keys after this one; "" from the start.
  std::string start_after;
  std::size_t max_keys = 1000;
};

/// Stores bytes under keys, with the terms of S3. A key's bytes are written once and replaced as a
/// whole: a reader sees the former or the new bytes, never a mixture, even after a crash. All
/// methods may block and are thread-safe.
class ObjectStore {
 public:
  ObjectStore() = default;
  ObjectStore(const ObjectStore&) = delete;
  ObjectStore& operator=(const ObjectStore&) = delete;
  virtual ~ObjectStore() = default;

  /// Begins an object. Errors: invalid_argument (key), out_of_space (under the free-space
  /// watermark), unavailable (an earlier fsync failed: the store takes no more writes until
  /// restart), internal.
  [[nodiscard]] virtual Result<std::unique_ptr<ObjectWriter>> put_object(
      const PutObjectRequest& request) = 0;
  /// Opens an object for reading. Errors: not_found, corrupt (sealed, and not to be opened),
  /// unavailable, internal.
  [[nodiscard]] virtual Result<std::unique_ptr<ObjectReader>> get_object(std::string_view key) = 0;
  /// Describes an object. Errors: as get_object().
  [[nodiscard]] virtual Result<ObjectInfo> head_object(std::string_view key) = 0;
  /// Deletes an object, durably when it returns. An absent object is success. Errors: unavailable,
  /// internal.
  [[nodiscard]] virtual Result<void> delete_object(std::string_view key) = 0;
  /// Deletes objects whose keys begin with `prefix`, as delete_object() does, a thousand or so;
  /// returns how many, so that 0 says that none is left. Precondition: `prefix` ends with "/".
  /// Errors: unavailable, internal; some may be deleted then.
  [[nodiscard]] virtual Result<std::size_t> delete_objects(std::string_view prefix) = 0;
  /// Lists objects in key order, at most `max_keys`. Skips unfinished uploads. Errors: unavailable,
  /// internal.
  [[nodiscard]] virtual Result<std::vector<ObjectInfo>> list_objects(
      const ListObjectsRequest& request) = 0;
  /// Checks whether writes would be accepted now. Errors: as put_object().
  [[nodiscard]] virtual Result<void> check_writable() = 0;
  /// Returns the free bytes of the disk that holds the store; nothing where no disk sets an end.
  /// Errors: internal.
  [[nodiscard]] virtual Result<std::optional<std::uint64_t>> free_bytes() { return std::nullopt; }
};

}  // namespace audmg::storage
