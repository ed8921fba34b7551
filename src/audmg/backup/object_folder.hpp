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
  /// former snapshot is the same. Errors: already_exists (it was stored before), not_found (the
  /// store has it not), corrupt (it is not what the records say; its bytes are kept all the same),
  /// out_of_space, unavailable, internal.
  [[nodiscard]] Result<StoredObject> store(const NamedObject& object);

 private:
  ObjectFolder(Descriptor folder, Descriptor former, storage::ObjectStore& store, bool links)
      : folder_(std::move(folder)), former_(std::move(former)), store_(store), links_(links) {}
  [[nodiscard]] Result<bool> link_to_store(const storage::ObjectReader& reader,
                                           const std::string& key);
  [[nodiscard]] Result<std::optional<std::uint64_t>> reuse(const NamedObject& object);
  [[nodiscard]] Result<std::uint64_t> copy(storage::ObjectReader& reader,
                                           const NamedObject& object);
  /// Makes a system call that adds a name; once more when its folder had to be made first.
  [[nodiscard]] Result<int> with_parent(const std::string& key, const std::function<int()>& call);
  [[nodiscard]] Result<void> make_parent(const std::string& key);

  const Descriptor folder_;
  const Descriptor former_;
  storage::ObjectStore& store_;
  /// False once the store turns out to be elsewhere.
  std::atomic<bool> links_;
};

}  // namespace audmg::backup
