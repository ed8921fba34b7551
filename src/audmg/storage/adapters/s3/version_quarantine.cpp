// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/version_quarantine.hpp"

#include "audmg/storage/adapters/s3/object_versions.hpp"
#include "audmg/storage/object_key.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

namespace audmg::storage::s3 {
namespace {

/// Returns the newest version that is not a marker; the end when there is none.
KeyVersions::const_iterator newest_object(const KeyVersions& versions) {
  return std::ranges::find(versions, false, &ObjectVersion::is_marker);
}

bool is_quarantined(const KeyVersions& versions) {
  const auto object = newest_object(versions);
  return object != versions.begin() && object != versions.end();
}

class VersionQuarantine final : public Quarantine {
 public:
  explicit VersionQuarantine(std::shared_ptr<Bucket> bucket) : bucket_(std::move(bucket)) {}

  Result<void> quarantine_object(std::string_view key) override {
    if (!is_object_key(key)) return {};
    // A second marker would only obscure since when the object is here.
    const auto there = bucket_->head(key);
    if (!there && there.error().code == ErrorCode::not_found) return {};
    if (!there) return std::unexpected(there.error());
    AUDMG_CHECK(check_versioning());
    const auto reply = bucket_->send(
        {.action = "DeleteObject", .method = "DELETE", .path = "/" + std::string(key)});
    if (reply || is_absent(reply.error())) return {};
    return std::unexpected(to_store_error(reply.error()));
  }

  Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) override {
    std::vector<QuarantinedObject> found;
    if (request.max_keys == 0) return found;
    AUDMG_CHECK(walk_versions(
        *bucket_, {.prefix = request.prefix, .after_key = request.start_after},
        [&](const KeyVersions& versions) {
          if (is_quarantined(versions)) {
            const auto object = newest_object(versions);
            // The lifecycle counts from the oldest of several markers.
            found.push_back({object->key, object->size, std::prev(object)->last_modified});
          }
          return found.size() < request.max_keys;
        }));
    return found;
  }

  Result<void> restore_quarantined(std::string_view key) override {
    if (!is_object_key(key)) return fail(ErrorCode::not_found, "not an object key");
    AUDMG_TRY(const KeyVersions versions, versions_of(*bucket_, key));
    const auto object = newest_object(versions);
    if (object == versions.end()) return fail(ErrorCode::not_found, "nothing to bring back");
    if (object == versions.begin()) return fail(ErrorCode::already_exists, "the object is there");
    for (auto marker = versions.begin(); marker != object; ++marker) {
      AUDMG_CHECK(delete_version(*bucket_, *marker));
    }
    return {};
  }

  Result<std::size_t> purge_quarantined(TimePoint) override { return 0; }

 private:
  /// Without versioning, S3 would delete the object permanently.
  Result<void> check_versioning() {
    if (keeps_versions_.load()) return {};
    const auto reply = bucket_->send(
        {.action = "GetBucketVersioning", .method = "GET", .query = {{"versioning", ""}}});
    if (!reply) return std::unexpected(to_store_error(reply.error()));
    AUDMG_TRY(const bool is_on, read_versioning(reply->body));
    if (!is_on) {
      return fail(ErrorCode::internal,
                  "s3: the bucket keeps no versions, so nothing can be quarantined in it; enable "
                  "versioning");
    }
    keeps_versions_ = true;
    return {};
  }

  const std::shared_ptr<Bucket> bucket_;
  std::atomic<bool> keeps_versions_{false};
};

}  // namespace

std::unique_ptr<Quarantine> make_version_quarantine(std::shared_ptr<Bucket> bucket) {
  return std::make_unique<VersionQuarantine>(std::move(bucket));
}

}  // namespace audmg::storage::s3
