// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/aws_findings.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/text.hpp"
#include "audmg/storage/small_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace audmg::app {
namespace {

using storage::s3::CorsRule;

constexpr std::string_view kBucket = "bucket";
constexpr std::string_view kCors = "bucket CORS";
constexpr std::string_view kProbe = "audmg doctor was here";
/// Of an upload in parts that is never sent.
constexpr std::uint64_t kPartBytes = std::uint64_t{5} * 1024 * 1024;

bool pattern_fits(std::string_view pattern, std::string_view origin) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return equals_ignore_case(pattern, origin);
  const std::string_view before = pattern.substr(0, star);
  const std::string_view after = pattern.substr(star + 1);
  return origin.size() >= before.size() + after.size() && origin.starts_with(before) &&
         origin.ends_with(after);
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::any_of(words, [&](const std::string& each) {
    return each == "*" || equals_ignore_case(each, word);
  });
}

/// S3 takes the first rule that fits origin and method.
bool lets(const std::vector<CorsRule>& rules, std::string_view origin, std::string_view method,
          std::string_view exposed) {
  const auto rule = std::ranges::find_if(rules, [&](const CorsRule& each) {
    const bool is_for_it =
        origin.empty() || std::ranges::any_of(each.origins, [&](const std::string& pattern) {
          return pattern_fits(pattern, origin);
        });
    return is_for_it && std::ranges::find(each.methods, method) != each.methods.end();
  });
  return rule != rules.end() && (exposed.empty() || has(rule->exposed, exposed));
}

Finding describe_cors(const Result<std::vector<CorsRule>>& rules, const std::string& bucket,
                      std::string_view origin) {
  if (!rules) {
    return {Verdict::warn, std::string(kCors), rules.error().message,
            "Let these credentials call s3:GetBucketCORS, or look at the rules yourself."};
  }
  const std::string who =
      origin.empty() ? std::string("some pages") : fmt::format("pages of {}", origin);
  std::string lacks;
  if (!lets(*rules, origin, "GET", {})) lacks = "read files";
  if (!lets(*rules, origin, "PUT", "ETag")) {
    lacks += fmt::format("{}send parts and see their ETag", lacks.empty() ? "" : " or ");
  }
  if (lacks.empty()) return {Verdict::ok, std::string(kCors), who + " may read and send files", ""};
  return {Verdict::fail, std::string(kCors), fmt::format("{} may not {}", who, lacks),
          fmt::format("aws s3api put-bucket-cors --bucket {} --cors-configuration "
                      "'{{\"CORSRules\":[{{\"AllowedOrigins\":[\"{}\"],\"AllowedMethods\":[\"GET\","
                      "\"HEAD\",\"PUT\"],\"AllowedHeaders\":[\"*\"],\"ExposeHeaders\":[\"ETag\"]}}]"
                      "}}'",
                      bucket, origin.empty() ? "https://your.origin" : origin)};
}

Result<void> try_upload(const std::string& key, storage::MultipartUploads& multipart) {
  AUDMG_TRY(
      const std::string upload,
      multipart.create_multipart_upload({.key = key, .size = kPartBytes, .part_size = kPartBytes}));
  return multipart.abort_multipart_upload(key, upload);
}

Result<void> try_object(const std::string& key, storage::ObjectStore& objects) {
  AUDMG_CHECK(storage::put_small_object(key, kProbe, objects));
  AUDMG_TRY(const std::string read, storage::get_small_object(key, kProbe.size(), objects));
  AUDMG_CHECK(objects.delete_object(key));
  if (read != kProbe) return fail(ErrorCode::corrupt, "it gives back other bytes than it took");
  return {};
}

}  // namespace

std::vector<Finding> describe_bucket(const storage::s3::BucketStanding& standing,
                                     const std::string& bucket, std::string_view origin) {
  std::vector<Finding> findings{describe_cors(standing.cors, bucket, origin)};
  if (!standing.keeps_versions) {
    findings.push_back({Verdict::warn, std::string(kBucket),
                        standing.keeps_versions.error().message,
                        "Let these credentials call s3:GetBucketVersioning."});
  } else if (!*standing.keeps_versions) {
    findings.push_back({Verdict::warn, std::string(kBucket),
                        "keeps no versions: what is deleted is gone",
                        fmt::format("aws s3api put-bucket-versioning --bucket {} "
                                    "--versioning-configuration Status=Enabled",
                                    bucket)});
  }
  return findings;
}

Finding try_bucket(storage::ObjectStore& objects, storage::MultipartUploads& multipart,
                   const Clock& clock) {
  const std::string key = "doctor/" + FileId::make(clock.now()).text();
  Result<void> tried = try_object(key, objects);
  if (tried) tried = try_upload(key, multipart);
  if (tried) return {Verdict::ok, std::string(kBucket), "an object came and went", ""};
  return {Verdict::fail, std::string(kBucket), tried.error().message,
          "Let these credentials call s3:PutObject, GetObject, DeleteObject, DeleteObjectVersion, "
          "ListBucketVersions and AbortMultipartUpload. The object is " +
              key + "."};
}

}  // namespace audmg::app
