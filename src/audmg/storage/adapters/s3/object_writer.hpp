// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/adapters/s3/multipart_calls.hpp"

#include <cstdint>
#include <memory>

namespace audmg::storage::s3 {

/// Returns a writer that keeps up to one part in memory. An object that is no larger is put in one
/// request at commit(); a larger one is sent in parts while it arrives, and joined at commit().
[[nodiscard]] std::unique_ptr<ObjectWriter> make_object_writer(std::shared_ptr<Bucket> bucket,
                                                               const PutObjectRequest& request);

/// Returns a writer of one part, which is kept in memory until commit().
[[nodiscard]] std::unique_ptr<ObjectWriter> make_part_writer(std::shared_ptr<Bucket> bucket,
                                                             S3Upload upload, int part_number,
                                                             std::uint64_t size,
                                                             const Clock& clock);

}  // namespace audmg::storage::s3
