// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/bucket_standing.hpp"

#include "audmg/lib/pugixml/document.hpp"
#include "audmg/storage/adapters/s3/bucket.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace audmg::storage::s3 {
namespace {

/// Nothing where the bucket has no such configuration.
Result<std::optional<xml::Document>> ask(Bucket& bucket, std::string_view action,
                                         const std::string& part, std::string_view absent) {
  const auto reply = bucket.send({.action = action, .method = "GET", .query = {{part, ""}}});
  if (!reply && !absent.empty() && reply.error().is(absent)) return std::nullopt;
  if (!reply) return std::unexpected(reply.error().error);
  auto document = xml::Document::parse(reply->body, {});
  if (!document) return fail(ErrorCode::corrupt, std::string(action) + ": the reply is not XML");
  return *std::move(document);
}

std::vector<std::string> texts(const xml::Element& rule, std::string_view name) {
  std::vector<std::string> found;
  for (const xml::Element& each : rule.children(name)) found.emplace_back(each.text());
  return found;
}

Result<std::vector<CorsRule>> ask_cors(Bucket& bucket) {
  AUDMG_TRY(const auto document, ask(bucket, "GetBucketCors", "cors", "NoSuchCORSConfiguration"));
  std::vector<CorsRule> rules;
  if (!document) return rules;
  for (const xml::Element& rule : document->root().children("CORSRule")) {
    rules.push_back({.origins = texts(rule, "AllowedOrigin"),
                     .methods = texts(rule, "AllowedMethod"),
                     .exposed = texts(rule, "ExposeHeader")});
  }
  return rules;
}

Result<bool> ask_versions(Bucket& bucket) {
  AUDMG_TRY(const auto document, ask(bucket, "GetBucketVersioning", "versioning", {}));
  return document && document->root().child_text("Status") == "Enabled";
}

}  // namespace

BucketStanding ask_bucket_standing(const S3ObjectStoreOptions& options,
                                   aws::CredentialsProvider& credentials,
                                   aws::HttpTransport& transport, const Clock& clock) {
  Bucket bucket(options, credentials, transport, clock);
  return {.cors = ask_cors(bucket), .keeps_versions = ask_versions(bucket)};
}

}  // namespace audmg::storage::s3
