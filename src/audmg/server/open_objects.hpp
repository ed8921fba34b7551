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

/// Objects that were read a moment ago and are still open, so that a player that asks for range
/// after range, or a page of thumbnails, opens each only once. An object that has been deleted or
/// replaced since, or whose size has changed, is not found. One for each event loop; not
/// thread-safe; never blocks.
class OpenObjects {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Reader = std::shared_ptr<storage::ObjectReader>;

  /// `capacity`: objects that are kept open at most.
  explicit OpenObjects(std::size_t capacity) : capacity_(capacity) {}

  [[nodiscard]] Reader find(std::string_view key, Time now);
  /// Keeps the reader when it can tell whether it still is the object.
  void keep(std::string_view key, Reader reader, Time now);
  /// Closes all that nobody reads at the moment: there are too few descriptors.
  void close_all() noexcept { entries_.clear(); }
  /// Closes what find() would not find, and what was not used for kOpenObjectLifetime.
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
