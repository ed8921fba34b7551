// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/storage/adapters/filesystem/file_operations.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/filesystem/open_file.hpp"
#include "audmg/storage/object_store.hpp"

#include <sys/stat.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace audmg::storage::filesystem {

/// Returns an identifier of an object's version, made of size and modification time, which
/// next_modified_time() keeps unique.
[[nodiscard]] std::string etag_of(const struct stat& status);
[[nodiscard]] ObjectInfo object_info_of(std::string key, const struct stat& status);
/// Describes a sealed object, whose size and identifier are those that it has as a plain one.
[[nodiscard]] ObjectInfo sealed_info_of(std::string key, struct stat status,
                                        std::uint64_t plain_bytes);

inline constexpr std::string_view kObjectsFolder = "objects";
inline constexpr std::string_view kQuarantineFolder = "quarantine";

/// Returns the path of the object with this key, relative to the root.
[[nodiscard]] std::string object_path(std::string_view key);
/// Returns the last name of a path.
[[nodiscard]] std::string leaf_of(std::string_view path);

/// The folder that the store's parts share, with the rules that all of them follow: when to sync,
/// no writes after a failed sync, and how much space to leave free. Thread-safe.
class StoreFolder {
 public:
  /// Opens or creates root, objects/, quarantine/, tmp/ and uploads/, durably, and empties tmp/.
  [[nodiscard]] static Result<std::shared_ptr<StoreFolder>> open(
      const FilesystemObjectStoreOptions& options, FileOperations& operations);

  [[nodiscard]] FileOperations& operations() const noexcept { return operations_; }
  /// Returns null where all objects are plain.
  [[nodiscard]] const sealing::Keyring* keyring() const noexcept { return keyring_.get(); }
  /// Held shared by whatever changes which file an object's key names, and alone while a sealed
  /// object is put in the place of the same plain one. One of several, so that a sealer need not
  /// wait until no upload at all is being published.
  [[nodiscard]] std::shared_mutex& name_of(std::string_view key) noexcept {
    return names_[std::hash<std::string_view>{}(key) % names_.size()];
  }
  [[nodiscard]] int objects() const noexcept { return objects_.get(); }
  [[nodiscard]] int quarantine() const noexcept { return quarantine_.get(); }
  [[nodiscard]] int temporary() const noexcept { return temporary_.get(); }
  [[nodiscard]] int uploads() const noexcept { return uploads_.get(); }

  /// Opens `path` in `folder` (FileOperations::open()). When no descriptor is left, asks for some
  /// to be given back and retries once. Errors: not_found, out_of_space, unavailable, internal.
  [[nodiscard]] Result<OpenFile> open_at(int folder, const char* path, int flags) const;
  /// `give_back` closes descriptors that are held only for speed, and returns false when there were
  /// none. Call this before other threads use the folder.
  void set_give_back(std::function<bool()> give_back) { give_back_ = std::move(give_back); }
  /// Errors: unavailable when there are too few descriptors for another upload.
  [[nodiscard]] Result<void> require_descriptors() const;

  /// Errors: unavailable once a sync has failed.
  [[nodiscard]] Result<void> require_writable() const;
  /// Errors: out_of_space when `upcoming` more bytes would go under the watermark.
  [[nodiscard]] Result<void> require_space(std::uint64_t upcoming) const;
  /// Errors: internal.
  [[nodiscard]] Result<std::uint64_t> free_bytes() const;

  /// Syncs. A failed sync is never tried again, because the kernel has marked the lost pages clean
  /// and the second call would report success. The store takes no more writes until it is reopened.
  /// Errors: unavailable.
  [[nodiscard]] Result<void> sync_file(int file);
  [[nodiscard]] Result<void> sync_data(int file);
  [[nodiscard]] Result<void> sync_folder(int folder);
  /// Only begins writing; but an error that it reports would be missing from the later sync, so it
  /// counts as a failed sync.
  [[nodiscard]] Result<void> start_writeback(int file, std::uint64_t offset, std::uint64_t length);

  /// Opens the folder that contains a path relative to the root. Errors: not_found (also when an
  /// object stands where a folder should), unavailable, internal.
  [[nodiscard]] Result<OpenFile> open_parent(std::string_view path) const;
  /// Like open_parent(), but creates absent folders durably. Errors: invalid_argument (an object
  /// stands where a folder is needed), out_of_space, unavailable, internal.
  [[nodiscard]] Result<OpenFile> make_parent(std::string_view whole_path);

  /// Moves the synced file `name` in `folder` to its place under `key`, durably. After a failure
  /// the file is back under `name` and the former object under `key`, as far as the disk still
  /// allows. Errors: invalid_argument (a folder has the key's name), out_of_space, unavailable,
  /// internal.
  [[nodiscard]] Result<void> publish(int folder, const std::string& name, std::string_view key);

  /// Stamps the file with a time that no other file of this process has, and syncs it. Returns its
  /// status.
  [[nodiscard]] Result<struct stat> stamp_and_sync(int file);

  /// Returns a name that is free in tmp/.
  [[nodiscard]] std::string temporary_name();

 private:
  static constexpr std::size_t kNameLocks = 64;

  StoreFolder(const FilesystemObjectStoreOptions& options, FileOperations& operations)
      : operations_(operations),
        min_free_bytes_(options.min_free_bytes),
        keyring_(options.keyring) {}

  Result<void> open_all(const std::string& root);
  Result<OpenFile> open_or_make_folder(int parent, const std::string& name);
  Result<void> empty_temporary();
  Result<void> sync_result(int result, std::string_view what);
  /// The object that the key named before.
  enum class Replaced { nothing, kept, unknown };
  void take_back(int folder, const std::string& name, int parent, const std::string& leaf,
                 Replaced replaced);
  bool is_durable(const std::string& path);
  timespec next_modified_time();

  FileOperations& operations_;
  std::uint64_t min_free_bytes_;
  const std::shared_ptr<const sealing::Keyring> keyring_;
  std::array<std::shared_mutex, kNameLocks> names_;
  std::function<bool()> give_back_;
  OpenFile root_;
  OpenFile objects_;
  OpenFile quarantine_;
  OpenFile temporary_;
  OpenFile uploads_;
  std::atomic<bool> read_only_{false};
  std::atomic<std::int64_t> last_modified_ns_{0};
  std::atomic<std::uint64_t> next_temporary_{0};
  std::mutex durable_folders_mutex_;
  /// Paths of folders whose own directory entry this process has synced.
  std::unordered_set<std::string> durable_folders_;
};

}  // namespace audmg::storage::filesystem
