// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"

#include <optional>
#include <string_view>

namespace audmg::functions {

/// The file whose original the object store has just reported as written, when nobody has begun to
/// process it; nothing otherwise, and nothing for keys of other things. When there is no row yet,
/// the file's own message comes with the row. So the store's message and the file's own one may
/// each come first, late, twice or never. Errors: those of the repositories.
[[nodiscard]] Result<std::optional<MediaMessage>> find_unbegun_file(std::string_view object_key,
                                                                    const RecordServices& services);

}  // namespace audmg::functions
