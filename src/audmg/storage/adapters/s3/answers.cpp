// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/answers.hpp"

#include "audmg/core/number.hpp"
#include "audmg/lib/aws/uri.hpp"
#include "audmg/lib/pugixml/document.hpp"
#include "audmg/storage/adapters/s3/bucket.hpp"
#include "audmg/storage/object_key.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace audmg::storage::s3 {
namespace {

constexpr std::size_t kMaxUploadIdBytes = 1024;

std::unexpected<Error> unreadable(std::string_view what) {
  return fail(ErrorCode::internal, "s3: an answer without " + std::string(what));
}

Result<xml::Document> parse(std::string_view body, std::string_view root) {
  auto document = xml::Document::parse(body, {});
  if (!document) return fail(ErrorCode::internal, "s3: " + document.error().message);
  if (document->root().name() != root) return unreadable(root);
  return document;
}

template <class Number>
std::optional<Number> read_number(std::optional<std::string_view> text) {
  return text ? parse_whole<Number>(*text) : std::nullopt;
}

/// Reads "2026-01-31T23:59:59.000Z", with or without a fraction of any length.
std::optional<TimePoint> read_time(std::optional<std::string_view> text) {
  if (!text || !text->ends_with('Z')) return std::nullopt;
  const std::string_view body = text->substr(0, text->size() - 1);
  const std::size_t dot = std::min(body.find('.'), body.size());
  std::string fraction(dot < body.size() ? body.substr(dot + 1, 3) : std::string_view());
  fraction.resize(3, '0');
  return parse_rfc3339(std::string(body.substr(0, dot)) + "." + fraction + "Z");
}

/// encoding-type=url is the encoding of forms: "+" is a space.
std::string decode(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return aws::uri_decode(spaced);
}

bool is_truncated(const xml::Element& root) { return root.child_text("IsTruncated") == "true"; }

std::optional<ObjectInfo> read_object(const xml::Element& element) {
  const auto key = element.child_text("Key");
  const auto size = read_number<std::uint64_t>(element.child_text("Size"));
  const auto modified = read_time(element.child_text("LastModified"));
  std::string etag = bare_etag(element.child_text("ETag").value_or(""));
  if (!key || !size || !modified || etag.empty()) return std::nullopt;
  return ObjectInfo{.key = decode(*key),
                    .size = *size,
                    .etag = std::move(etag),
                    .sha256 = {},
                    .last_modified = *modified};
}

std::optional<ObjectVersion> read_version(const xml::Element& element) {
  const bool is_marker = element.name() == "DeleteMarker";
  const auto key = element.child_text("Key");
  const auto id = element.child_text("VersionId");
  const auto size = is_marker ? 0 : read_number<std::uint64_t>(element.child_text("Size"));
  const auto modified = read_time(element.child_text("LastModified"));
  if (!key || !id || id->empty() || !size || !modified) return std::nullopt;
  return ObjectVersion{.key = decode(*key),
                       .id = std::string(*id),
                       .is_marker = is_marker,
                       .is_latest = element.child_text("IsLatest") == "true",
                       .size = *size,
                       .last_modified = *modified};
}

std::optional<Part> read_part(const xml::Element& element) {
  const auto number = read_number<int>(element.child_text("PartNumber"));
  const auto size = read_number<std::uint64_t>(element.child_text("Size"));
  std::string etag = bare_etag(element.child_text("ETag").value_or(""));
  if (!number || *number < 1 || *number > kMaxPartNumber || !size || etag.empty()) {
    return std::nullopt;
  }
  return Part{.part_number = *number,
              .size = *size,
              .etag = std::move(etag),
              .checksum = std::string(element.child_text(kChecksumElement).value_or(""))};
}

}  // namespace

Result<std::string> read_upload_id(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "InitiateMultipartUploadResult"));
  const auto id = document.root().child_text("UploadId");
  if (!id || id->empty() || id->size() > kMaxUploadIdBytes) return unreadable("UploadId");
  return std::string(*id);
}

