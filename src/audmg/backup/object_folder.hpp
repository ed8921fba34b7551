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

/// How objects come into a snapshot of a store on the same file system.
enum class CopyMode {
  link,  ///< hard links: at once and without space, but damage of the disk hits both
  copy,  ///< copies of their own, where the file system can by sharing blocks until one changes
};

/// An object that the records name.
struct NamedObject {
  std::string key;
  /// Unset: the records do not know it.
  std::optional<std::uint64_t> size{};
  /// "": the records do not know it.
  std::string sha256{};
};

struct StoredObject {
  enum class How { linked, reused, copied };
  How how = How::copied;
  std::uint64_t size = 0;
};

struct ObjectFolderOptions {
  CopyMode mode = CopyMode::link;
  /// The objects of the snapshot before, whose copies serve again; empty: none.
  std::filesystem::path former{};
  /// Keys that the manifest of the former snapshot lists as missing: a file there is not the
  /// object.
  std::unordered_set<std::string> missing_in_former{};
};

/// The objects of a snapshot that is being made, as files under their keys. Thread-safe, for
/// different keys. Not durable before the file system is synced.
class ObjectFolder {
 public:
  /// `store` must outlive it. Errors: as fail_errno().
  [[nodiscard]] static Result<std::unique_ptr<ObjectFolder>> open(
      const std::filesystem::path& folder, storage::ObjectStore& store,
      const ObjectFolderOptions& options);

  /// Links or copies the object; objects never change, so one of the same key and size in the
  /// former snapshot is the same. An error leaves no file behind. Errors that concern this
  /// object alone: already_exists (it was stored before), not_found (the store does not have it),
  /// corrupt (it is not what the records say, or cannot be read). Errors that concern all objects:
  /// out_of_space, invalid_argument, unavailable, internal.
  [[nodiscard]] Result<StoredObject> store(const NamedObject& object);
  /// Fails unless all that `count` successful calls of store() made is still there, such as after a
  /// stranger has emptied the folder. Errors: internal.
  [[nodiscard]] Result<void> check_whole(std::uint64_t count) const;

 private:
  ObjectFolder(std::filesystem::path path, Descriptor folder, Descriptor former,
               storage::ObjectStore& store, const ObjectFolderOptions& options)
      : path_(std::move(path)),
        folder_(std::move(folder)),
        former_(std::move(former)),
        missing_in_former_(options.missing_in_former),
        store_(store),
        links_(options.mode == CopyMode::link) {}
  [[nodiscard]] Result<bool> link_to_store(const storage::ObjectReader& reader,
                                           const std::string& key);
  [[nodiscard]] Result<std::optional<std::uint64_t>> reuse(const NamedObject& object);
  [[nodiscard]] Result<std::uint64_t> copy(storage::ObjectReader& reader,
                                           const NamedObject& object);
  [[nodiscard]] static Result<void> fill(int target, storage::ObjectReader& reader,
                                         const NamedObject& object);
  [[nodiscard]] Result<void> remove(const std::string& key);
  /// Makes a system call that adds a name; once more when its folder had to be made first.
  [[nodiscard]] Result<int> with_parent(const std::string& key, const std::function<int()>& call);
  [[nodiscard]] Result<void> make_parent(const std::string& key);

  const std::filesystem::path path_;
  const Descriptor folder_;
  const Descriptor former_;
  const std::unordered_set<std::string> missing_in_former_;
  storage::ObjectStore& store_;
  /// False once the store turns out to be elsewhere.
  std::atomic<bool> links_;
};

}  // namespace audmg::backup
