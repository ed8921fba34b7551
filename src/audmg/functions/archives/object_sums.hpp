// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace audmg::functions {

/// The CRC-32s of objects whose rows have none, computed from their bytes. An object may take
/// longer to read than one request may take: what was read of it is remembered, and the next call
/// goes on behind it. Thread-safe.
class ObjectSums {
 public:
  /// The most objects of which a part was read; the sums of others begin anew.
  static constexpr std::size_t kMaxUnfinished = 1000;

  /// `objects` must outlive it.
  explicit ObjectSums(storage::ObjectStore& objects) : objects_(objects) {}

  /// Returns the CRC-32 of an object that does not change. Errors: deadline_exceeded (retryable),
  /// after which the next call continues; those of the object store.
  [[nodiscard]] Result<std::uint32_t> crc32_of(const std::string& object_key, Deadline& deadline);

 private:
  struct Sum {
    deflate::Crc32 crc32{};
    std::uint64_t read_bytes = 0;
  };

  [[nodiscard]] Result<std::uint32_t> finish(Sum& sum, const std::string& object_key,
                                             Deadline& deadline);
  [[nodiscard]] Sum take(const std::string& object_key);
  void keep(const std::string& object_key, const Sum& sum);

  storage::ObjectStore& objects_;
  std::mutex mutex_;
  std::map<std::string, Sum> unfinished_;  ///< guarded by mutex_
};

}  // namespace audmg::functions
