// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/sealing/sealed_header.hpp"
#include "audmg/sealing/tink_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::sealing {

// A sealed object is a header and one or more streams: docs/formats/sealed-object.md. In all of
// these, `stream_bytes` is that of SealedHeader.

/// Returns how many streams an object has; at least one.
[[nodiscard]] std::uint64_t stream_count(std::uint64_t plain_bytes,
                                         std::uint64_t stream_bytes) noexcept;
/// Returns the offset at which a stream begins, by its number from 0.
[[nodiscard]] std::uint64_t stream_offset(std::uint64_t number,
                                          std::uint64_t stream_bytes) noexcept;
/// Returns the size of the whole object.
[[nodiscard]] std::uint64_t sealed_object_bytes(std::uint64_t plain_bytes,
                                                std::uint64_t stream_bytes) noexcept;
/// Returns the reverse; nothing for a size that no such object has.
[[nodiscard]] std::optional<std::uint64_t> plain_object_bytes(std::uint64_t sealed_bytes,
                                                              std::uint64_t stream_bytes) noexcept;

/// The data key of one object, and what its streams are bound to. Thread-safe. Wiped on
/// destruction.
class SealedObject {
 public:
  /// Makes a data key for a new object and wraps it with the newest key of the keyring. `name` is
  /// the object's key in the store. Precondition: `stream_bytes` is at most kMaxHeaderStreamBytes.
  [[nodiscard]] static SealedObject make(const Keyring& keyring, std::string_view name,
                                         std::uint64_t stream_bytes);
  /// Unwraps the data key of an object that begins with these bytes. Errors: corrupt (the header
  /// is damaged, or of another object or drive); the message names the object.
  [[nodiscard]] static Result<SealedObject> open(std::span<const std::byte> header,
                                                 const Keyring& keyring, std::string_view name);
  SealedObject(const SealedObject&) = default;
  SealedObject& operator=(const SealedObject&) = default;
  ~SealedObject();

  [[nodiscard]] SealedHeaderText header() const { return encode_sealed_header(header_); }
  [[nodiscard]] std::uint64_t stream_bytes() const noexcept { return header_.stream_bytes; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Begins the stream anew, under a key that no earlier attempt had.
  [[nodiscard]] StreamCipher begin_stream(std::uint64_t number, bool is_last) const;
  /// Returns the cipher of the stream that begins with these bytes. Errors: corrupt.
  [[nodiscard]] Result<StreamCipher> read_stream(std::uint64_t number, bool is_last,
                                                 const StreamHeader& header) const;

 private:
  SealedObject(const SealedHeader& header, std::string_view name, const DataKey& key)
      : header_(header), name_(name), key_(key) {}
  [[nodiscard]] std::string associated_data(std::uint64_t number, bool is_last) const;

  SealedHeader header_;
  std::string name_;
  DataKey key_;
};

}  // namespace audmg::sealing
