// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/filesystem/open_file.hpp"
#include "audmg/storage/adapters/filesystem/sealed_file.hpp"
#include "audmg/storage/object_store.hpp"

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace audmg::storage::filesystem {

/// An object's file, open for reading, and its state when it was opened.
struct OpenObject {
  OpenFile file;
  ObjectInfo info;
  struct stat status{};
  /// Unset for a plain object.
  std::optional<SealedFile> sealed{};
};

/// Returns whether the open file surely still is the one under its key: not deleted, replaced or
/// truncated by anybody. Also false once a backup has given the file another name: then open it
/// again.
[[nodiscard]] bool is_current(FileOperations& operations, const OpenObject& object);

/// Keeps the most recently read objects open, because opening by path costs more than reading 20
/// KiB. An object is dropped when it is deleted or replaced. Thread-safe.
class DescriptorCache {
 public:
  using Ticket = std::uint64_t;

  explicit DescriptorCache(std::size_t capacity) : capacity_(capacity) {}

  /// Returns null when the object is not cached.
  [[nodiscard]] std::shared_ptr<const OpenObject> find(std::string_view key);
  /// Takes a ticket. Call it before opening a file and pass the ticket to insert().
  [[nodiscard]] Ticket ticket();
  /// Keeps the object, unless anything was dropped since the ticket was taken: then the file may be
  /// the former one.
  void insert(const std::shared_ptr<const OpenObject>& object, Ticket ticket);
  void drop(std::string_view key);
  /// Drops all objects, because descriptors are running out; returns false when there were none.
  bool drop_all();

 private:
  // The map's keys point into the objects of the list.
  using Entries = std::list<std::shared_ptr<const OpenObject>>;

  /// The caller releases the object after the lock: closing the last descriptor of a big deleted
  /// file frees its blocks, which takes time.
  [[nodiscard]] std::shared_ptr<const OpenObject> take(std::string_view key);

  const std::size_t capacity_;
  std::mutex mutex_;
  Ticket drops_ = 0;
  Entries entries_;
  std::unordered_map<std::string_view, Entries::iterator> by_key_;
};

}  // namespace audmg::storage::filesystem
