// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/quarantine.hpp"

#include <memory>

namespace audmg::storage::s3 {

/// Returns a quarantine made of the bucket's versioning: an object is in it when the newest of its
/// versions is a delete marker. The bucket's lifecycle expires such objects, so purge_quarantined()
/// does nothing. In a bucket without versioning, quarantine_object() fails (internal).
[[nodiscard]] std::unique_ptr<Quarantine> make_version_quarantine(std::shared_ptr<Bucket> bucket);

}  // namespace audmg::storage::s3
