// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/object_store.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audmg::server {

/// Recently read objects that are still open, so that a player that requests range after range, or
/// a page of thumbnails, opens each only once. Does not find objects that have since been deleted
/// or replaced, or whose size has changed. One for each event loop; not thread-safe; never blocks.
class OpenObjects {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Reader = std::shared_ptr<storage::ObjectReader>;

  /// `capacity` is the largest number of objects that are kept open.
  explicit OpenObjects(std::size_t capacity) : capacity_(capacity) {}

  [[nodiscard]] Reader find(std::string_view key, Time now);
  /// Keeps the reader if it can tell whether it still is the object.
  void keep(std::string_view key, Reader reader, Time now);
  /// Closes every object that nobody is reading, because descriptors have run out.
  void close_all() noexcept { entries_.clear(); }
  /// Closes the objects that find() would not return, and those unused for kOpenObjectLifetime.
  void close_unused(Time now);

 private:
  struct Entry {
    Reader reader;
    Time last_used;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const noexcept {
      return std::hash<std::string_view>{}(key);
    }
  };
  const std::size_t capacity_;
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
};

}  // namespace audmg::server
