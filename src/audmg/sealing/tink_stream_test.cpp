// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/tink_stream.hpp"

#include "audmg/sealing/sealed_object.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace audmg::sealing {
namespace {

constexpr std::uint64_t kFirstSegment = kPlainSegmentBytes - kStreamHeaderBytes;

/// Sizes around each place where another segment begins.
std::vector<std::uint64_t> sizes_at_the_edges() {
  std::vector<std::uint64_t> sizes{0, 1, 2, 1000};
  for (std::uint64_t segments = 1; segments < 5; ++segments) {
    const std::uint64_t edge = kFirstSegment + (segments - 1) * kPlainSegmentBytes;
    for (const std::uint64_t size : {edge - 1, edge, edge + 1}) sizes.push_back(size);
  }
  sizes.push_back(std::uint64_t{50'000'000'000});
  sizes.push_back(kMaxStreamBytes);
  return sizes;
}

TEST(TinkStream, HasTheSizesOfTink) {
  EXPECT_EQ(sealed_stream_bytes(0), 56U);
  EXPECT_EQ(sealed_stream_bytes(1), 57U);
  EXPECT_EQ(sealed_stream_bytes(kFirstSegment), kSegmentBytes);
  EXPECT_EQ(sealed_stream_bytes(kFirstSegment + 1), kSegmentBytes + 17);
  EXPECT_EQ(sealed_stream_bytes(kFirstSegment + kPlainSegmentBytes), 2 * kSegmentBytes);
}

TEST(TinkStream, TellsThePlaintextsSizeFromItsOwn) {
  for (const std::uint64_t size : sizes_at_the_edges()) {
    EXPECT_EQ(plain_stream_bytes(sealed_stream_bytes(size)), size) << size;
  }
  for (std::uint64_t sealed = 0; sealed < 56; ++sealed) EXPECT_FALSE(plain_stream_bytes(sealed));
  // A segment that has nothing, or not even its tag.
  for (std::uint64_t sealed = kSegmentBytes + 1; sealed <= kSegmentBytes + 16; ++sealed) {
    EXPECT_FALSE(plain_stream_bytes(sealed)) << sealed;
  }
}

TEST(TinkStream, FindsEachByteInOneSegment) {
  for (const std::uint64_t size : sizes_at_the_edges()) {
    if (size == 0 || size > 10 * kSegmentBytes) continue;
    std::uint64_t next = 0;
    std::uint32_t number = 0;
    while (next < size) {
      const Segment segment = segment_of(next, size);
      EXPECT_EQ(segment.number, number++);
      EXPECT_EQ(segment.plain_offset, next);
      EXPECT_EQ(segment_of(next + segment.plain_bytes - 1, size).number, segment.number);
      next += segment.plain_bytes;
      EXPECT_EQ(segment.is_last, next == size);
      if (segment.is_last) {
        EXPECT_EQ(segment.sealed_offset + segment.sealed_bytes(), sealed_stream_bytes(size));
      }
    }
  }
}

TEST(TinkStream, NeverBeginsTwiceAlike) {
  std::set<StreamHeader> headers;
  for (int i = 0; i < 1000; ++i) headers.insert(StreamCipher::make(DataKey{}, "").header());
  EXPECT_EQ(headers.size(), 1000U);
}

TEST(TinkStream, RefusesAHeaderOfAnotherLength) {
  StreamHeader header = StreamCipher::make(DataKey{}, "x").header();
  EXPECT_TRUE(StreamCipher::read(DataKey{}, header, "x"));
  header[0] = std::byte{24};
  EXPECT_FALSE(StreamCipher::read(DataKey{}, header, "x"));
}

TEST(SealedObjectSizes, AreThoseOfTheirStreams) {
  for (const std::uint64_t stream_bytes :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, std::uint64_t{8'000'000}}) {
    for (const std::uint64_t size : sizes_at_the_edges()) {
      if (stream_bytes == 1 && size > 1'000'000) continue;
      const std::uint64_t sealed = sealed_object_bytes(size, stream_bytes);
      EXPECT_EQ(plain_object_bytes(sealed, stream_bytes), size) << size << " " << stream_bytes;
      const std::uint64_t count = stream_count(size, stream_bytes);
      EXPECT_GT(sealed, stream_offset(count - 1, stream_bytes));
      if (count > 1) {
        EXPECT_LE(sealed, stream_offset(count, stream_bytes));
      }
    }
  }
  EXPECT_FALSE(plain_object_bytes(kSealedHeaderBytes, 0));
  EXPECT_FALSE(plain_object_bytes(0, 1000));
  // An empty stream after a whole one.
  EXPECT_FALSE(plain_object_bytes(stream_offset(1, 1000) + sealed_stream_bytes(0), 1000));
}

}  // namespace
}  // namespace audmg::sealing
