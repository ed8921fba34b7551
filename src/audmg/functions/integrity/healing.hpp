// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::functions {

/// An object with the bytes that a damaged file should have.
struct Replacement {
  std::string object_key;
  std::optional<std::uint32_t> crc32{};
  /// The upload session that brought the object, and the note that the session is complete.
  std::optional<UploadId> upload{};
  std::optional<database::IdempotentCompletion> completion{};
};

/// Makes the damaged file name the replacement, which gets its sidecar first. Adds the event
/// `file.healed`; a file that had failed is processed again. Returns the file, or nothing when it
/// has changed meanwhile; then the replacement does not belong to any file. Errors: those of the
/// stores.
[[nodiscard]] Result<std::optional<database::File>> put_in_place(const database::File& damaged,
                                                                 const Replacement& replacement,
                                                                 const FileServices& services);

/// Stores the bytes of a copy as a new object and puts it in the place of the damaged one. Returns
/// false when the bytes are not the file's, or the file has changed meanwhile. Errors: those of the
/// stores and of the reader.
[[nodiscard]] Result<bool> heal_from_copy(const database::File& damaged,
                                          storage::ObjectReader& copy,
                                          const FileServices& services);

/// Does the same for a companion of the picture. The facts of a sidecar are read again. Returns
/// false when the bytes are not the companion's, or the picture has another one meanwhile.
[[nodiscard]] Result<bool> heal_companion_from_copy(const database::File& picture,
                                                    const database::Companion& damaged,
                                                    storage::ObjectReader& copy,
                                                    const FileServices& services);

}  // namespace audmg::functions
