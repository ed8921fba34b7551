// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/upload_index.hpp"

#include "audmg/core/hex.hpp"

#include <gtest/gtest.h>

namespace audmg::storage::filesystem {
namespace {

const UploadHeader kHeader{"orig/u/f", 50'000'000'001, 16'777'216};

TEST(UploadIndex, CountsParts) {
  EXPECT_EQ(kHeader.part_count(), 2981);
  EXPECT_EQ(kHeader.size_of_part(1), 16'777'216U);
  EXPECT_EQ(kHeader.size_of_part(2981), 50'000'000'001U - 2980 * 16'777'216ULL);
  EXPECT_EQ(kHeader.offset_of_part(2981), 2980 * 16'777'216ULL);
  EXPECT_EQ((UploadHeader{"k", 10, 10}.part_count()), 1);
  EXPECT_EQ((UploadHeader{"k", 11, 10}.part_count()), 2);
}

TEST(UploadIndex, RoundTripsTheHeader) {
  const auto header = decode_header(encode_header(kHeader));
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->key, kHeader.key);
  EXPECT_EQ(header->size, kHeader.size);
  EXPECT_EQ(header->part_size, kHeader.part_size);
}

TEST(UploadIndex, WritesTheDocumentedBytes) {
  const auto header = encode_header({"k", 0x0102030405, 0x0a0b});
  EXPECT_EQ(header.size(), kIndexHeaderBytes);
  EXPECT_EQ(to_hex(std::span(header).first(33)),
            "4155444d47555031"
            "0504030201000000"
            "0b0a000000000000"
            "0100000000000000"
            "6b");
}

TEST(UploadIndex, SeesEveryFlippedBit) {
  const PartRecord part{1000, openssl::sha256("x")};
  const auto header = encode_header(kHeader);
  for (std::size_t bit = 0; bit < header.size() * 8; ++bit) {
    auto damaged = header;
    damaged[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(decode_header(damaged).has_value()) << bit;
  }
  const auto record = encode_record(7, part);
  ASSERT_TRUE(decode_record(7, record).has_value());
  EXPECT_EQ(decode_record(7, record)->size, 1000U);
  EXPECT_EQ(decode_record(7, record)->sha256, part.sha256);
  for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
    auto damaged = record;
    damaged[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(decode_record(7, damaged).has_value()) << bit;
  }
  EXPECT_FALSE(decode_record(8, record).has_value()) << "a record is for one part";
  EXPECT_FALSE(decode_record(7, std::vector<std::byte>(kIndexRecordBytes)).has_value());
  EXPECT_FALSE(decode_record(7, std::span(record).first(63)).has_value());
  EXPECT_FALSE(decode_header(std::span(header).first(1023)).has_value());
  EXPECT_FALSE(decode_header({}).has_value());
}

}  // namespace
}  // namespace audmg::storage::filesystem
