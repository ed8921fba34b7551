// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/answers.hpp"

#include "contract/error_code.hpp"

#include <gtest/gtest.h>

namespace audmg::storage::s3 {
namespace {

TEST(S3Answers, ReadsAListOfObjects) {
  const auto page = read_objects(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult "
      "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>true</IsTruncated>"
      "<NextContinuationToken>T=</NextContinuationToken>"
      "<Contents><Key>orig%2Fu%2F1</Key><LastModified>2026-01-31T23:59:59.123Z</LastModified>"
      "<ETag>&quot;e&quot;</ETag><Size>5</Size></Contents>"
      "<Contents><Key>not+ours/</Key><LastModified>2026-01-31T23:59:59Z</LastModified>"
      "<ETag>e</ETag><Size>0</Size></Contents></ListBucketResult>");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->continuation_token, "T=");
  ASSERT_EQ(page->objects.size(), 1U);
  EXPECT_EQ(page->objects[0].key, "orig/u/1");
  EXPECT_EQ(page->objects[0].etag, "e");
  EXPECT_EQ(page->objects[0].size, 5U);
  EXPECT_EQ(page->objects[0].last_modified, parse_rfc3339("2026-01-31T23:59:59.123Z"));
}

TEST(S3Answers, ReadsVersionsInTheirOrder) {
  const auto page = read_versions(
      "<ListVersionsResult><IsTruncated>true</IsTruncated>"
      "<NextKeyMarker>orig%2F1</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker>"
      "<Version><Key>orig%2F1</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest>"
      "<LastModified>2026-01-30T23:59:59.000Z</LastModified><Size>5</Size></Version>"
      "<DeleteMarker><Key>orig%2F1</Key><VersionId>m</VersionId><IsLatest>true</IsLatest>"
      "<LastModified>2026-01-31T23:59:59.000Z</LastModified></DeleteMarker>"
      "</ListVersionsResult>");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->versions.size(), 2U);
  EXPECT_TRUE(page->versions[0].is_marker);
  EXPECT_EQ(page->versions[0].id, "m");
  EXPECT_EQ(page->versions[1].key, "orig/1");
  EXPECT_EQ(page->versions[1].size, 5U);
  EXPECT_EQ(page->next_key, "orig/1");
  EXPECT_EQ(page->next_version, "v1");
  EXPECT_EQ(read_versioning("<VersioningConfiguration/>"), false);
  EXPECT_EQ(read_versioning("<VersioningConfiguration><Status>Suspended</Status>"
                            "</VersioningConfiguration>"),
            false);
}

TEST(S3Answers, ReadsWhatWasNotDeleted) {
  EXPECT_TRUE(read_deletions("<DeleteResult/>"));
  EXPECT_EQ(error_code(read_deletions("<DeleteResult><Error><Key>k</Key><Code>InternalError</Code>"
                                      "</Error></DeleteResult>")),
            ErrorCode::unavailable);
  EXPECT_EQ(error_code(read_deletions("<html/>")), ErrorCode::internal);
}

TEST(S3Answers, ReadsPartsAndUploads) {
  const auto parts = read_parts(
      "<ListPartsResult><IsTruncated>false</IsTruncated>"
      "<Part><PartNumber>2</PartNumber><ETag>\"a\"</ETag><Size>7</Size></Part>"
      "<Part><PartNumber>10000</PartNumber><ETag>\"b\"</ETag><Size>0</Size></Part>"
      "</ListPartsResult>");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->parts[1].part_number, 10'000);
  EXPECT_FALSE(parts->is_truncated);
  const auto uploads = read_uploads(
      "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>"
      "<NextKeyMarker>a%2Fb</NextKeyMarker><NextUploadIdMarker>i</NextUploadIdMarker>"
      "<Upload><Key>a%2Fb</Key><UploadId>i</UploadId><Initiated>2026-01-31T23:59:59.1Z</Initiated>"
      "</Upload></ListMultipartUploadsResult>");
  ASSERT_TRUE(uploads) << uploads.error().message;
  EXPECT_EQ(uploads->uploads[0].key, "a/b");
  EXPECT_TRUE(uploads->is_truncated);
}

TEST(S3Answers, RefusesWhatIsIncomplete) {
  for (const std::string text :
       {"", "{}", "<Error><Code>x</Code></Error>", "<ListPartsResult><Part/></ListPartsResult>",
        "<ListPartsResult><Part><PartNumber>0</PartNumber><ETag>e</ETag><Size>1</Size></Part>"
        "</ListPartsResult>",
        "<ListPartsResult><Part><PartNumber>10001</PartNumber><ETag>e</ETag><Size>1</Size></Part>"
        "</ListPartsResult>",
        "<ListPartsResult><Part><PartNumber>2</PartNumber><ETag>e</ETag><Size>1</Size></Part>"
        "<Part><PartNumber>1</PartNumber><ETag>e</ETag><Size>1</Size></Part></ListPartsResult>",
        "<ListPartsResult><Part><PartNumber>2</PartNumber><ETag>e</ETag><Size>-1</Size></Part>"
        "</ListPartsResult>"}) {
    EXPECT_EQ(error_code(read_parts(text)), ErrorCode::internal) << text;
  }
  EXPECT_EQ(error_code(read_versions("<ListVersionsResult><IsTruncated>true</IsTruncated>"
                                     "</ListVersionsResult>")),
            ErrorCode::internal);
  EXPECT_EQ(error_code(read_versions("<ListVersionsResult><Version><Key>k</Key></Version>"
                                     "</ListVersionsResult>")),
            ErrorCode::internal);
  EXPECT_EQ(error_code(read_upload_id("<InitiateMultipartUploadResult/>")), ErrorCode::internal);
  EXPECT_EQ(error_code(read_objects("<ListBucketResult><IsTruncated>true</IsTruncated>"
                                    "</ListBucketResult>")),
            ErrorCode::internal);
}

}  // namespace
}  // namespace audmg::storage::s3
