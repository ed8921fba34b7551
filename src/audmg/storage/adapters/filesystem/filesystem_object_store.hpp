// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/storage/adapters/filesystem/file_operations.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_sealing.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace audmg::storage::filesystem {

struct FilesystemObjectStoreOptions {
  /// Folder of the store; created when absent (its parent must exist).
  std::string root;
  /// Writes fail with out_of_space when they would leave less free space than this, so that the
  /// database, logs and deletions still have room on a nearly full disk.
  std::uint64_t min_free_bytes = 0;
  /// Number of most recently used objects that stay open between reads.
  std::size_t max_open_objects = 1024;
  /// Number of most recently used unfinished uploads that stay open between parts; each has two
  /// descriptors.
  std::size_t max_open_uploads = 64;
  /// Seals new objects, and opens sealed ones; null for a store in which
  /// all objects are plain, whatever their bytes are.
  std::shared_ptr<const sealing::Keyring> keyring{};
};

/// Objects as files under one folder, which one process owns. Layout, formats and the order of
/// system calls: docs/formats/object-store.md.
class FilesystemObjectStore : public ObjectStore,
                              public MultipartUploads,
                              public Quarantine,
                              public ObjectSealing {};

/// Opens the store: takes the folder's lock, removes temporary files that a crash left and keeps
/// unfinished uploads. `operations` must outlive the store. Errors: unavailable (another process
/// has the store open), internal.
[[nodiscard]] Result<std::unique_ptr<FilesystemObjectStore>> make_filesystem_object_store(
    const FilesystemObjectStoreOptions& options,
    FileOperations& operations = system_file_operations());

}  // namespace audmg::storage::filesystem
