// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

namespace audmg::backup {

/// The way to add objects to a snapshot when the store is on the same file system.
enum class CopyMode {
  link,  ///< hard links: fast and without extra space, but disk damage affects both
  copy,  ///< separate copies, which share blocks until one changes where the file system can
};

/// An object that the records name.
struct NamedObject {
  std::string key;
  /// Unset when the records do not contain it.
  std::optional<std::uint64_t> size{};
  /// "" when the records do not contain it.
  std::string sha256{};
};

struct StoredObject {
  enum class How { linked, reused, copied };
  How how = How::copied;
  std::uint64_t size = 0;
};

struct ObjectFolderOptions {
  CopyMode mode = CopyMode::link;
  /// Folder of the previous snapshot's objects, whose copies are reused; empty when there is none.
  std::filesystem::path former{};
  /// Keys that the manifest of the previous snapshot lists as missing: a file there is not the
  /// object.
  std::unordered_set<std::string> missing_in_former{};
  /// The store seals its objects: a plain copy of one that is sealed by now is not reused.
  bool store_seals = false;
};

/// The objects of a snapshot that is being made, as files named by their keys. Thread-safe for
/// different keys. Not durable until the file system is synced.
class ObjectFolder {
 public:
  /// `store` must outlive it. Errors: as fail_errno().
  [[nodiscard]] static Result<std::unique_ptr<ObjectFolder>> open(
      const std::filesystem::path& folder, storage::ObjectStore& store,
      const ObjectFolderOptions& options);

  /// Links or copies the object. Objects never change, so one with the same key and size in the
  /// previous snapshot is the same. An error leaves no file behind. Errors that concern only this
  /// object: already_exists (it was stored before), not_found (the store does not have it), corrupt
  /// (it differs from the records, or cannot be read). Errors that concern all objects:
  /// out_of_space, invalid_argument, unavailable, internal.
  [[nodiscard]] Result<StoredObject> store(const NamedObject& object);
  /// Succeeds if the files of `count` successful calls of store() all still exist; fails, for
  /// example, after somebody else emptied the folder. Errors: internal.
  [[nodiscard]] Result<void> check_whole(std::uint64_t count) const;

 private:
  ObjectFolder(std::filesystem::path path, Descriptor folder, Descriptor former,
               storage::ObjectStore& store, const ObjectFolderOptions& options)
      : path_(std::move(path)),
        folder_(std::move(folder)),
        former_(std::move(former)),
        missing_in_former_(options.missing_in_former),
        store_(store),
        store_seals_(options.store_seals),
        links_(options.mode == CopyMode::link) {}
  [[nodiscard]] Result<bool> link_to_store(const storage::ObjectReader& reader,
                                           const std::string& key);
  [[nodiscard]] Result<std::optional<std::uint64_t>> reuse(const NamedObject& object);
  [[nodiscard]] Result<bool> is_sealed_in_store(const std::string& key);
  [[nodiscard]] Result<std::uint64_t> copy(storage::ObjectReader& reader,
                                           const NamedObject& object);
  [[nodiscard]] static Result<void> fill(int target, storage::ObjectReader& reader,
                                         const NamedObject& object);
  [[nodiscard]] Result<void> remove(const std::string& key);
  /// Makes a system call that adds a name; creates the folder first and calls again if it was
  /// missing.
  [[nodiscard]] Result<int> with_parent(const std::string& key, const std::function<int()>& call);
  [[nodiscard]] Result<void> make_parent(const std::string& key);

  const std::filesystem::path path_;
  const Descriptor folder_;
  const Descriptor former_;
  const std::unordered_set<std::string> missing_in_former_;
  storage::ObjectStore& store_;
  const bool store_seals_;
  /// Becomes false when the store turns out to be on another file system.
  std::atomic<bool> links_;
};

}  // namespace audmg::backup
