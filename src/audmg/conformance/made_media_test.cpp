// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/made_media.hpp"

#include "audmg/media/types/file_type.hpp"
#include "doubles/memory_object_reader.hpp"

#include <gtest/gtest.h>

#include <set>
#include <span>
#include <string>

namespace audmg::conformance {
namespace {

std::string type_of(const std::string& bytes) {
  MemoryObjectReader object(std::as_bytes(std::span(bytes)));
  const auto verdict = media::inspect(object);
  if (!verdict || !verdict->type) return "none";
  return std::string(verdict->type->content_type);
}

TEST(MadeMedia, IsWhatItSays) {
  EXPECT_EQ(type_of(make_jpeg()), "image/jpeg");
  EXPECT_EQ(type_of(make_png()), "image/png");
  EXPECT_EQ(type_of(make_wav()), "audio/wav");
}

TEST(MadeMedia, IsAnotherFileEachTime) {
  std::set<std::string> made;
  for (int i = 0; i < 20; ++i) {
    made.insert(make_jpeg());
    made.insert(make_png());
    made.insert(make_wav());
  }
  EXPECT_EQ(made.size(), 60U);
}

}  // namespace
}  // namespace audmg::conformance