Result<std::string> read_joined_etag(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "CompleteMultipartUploadResult"));
  std::string etag = bare_etag(document.root().child_text("ETag").value_or(""));
  if (etag.empty()) return unreadable("ETag");
  return etag;
}

Result<ObjectsPage> read_objects(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "ListBucketResult"));
  const xml::Element root = document.root();
  ObjectsPage page;
  for (const xml::Element& element : root.children("Contents")) {
    auto object = read_object(element);
    if (!object) return unreadable("an object's Key, Size, ETag or LastModified");
    if (is_object_key(object->key)) page.objects.push_back(*std::move(object));
  }
  if (is_truncated(root)) {
    page.continuation_token = root.child_text("NextContinuationToken").value_or("");
    if (page.continuation_token.empty()) return unreadable("NextContinuationToken");
  }
  return page;
}

Result<VersionsPage> read_versions(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "ListVersionsResult"));
  const xml::Element root = document.root();
  VersionsPage page;
  for (const xml::Element& element : root.children()) {
    if (element.name() != "Version" && element.name() != "DeleteMarker") continue;
    auto version = read_version(element);
    if (!version) return unreadable("a version's Key, VersionId, Size or LastModified");
    if (is_object_key(version->key)) page.versions.push_back(*std::move(version));
  }
  // S3 sorts them like this. Engines that list all markers after all versions do not.
  std::ranges::stable_sort(page.versions, [](const ObjectVersion& a, const ObjectVersion& b) {
    return std::tuple(std::string_view(a.key), b.is_latest, b.last_modified) <
           std::tuple(std::string_view(b.key), a.is_latest, a.last_modified);
  });
  if (is_truncated(root)) {
    page.next_key = decode(root.child_text("NextKeyMarker").value_or(""));
    page.next_version = root.child_text("NextVersionIdMarker").value_or("");
    if (page.next_key.empty()) return unreadable("NextKeyMarker");
  }
  return page;
}

Result<void> read_deletions(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "DeleteResult"));
  const auto error = document.root().child("Error");
  if (!error) return {};
  std::string message = "s3 DeleteObjects: ";
  message.append(error->child_text("Code").value_or("an error without a code"));
  // The other objects of the list are deleted: the next call has fewer.
  return fail(ErrorCode::unavailable, std::move(message), true);
}

Result<bool> read_versioning(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "VersioningConfiguration"));
  return document.root().child_text("Status") == "Enabled";
}

Result<PartsPage> read_parts(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "ListPartsResult"));
  PartsPage page{.parts = {}, .is_truncated = is_truncated(document.root())};
  for (const xml::Element& element : document.root().children("Part")) {
    auto part = read_part(element);
    if (!part) return unreadable("a part's PartNumber, Size or ETag");
    if (!page.parts.empty() && page.parts.back().part_number >= part->part_number) {
      return unreadable("parts in order");
    }
    page.parts.push_back(*std::move(part));
  }
  return page;
}

Result<UploadsPage> read_uploads(std::string_view body) {
  AUDMG_TRY(const auto document, parse(body, "ListMultipartUploadsResult"));
  const xml::Element root = document.root();
  UploadsPage page{.uploads = {}, .is_truncated = is_truncated(root)};
  for (const xml::Element& element : root.children("Upload")) {
    const auto key = element.child_text("Key");
    const auto id = element.child_text("UploadId");
    const auto initiated = read_time(element.child_text("Initiated"));
    if (!key || !id || id->empty() || id->size() > kMaxUploadIdBytes || !initiated) {
      return unreadable("an upload's Key, UploadId or Initiated");
    }
    std::string name = decode(*key);
    if (!is_object_key(name)) continue;
    page.uploads.push_back({std::move(name), std::string(*id), *initiated});
  }
  return page;
}

}  // namespace audmg::storage::s3
