// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/services.hpp"

#include <string_view>

namespace audmg::functions {

/// The object store tells that an original was written. Works on its file as the file's own message
/// has it done, unless that is under way or done with: when there is no row yet, that message comes
/// with the row. So each may come first, late, twice or never. `job` has the receive count and the
/// stop of the message that told it. Keys of other things are done with. Errors: those of media(),
/// and of the repositories.
[[nodiscard]] Result<void> object_created(std::string_view object_key, const Job& job,
                                          Services& services);

}  // namespace audmg::functions
