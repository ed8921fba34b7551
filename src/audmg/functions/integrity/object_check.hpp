// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace audmg::functions {

// Descriptions of damage for the file's owner, as File::damage.
inline constexpr std::string_view kObjectMissing = "The stored file is missing.";
inline constexpr std::string_view kObjectCutOff = "The stored file has another size than it had.";
inline constexpr std::string_view kObjectRotten = "The stored file's bytes have changed.";
inline constexpr std::string_view kObjectUnreadable = "The stored file cannot be read.";

[[nodiscard]] database::LookedAt object_of(const database::File& file);

/// Returns the damage that head_object() revealed: the object is missing, has another size or
/// cannot be opened for its damage; "" otherwise. Errors: those of `looked`, except not_found and
/// corrupt.
[[nodiscard]] Result<std::string_view> judge_look(const Result<storage::ObjectInfo>& looked,
                                                  const database::File& file);

/// Looks at the object without reading it and judges it as judge_look() does. Errors: unavailable,
/// internal (nothing is known then).
[[nodiscard]] Result<std::string_view> look_at_object(const database::File& file,
                                                      const ObjectServices& services);

/// Returns whether a file's bytes can be relied upon, as far as is known without reading them: not
/// known to be damaged, and stored with the right size. Errors: as look_at_object().
[[nodiscard]] Result<bool> is_sound(const database::File& file, const ObjectServices& services);

/// Marks the file as damaged and logs it; adds the event `file.damaged` if that is news. Errors:
/// those of the integrity repository.
[[nodiscard]] Result<void> report_damage(const database::File& file, std::string_view damage,
                                         const ObjectServices& services);

/// Records that all bytes are correct, and `crc32` when it is set. If the file was known to be
/// damaged, clears the damage, adds the event `file.healed`, and logs it; returns whether it did
/// so. Errors: those of the integrity repository.
[[nodiscard]] Result<bool> report_sound(const database::File& file,
                                        std::optional<std::uint32_t> crc32,
                                        const ObjectServices& services);

/// Records that what belongs to the file is whole again, without its own bytes having been read;
/// clears the damage and so on as report_sound(). Errors: those of the integrity repository.
[[nodiscard]] Result<void> report_whole_again(const database::File& file,
                                              const ObjectServices& services);

void log_healing(const database::File& file, const ObjectServices& services);

}  // namespace audmg::functions
