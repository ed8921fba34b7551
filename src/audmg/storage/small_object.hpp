// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::storage {

/// Stores an object that fits into memory, durably. Errors: those of the object store.
[[nodiscard]] Result<void> put_small_object(const std::string& key, std::string_view bytes,
                                            ObjectStore& objects);
/// Reads a whole object. Errors: not_found, too_large (more than `max_bytes`), and those of the
/// object store.
[[nodiscard]] Result<std::string> get_small_object(std::string_view key, std::size_t max_bytes,
                                                   ObjectStore& objects);

}  // namespace audmg::storage
