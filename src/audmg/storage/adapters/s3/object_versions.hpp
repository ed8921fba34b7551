// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/s3/answers.hpp"
#include "audmg/storage/adapters/s3/bucket.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::storage::s3 {

struct VersionWalk {
  std::string prefix{};
  /// Keys after this one; "" from the start.
  std::string after_key{};
};

/// All versions and delete markers of one key, newest first.
using KeyVersions = std::vector<ObjectVersion>;

/// Calls `visit` for each key in key order until it returns false. Visits nothing when the engine
/// cannot list versions. Errors: unavailable, internal.
[[nodiscard]] Result<void> walk_versions(Bucket& bucket, const VersionWalk& walk,
                                         const std::function<bool(const KeyVersions&)>& visit);

/// Returns the versions of one key; empty when it has none. Errors: unavailable, internal.
[[nodiscard]] Result<KeyVersions> versions_of(Bucket& bucket, std::string_view key);

/// Returns the first versions and markers under a prefix, a thousand or fewer; none when the engine
/// cannot list versions. Errors: unavailable, internal.
[[nodiscard]] Result<std::vector<ObjectVersion>> first_versions(Bucket& bucket,
                                                                std::string_view prefix);

/// Permanently deletes up to a thousand versions in one call; one without an id is the object of a
/// bucket that keeps no versions. Absent ones are success. Errors: unavailable, internal; some may
/// be deleted then.
[[nodiscard]] Result<void> delete_versions(Bucket& bucket,
                                           const std::vector<ObjectVersion>& versions);

/// Permanently deletes one version; an absent one is success. Errors: unavailable, internal.
[[nodiscard]] Result<void> delete_version(Bucket& bucket, const ObjectVersion& version);

/// Deletes the key's object with all its versions and markers. An absent one is success. Errors:
/// unavailable, internal.
[[nodiscard]] Result<void> delete_all_versions(Bucket& bucket, std::string_view key);

}  // namespace audmg::storage::s3
