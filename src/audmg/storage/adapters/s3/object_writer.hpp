// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/adapters/s3/multipart_calls.hpp"

#include <cstdint>
#include <memory>

namespace audmg::storage::s3 {

/// Keeps up to one part in memory: an object that is no larger is put in one request at commit(), a
/// larger one goes out in parts while it comes in, and is joined at commit().
[[nodiscard]] std::unique_ptr<ObjectWriter> make_object_writer(std::shared_ptr<Bucket> bucket,
                                                               const PutObjectRequest& request);

/// One part, kept in memory until commit().
[[nodiscard]] std::unique_ptr<ObjectWriter> make_part_writer(std::shared_ptr<Bucket> bucket,
                                                             S3Upload upload, int part_number,
                                                             std::uint64_t size,
                                                             const Clock& clock);

}  // namespace audmg::storage::s3
