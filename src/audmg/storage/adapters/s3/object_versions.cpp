// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/object_versions.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/sha256.hpp"
#include "audmg/lib/pugixml/writer.hpp"

#include <chrono>
#include <ranges>
#include <utility>

namespace audmg::storage::s3 {
namespace {

/// Status from engines that keep no versions.
constexpr int kNotImplemented = 501;
/// Of a thousand versions at a time.
constexpr std::chrono::seconds kDeletionTime{60};

aws::Call list_call(const std::string& prefix, const VersionsPage& before) {
  aws::Call call{.action = "ListObjectVersions",
                 .method = "GET",
                 .query = {{"versions", ""},
                           {"encoding-type", "url"},
                           {"max-keys", "1000"},
                           {"prefix", prefix}},
                 .max_answer_bytes = kMaxListBytes};
  if (!before.next_key.empty()) call.query.emplace_back("key-marker", before.next_key);
  if (!before.next_version.empty()) {
    call.query.emplace_back("version-id-marker", before.next_version);
  }
  return call;
}

Result<void> delete_by(Bucket& bucket, std::string_view key, aws::Parameters query) {
  const auto reply = bucket.send({.action = "DeleteObject",
                                  .method = "DELETE",
                                  .path = "/" + std::string(key),
                                  .query = std::move(query)});
  if (reply || is_absent(reply.error())) return {};
  return std::unexpected(to_store_error(reply.error()));
}

}  // namespace

Result<void> walk_versions(Bucket& bucket, const VersionWalk& walk,
                           const std::function<bool(const KeyVersions&)>& visit) {
  VersionsPage page{.versions = {}, .next_key = walk.after_key, .next_version = {}};
  KeyVersions of_key;
  do {
    const auto reply = bucket.send(list_call(walk.prefix, page));
    if (!reply && reply.error().status == kNotImplemented) return {};
    if (!reply) return std::unexpected(to_store_error(reply.error()));
    AUDMG_TRY(page, read_versions(reply->body));
    for (ObjectVersion& version : page.versions) {
      // Some engines begin with the key of the marker.
      if (version.key <= walk.after_key) continue;
      // A key's versions may continue on the next page.
      if (!of_key.empty() && of_key.front().key != version.key) {
        if (!visit(of_key)) return {};
        of_key.clear();
      }
      of_key.push_back(std::move(version));
    }
  } while (!page.next_key.empty());
  if (!of_key.empty()) visit(of_key);
  return {};
}

Result<KeyVersions> versions_of(Bucket& bucket, std::string_view key) {
  KeyVersions found;
  // The key is the first of those that begin with it.
  AUDMG_CHECK(walk_versions(bucket, {.prefix = std::string(key), .after_key = {}},
                            [&](const KeyVersions& versions) {
                              if (versions.front().key == key) found = versions;
                              return false;
                            }));
  return found;
}

Result<std::vector<ObjectVersion>> first_versions(Bucket& bucket, std::string_view prefix) {
  const auto reply = bucket.send(list_call(std::string(prefix), {}));
  if (!reply && reply.error().status == kNotImplemented) return std::vector<ObjectVersion>{};
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  AUDMG_TRY(VersionsPage page, read_versions(reply->body));
  return std::move(page.versions);
}

Result<void> delete_versions(Bucket& bucket, const std::vector<ObjectVersion>& versions) {
  std::string body = "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  for (const ObjectVersion& version : versions) {
    body += "<Object>";
    xml::append_element(body, "Key", version.key);
    if (!version.id.empty()) xml::append_element(body, "VersionId", version.id);
    body += "</Object>";
  }
  body += "<Quiet>true</Quiet></Delete>";
  const openssl::Sha256Digest digest = openssl::sha256(body);
  const auto reply = bucket.send({.action = "DeleteObjects",
                                  .query = {{"delete", ""}},
                                  // S3 takes no list without a checksum.
                                  .fields = {{"Content-Type", "application/xml"},
                                             {"x-amz-checksum-sha256", to_base64(digest)}},
                                  .body = body,
                                  .timeout = kDeletionTime});
  if (!reply) return std::unexpected(to_store_error(reply.error()));
  return read_deletions(reply->body);
}

Result<void> delete_version(Bucket& bucket, const ObjectVersion& version) {
  return delete_by(bucket, version.key, {{"versionId", version.id}});
}

Result<void> delete_all_versions(Bucket& bucket, std::string_view key) {
  AUDMG_TRY(const KeyVersions versions, versions_of(bucket, key));
  if (versions.empty()) {
    const auto there = bucket.head(key);
    if (there) return delete_by(bucket, key, {});
    if (there.error().code == ErrorCode::not_found) return {};
    return std::unexpected(there.error());
  }
  // The oldest goes first, so that no older version comes to light if this is interrupted.
  for (const ObjectVersion& version : std::views::reverse(versions)) {
    AUDMG_CHECK(delete_version(bucket, version));
  }
  return {};
}

}  // namespace audmg::storage::s3
