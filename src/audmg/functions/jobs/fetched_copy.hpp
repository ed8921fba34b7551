// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/byte_input.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/core/error.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/jobs/local_copy.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace audmg::functions {

/// The limits of a FetchedCopy.
struct FetchLimits {
  /// Bytes are fetched in blocks of this size.
  std::size_t block_bytes = std::size_t{8} * 1024 * 1024;
  /// Most bytes that the copy takes on the disk; at least two blocks.
  std::uint64_t kept_bytes = std::uint64_t{1} << 30;
  /// Most bytes that are fetched, for each byte of the object and beside that: a decoder that reads
  /// one place after the other without end gets no more.
  std::uint64_t fetches_per_byte = 4;
  std::uint64_t spare_bytes = std::uint64_t{1} << 30;
};

/// The limits for a sealed object, whose copy is in memory. What a decoder comes back to is opened
/// again, which costs no transfer.
inline constexpr FetchLimits kSealedFetchLimits{.block_bytes = std::size_t{2} * 1024 * 1024,
                                                .kept_bytes = kMaxPlainMemoryBytes,
                                                .fetches_per_byte = 16,
                                                .spare_bytes = std::uint64_t{4} << 30};

/// A local file for an object in a store without files. It begins empty, and has the bytes that a
/// reader of a ByteInput with `fetcher()` asks for, as long as they are the last that were. So an
/// object may be larger than the disk, and what nobody reads is not fetched. A thread of its own
/// answers; the reader is not trusted.
class FetchedCopy {
 public:
  /// `object` must outlive it. Errors: unavailable, out_of_space.
  [[nodiscard]] static Result<std::unique_ptr<FetchedCopy>> make(storage::ObjectReader& object,
                                                                 const std::string& folder,
                                                                 const FetchLimits& limits = {});
  FetchedCopy(const FetchedCopy&) = delete;
  FetchedCopy& operator=(const FetchedCopy&) = delete;
  /// Later readers get no bytes. Waits for the fetch under way.
  ~FetchedCopy();

  [[nodiscard]] int descriptor() const noexcept { return file_.get(); }
  [[nodiscard]] int fetcher() const noexcept { return reader_end_.get(); }
  /// Returns the error of the store, or of the disk, for which bytes could not be had; nothing
  /// while there was none. What was read then is not the object's. Thread-safe.
  [[nodiscard]] std::optional<Error> error() const;

 private:
  FetchedCopy(storage::ObjectReader& object, const FetchLimits& limits, Descriptor file,
              Descriptor reader_end, Descriptor own_end);

  void answer_requests();
  bool provide(const FetchRequest& request);
  Result<void> provide_block(std::uint64_t block);
  Result<void> fetch_block(std::uint64_t block);
  void drop_oldest_block();

  storage::ObjectReader& object_;
  const std::uint64_t size_;
  const FetchLimits limits_;
  const Descriptor file_;
  const Descriptor reader_end_;
  const Descriptor own_end_;
  // These three belong to the thread.
  std::vector<std::byte> buffer_;
  /// The blocks in the file, those that were asked for last at the end.
  std::deque<std::uint64_t> blocks_;
  std::uint64_t bytes_left_;
  mutable std::mutex mutex_;
  std::optional<Error> error_;
  std::thread thread_;
};

}  // namespace audmg::functions
