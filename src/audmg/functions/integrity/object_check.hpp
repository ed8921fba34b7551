// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/services.hpp"

#include <optional>
#include <string>

namespace audmg::functions {

// What a file's owner is told of its bytes, as File::damage.
inline constexpr std::string_view kObjectMissing = "The stored file is missing.";
inline constexpr std::string_view kObjectCutOff = "The stored file has another size than it had.";
inline constexpr std::string_view kObjectRotten = "The stored file's bytes have changed.";

[[nodiscard]] database::LookedAt object_of(const database::File& file);

/// What a look at the object, without reading it, finds wrong: that it is missing or has another
/// size; "" otherwise. Errors: unavailable, internal (nothing is known then).
[[nodiscard]] Result<std::string_view> look_at_object(const database::File& file,
                                                      Services& services);

/// Whether a file's bytes can be relied upon, as far as is known without reading them: not known to
/// be damaged, and there with their size. Errors: as look_at_object().
[[nodiscard]] Result<bool> is_sound(const database::File& file, Services& services);

/// Marks the file as damaged, with the event `file.damaged` when that is news, and logs it. Errors:
/// those of the integrity repository.
[[nodiscard]] Result<void> report_damage(const database::File& file, std::string_view damage,
                                         Services& services);

}  // namespace audmg::functions
