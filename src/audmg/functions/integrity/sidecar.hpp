// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Version of newly written sidecars. After it is raised, every original gets a new sidecar in the
/// background.
inline constexpr std::uint32_t kSidecarVersion = 1;
inline constexpr std::string_view kSidecarsPrefix = "meta/";

/// The description that the object store keeps beside an original's bytes, so that rows can be made
/// from it when the database is lost: docs/formats/object-store.md. It leaves the file's status and
/// media record out; processing determines them anew.
struct Sidecar {
  database::File file;
  std::string username;
};

/// The same beside a companion's bytes.
struct CompanionSidecar {
  UserId owner;
  std::string username;
  FileId picture;
  database::Companion companion;
};

/// Returns "meta/<object key>.json".
[[nodiscard]] std::string sidecar_key(std::string_view object_key);
/// Returns the object that a key of sidecar_key() belongs to; nothing for other keys.
[[nodiscard]] std::optional<std::string> object_key_of_sidecar(std::string_view key);

[[nodiscard]] std::string write_sidecar(const Sidecar& sidecar);
/// Errors: invalid_argument (not a sidecar, or one of a newer version).
[[nodiscard]] Result<Sidecar> read_sidecar(std::string_view json);

[[nodiscard]] std::string write_companion_sidecar(const CompanionSidecar& sidecar);
/// Errors: as read_sidecar(); a companion's sidecar is none of a file, and the other way round.
[[nodiscard]] Result<CompanionSidecar> read_companion_sidecar(std::string_view json);

/// Stores the sidecar of a companion durably. Errors: as store_sidecar().
[[nodiscard]] Result<void> store_companion_sidecar(const UserId& owner, const FileId& picture,
                                                   const database::Companion& companion,
                                                   const FileServices& services);
/// Errors: as load_sidecar().
[[nodiscard]] Result<CompanionSidecar> load_companion_sidecar(std::string_view object_key,
                                                              const FileServices& services);

/// Stores the sidecar of a file's original durably. Errors: those of the object store and the user
/// repository; not_found when the owner is gone.
[[nodiscard]] Result<void> store_sidecar(const database::File& file, const FileServices& services);
/// Errors: not_found, invalid_argument, and those of the object store.
[[nodiscard]] Result<Sidecar> load_sidecar(std::string_view object_key,
                                           const FileServices& services);

/// Returns whether the stored sidecar can be read and describes this file and its bytes. Errors:
/// those of the object store, except not_found.
[[nodiscard]] Result<bool> has_right_sidecar(const database::File& file,
                                             const FileServices& services);

}  // namespace audmg::functions
