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

// What a file's owner is told of its bytes, as File::damage.
inline constexpr std::string_view kObjectMissing = "The stored file is missing.";
inline constexpr std::string_view kObjectCutOff = "The stored file has another size than it had.";
inline constexpr std::string_view kObjectRotten = "The stored file's bytes have changed.";
inline constexpr std::string_view kObjectUnreadable = "The stored file cannot be read.";

[[nodiscard]] database::LookedAt object_of(const database::File& file);

/// What head_object() found wrong: that the object is missing or has another size; "" otherwise.
/// Errors: those of `looked`, but for not_found.
[[nodiscard]] Result<std::string_view> judge_look(const Result<storage::ObjectInfo>& looked,
                                                  const database::File& file);

/// What a look at the object, without reading it, finds wrong, as judge_look(). Errors:
/// unavailable, internal (nothing is known then).
[[nodiscard]] Result<std::string_view> look_at_object(const database::File& file,
                                                      Services& services);

/// Whether a file's bytes can be relied upon, as far as is known without reading them: not known to
/// be damaged, and there with their size. Errors: as look_at_object().
[[nodiscard]] Result<bool> is_sound(const database::File& file, Services& services);

/// Marks the file as damaged, with the event `file.damaged` when that is news, and logs it. Errors:
/// those of the integrity repository.
[[nodiscard]] Result<void> report_damage(const database::File& file, std::string_view damage,
                                         Services& services);

/// Notes that all bytes were found to be the right ones, and `crc32` when it is set. When the file
/// was known to be damaged, it is not any more: with the event `file.healed`, and logged; returns
/// whether. Errors: those of the integrity repository.
[[nodiscard]] Result<bool> report_sound(const database::File& file,
                                        std::optional<std::uint32_t> crc32, Services& services);

void log_healing(const database::File& file, Services& services);

}  // namespace audmg::functions
