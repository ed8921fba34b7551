// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"

#include <memory>
#include <string_view>

namespace audmg::storage::s3 {

/// One request opens the object and brings its first MiB. The rest is read in windows, larger ones
/// when the reading goes on where it was. Errors: not_found, unavailable, internal.
[[nodiscard]] Result<std::unique_ptr<ObjectReader>> open_object(std::shared_ptr<Bucket> bucket,
                                                                std::string_view key);

}  // namespace audmg::storage::s3
