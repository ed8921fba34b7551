// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"

#include <memory>
#include <string_view>

namespace audmg::storage::s3 {

/// Opens the object and fetches its first MiB in one request. The rest is read in windows, larger
/// ones while the reads are sequential. Errors: not_found, unavailable, internal.
[[nodiscard]] Result<std::unique_ptr<ObjectReader>> open_object(std::shared_ptr<Bucket> bucket,
                                                                std::string_view key);

}  // namespace audmg::storage::s3
