// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/sealed_reader.hpp"
#include "audmg/storage/adapters/filesystem/file_operations.hpp"

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace audmg::storage::filesystem {

/// A file with a sealed object.
struct SealedFile {
  std::shared_ptr<const sealing::SealedObject> object;
  std::uint64_t plain_bytes = 0;
};

/// Reads the beginning of an object's file, whose status is `status`; returns nothing for a plain
/// object. `name` is its key. Errors: corrupt (sealed, and not to be opened), internal.
[[nodiscard]] Result<std::optional<SealedFile>> find_seal(FileOperations& operations, int file,
                                                          const struct stat& status,
                                                          const sealing::Keyring& keyring,
                                                          std::string_view name);

/// Returns a reader of the plaintext. `operations` and the descriptor must outlive it.
[[nodiscard]] std::unique_ptr<sealing::SealedReader> read_sealed(FileOperations& operations,
                                                                 int file,
                                                                 const SealedFile& sealed);

}  // namespace audmg::storage::filesystem
