// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/chunked_decoder.hpp"

#include "audmg/server/limits.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>

namespace audmg::server {
namespace {

struct Decoded {
  std::string body;
  bool done = false;
  std::size_t rest = 0;
};

/// Decodes what arrives in pieces of `step` bytes into a buffer of `room` bytes.
std::optional<Decoded> decode(const std::string& coded, std::size_t step, std::size_t room) {
  ChunkedDecoder decoder;
  Decoded decoded;
  std::string waiting;
  std::string into(room, '\0');
  std::size_t arrived = 0;
  while (!decoder.done()) {
    const auto result = decoder.decode(waiting, std::as_writable_bytes(std::span(into)));
    if (!result) return std::nullopt;
    decoded.body.append(into, 0, result->produced);
    waiting.erase(0, result->consumed);
    if (decoder.done() || (result->consumed > 0 && !waiting.empty())) continue;
    if (arrived == coded.size()) break;
    const auto taken = std::min(step, coded.size() - arrived);
    waiting.append(coded, arrived, taken);
    arrived += taken;
  }
  decoded.done = decoder.done();
  decoded.rest = waiting.size() + coded.size() - arrived;
  return decoded;
}

TEST(ChunkedDecoder, DecodesHoweverTheBytesArrive) {
  const std::string coded = "5\r\nhello\r\n1;ext=\"x\"\r\n \r\n00A\r\n0123456789\r\n0\r\n\r\n";
  for (std::size_t step = 1; step <= coded.size(); ++step) {
    for (const std::size_t room : {1UL, 3UL, 64UL}) {
      const auto decoded = decode(coded, step, room);
      ASSERT_TRUE(decoded) << step << " " << room;
      EXPECT_EQ(decoded->body, "hello 0123456789");
      EXPECT_TRUE(decoded->done);
    }
  }
}

TEST(ChunkedDecoder, LeavesTheNextRequestAlone) {
  const auto decoded = decode("1\r\na\r\n0\r\n\r\nGET / HTTP/1.1", 1000, 1000);
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->done);
  EXPECT_EQ(decoded->rest, 14u);
}

TEST(ChunkedDecoder, DropsTrailerFields) {
  const auto decoded = decode("1\r\na\r\n0\r\nX-Digest: b\r\n\r\n", 7, 10);
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->done);
  EXPECT_EQ(decoded->body, "a");
}

TEST(ChunkedDecoder, IsNotDoneBeforeTheLastLine) {
  for (const std::string part : {"", "5", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n0\r\n"}) {
    const auto decoded = decode(part, 3, 10);
    ASSERT_TRUE(decoded) << part;
    EXPECT_FALSE(decoded->done) << part;
  }
}

class MalformedChunks : public testing::TestWithParam<std::string> {};

TEST_P(MalformedChunks, AreRefused) {
  EXPECT_FALSE(decode(GetParam(), 1000, 1000).has_value());
  EXPECT_FALSE(decode(GetParam(), 1, 1000).has_value());
}

INSTANTIATE_TEST_SUITE_P(
    , MalformedChunks,
    testing::Values("x\r\n", "-1\r\na\r\n", "10000000000000000\r\na\r\n", "1\r\naX\r\n0\r\n\r\n",
                    "1\r\nab\r\n0\r\n\r\n", " 1\r\na\r\n0\r\n\r\n", "1 1\r\na\r\n0\r\n\r\n",
                    "0x1\r\na\r\n0\r\n\r\n", "1\na\n0\n\n", "1;a\nb\r\na", "\r\n",
                    "1\r\na\r\n0\r\n folded: x\r\n\r\n", "1\r\na\r\n0\r\nbad field\r\n\r\n",
                    "1;" + std::string(5000, 'e') + "\r\na", std::string(5000, '0') + "1\r\na",
                    "0\r\nX: " + std::string(kMaxChunkLineBytes + 100, 'y')));

}  // namespace
}  // namespace audmg::server
