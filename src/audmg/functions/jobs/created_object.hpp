// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"

#include <optional>
#include <string_view>

namespace audmg::functions {

/// Returns the file whose original the object store has just reported as written, if processing has
/// not begun; nothing otherwise, or for keys of other objects. When there is no row yet, the
/// transaction that adds the row also sends the file's own message. So the store's message and the
/// file's own may arrive in either order, late, twice or never. Errors: those of the repositories.
[[nodiscard]] Result<std::optional<MediaMessage>> find_unbegun_file(std::string_view object_key,
                                                                    const RecordServices& services);

}  // namespace audmg::functions
