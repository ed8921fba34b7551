// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <string>

namespace audmg::functions {

/// Copies the object's bytes into an unnamed file in `folder`, for stores whose readers have no
/// descriptor. Errors: those of the reader; out_of_space; unavailable.
[[nodiscard]] Result<Descriptor> copy_to_local_file(storage::ObjectReader& object,
                                                    const std::string& folder);

}  // namespace audmg::functions
