// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/tink_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace audmg::sealing {

/// Reads the plaintext of a sealed object at any offset. No byte is returned before its segment was
/// authenticated. Keeps the segment that was read in part, so that reading on does not open it
/// again. Thread-safe.
class SealedReader {
 public:
  /// Fills `into` from the stored bytes as far as there are any; returns the count.
  using ReadStored =
      std::function<Result<std::size_t>(std::uint64_t offset, std::span<std::byte> into)>;

  /// `plain_bytes` is plain_object_bytes() of the stored size.
  SealedReader(std::shared_ptr<const SealedObject> object, std::uint64_t plain_bytes,
               ReadStored read_stored);

  [[nodiscard]] std::uint64_t size() const noexcept { return plain_bytes_; }
  /// Fills `into` as far as there are bytes; returns the count. Errors: corrupt (the message names
  /// the object), those of ReadStored.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into);

 private:
  struct Stream {
    std::uint64_t number = 0;
    bool is_last = false;
    std::uint64_t plain_bytes = 0;
    std::uint64_t sealed_offset = 0;
    std::uint64_t plain_offset = 0;
  };
  [[nodiscard]] Stream stream_of(std::uint64_t offset) const noexcept;
  [[nodiscard]] Result<std::size_t> read_piece(std::uint64_t offset, std::span<std::byte> into);
  [[nodiscard]] Result<void> use_stream(const Stream& stream);
  [[nodiscard]] Result<void> open_segment(const Stream& stream, const Segment& segment,
                                          std::span<std::byte> into);

  const std::shared_ptr<const SealedObject> object_;
  const std::uint64_t plain_bytes_;
  const ReadStored read_stored_;
  std::mutex mutex_;
  // The stream that was read last.
  std::uint64_t cipher_stream_ = 0;
  std::optional<StreamCipher> cipher_;
  // The segment that was read in part, by the offset of its plaintext.
  std::uint64_t kept_offset_ = 0;
  std::vector<std::byte> kept_;
};

}  // namespace audmg::sealing
