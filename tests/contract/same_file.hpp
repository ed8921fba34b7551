// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"

#include <gtest/gtest.h>

namespace audmg::database {

/// Expects what a repository found to be the file, as far as its owner knows it.
inline void expect_same(const File& found, const File& file) {
  EXPECT_EQ(found.id, file.id);
  EXPECT_EQ(found.owner, file.owner);
  EXPECT_EQ(found.name, file.name);
  EXPECT_EQ(found.kind, file.kind);
  EXPECT_EQ(found.content_type, file.content_type);
  EXPECT_EQ(found.size, file.size);
  EXPECT_EQ(found.sha256, file.sha256);
  EXPECT_EQ(found.status, file.status);
  EXPECT_EQ(found.object_key, file.object_key);
  EXPECT_EQ(found.uploaded_at, file.uploaded_at);
  EXPECT_EQ(found.media_record, file.media_record);
  EXPECT_EQ(found.failure_reason, file.failure_reason);
  EXPECT_EQ(found.revision, file.revision);
  EXPECT_EQ(found.edits, file.edits);
  EXPECT_EQ(found.trashed_at, file.trashed_at);
  EXPECT_EQ(found.collections, file.collections);
}

}  // namespace audmg::database
