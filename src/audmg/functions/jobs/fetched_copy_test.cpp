// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/fetched_copy.hpp"

#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr FetchLimits kLimits{
    .block_bytes = kBlockBytes, .kept_bytes = 4 * kBlockBytes, .spare_bytes = 0};

std::byte byte_at(std::uint64_t offset) { return static_cast<std::byte>(offset * 31 / 7); }

/// An object of any size, in a store that counts what is read of it, and can fail.
class CountedObject final : public storage::ObjectReader {
 public:
  explicit CountedObject(std::uint64_t size) { info_.size = size; }

  const storage::ObjectInfo& info() const noexcept override { return info_; }
  int descriptor() const noexcept override { return -1; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    if (fails_) return fail(ErrorCode::unavailable, "the store is away", true);
    if (offset >= info_.size) return 0;
    // As a store does that sends a piece at a time.
    constexpr std::uint64_t kPiece = 10'000;
    const auto count = static_cast<std::size_t>(
        std::min({static_cast<std::uint64_t>(into.size()), info_.size - offset, kPiece}));
    for (std::size_t i = 0; i < count; ++i) into[i] = byte_at(offset + i);
    bytes_read_ += count;
    return count;
  }

  void fail_from_now_on() { fails_ = true; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  storage::ObjectInfo info_;
  bool fails_ = false;
  std::uint64_t bytes_read_ = 0;
};

class FetchedCopyTest : public testing::Test {
 protected:
  std::unique_ptr<FetchedCopy> make(CountedObject& object, const FetchLimits& limits = kLimits) {
    auto copy = FetchedCopy::make(object, folder_.path().string(), limits);
    EXPECT_TRUE(copy);
    return *std::move(copy);
  }
  static std::vector<std::byte> read(const FetchedCopy& copy, std::uint64_t offset,
                                     std::size_t count) {
    std::vector<std::byte> bytes(count);
    const ssize_t got = ByteInput(copy.descriptor(), copy.fetcher()).read_at(offset, bytes);
    EXPECT_GE(got, 0);
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  }
  static void expect_right(const std::vector<std::byte>& bytes, std::uint64_t offset) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      ASSERT_EQ(bytes[i], byte_at(offset + i)) << offset + i;
    }
  }
  static bool can_read(const FetchedCopy& copy, std::uint64_t offset, std::size_t count) {
    std::vector<std::byte> bytes(count);
    return ByteInput(copy.descriptor(), copy.fetcher()).read_at(offset, bytes) ==
           static_cast<ssize_t>(count);
  }

  TemporaryFolder folder_;
};

TEST_F(FetchedCopyTest, HasTheBytesThatAreAskedFor) {
  CountedObject object(10 * kBlockBytes + 123);
  const auto copy = make(object);
  for (const std::uint64_t offset :
       {std::uint64_t{0}, std::uint64_t{1}, 3 * kBlockBytes - 1, 9 * kBlockBytes}) {
    const auto bytes = read(*copy, offset, 1000);
    EXPECT_EQ(bytes.size(), 1000U);
    expect_right(bytes, offset);
  }
  EXPECT_EQ(read(*copy, object.info().size - 10, 1000).size(), 10U);
  EXPECT_TRUE(read(*copy, object.info().size, 10).empty());
  EXPECT_TRUE(read(*copy, std::uint64_t{1} << 50, 10).empty());
  EXPECT_FALSE(copy->error());
}

TEST_F(FetchedCopyTest, FetchesNothingElse) {
  CountedObject object(std::uint64_t{50} << 30);
  const auto copy = make(object);
  EXPECT_EQ(object.bytes_read(), 0U);
  expect_right(read(*copy, std::uint64_t{49} << 30, 10), std::uint64_t{49} << 30);
  expect_right(read(*copy, (std::uint64_t{49} << 30) + 10, 10), (std::uint64_t{49} << 30) + 10);
  EXPECT_EQ(object.bytes_read(), kBlockBytes);
}

TEST_F(FetchedCopyTest, TakesNoMoreOfTheDiskThanItMay) {
  CountedObject object(100 * kBlockBytes);
  const auto copy = make(object);
  for (std::uint64_t block = 0; block < 100; ++block) {
    expect_right(read(*copy, block * kBlockBytes, kBlockBytes), block * kBlockBytes);
  }
  struct stat status{};
  ASSERT_EQ(::fstat(copy->descriptor(), &status), 0);
  EXPECT_EQ(status.st_size, 100 * static_cast<off_t>(kBlockBytes));
  EXPECT_LE(status.st_blocks * 512, 5 * static_cast<off_t>(kBlockBytes));
  expect_right(read(*copy, 0, 10), 0);
  EXPECT_EQ(object.bytes_read(), 101 * kBlockBytes) << "the first block was fetched again";
}

TEST_F(FetchedCopyTest, KeepsTheBlocksThatAreUsed) {
  CountedObject object(100 * kBlockBytes);
  const auto copy = make(object);
  for (std::uint64_t block = 1; block < 20; ++block) {
    expect_right(read(*copy, 0, 10), 0);
    expect_right(read(*copy, block * kBlockBytes, 10), block * kBlockBytes);
  }
  EXPECT_EQ(object.bytes_read(), 20 * kBlockBytes);
}

TEST_F(FetchedCopyTest, TellsWhyBytesCannotBeHad) {
  CountedObject object(10 * kBlockBytes);
  const auto copy = make(object);
  expect_right(read(*copy, 0, 10), 0);
  object.fail_from_now_on();
  EXPECT_FALSE(can_read(*copy, 5 * kBlockBytes, 10));
  EXPECT_EQ(errno, EIO);
  ASSERT_TRUE(copy->error());
  EXPECT_EQ(copy->error()->code, ErrorCode::unavailable);
}

TEST_F(FetchedCopyTest, EndsThePatienceWithAReaderWithoutEnd) {
  CountedObject object(10 * kBlockBytes);
  const auto copy = make(object);
  std::size_t reads = 0;
  while (reads < 1000 && can_read(*copy, reads % 10 * kBlockBytes, 10)) ++reads;
  EXPECT_EQ(reads, 40U);
  EXPECT_EQ(object.bytes_read(), 40 * kBlockBytes);
  EXPECT_FALSE(copy->error()) << "which says nothing of the object";
}

TEST_F(FetchedCopyTest, RefusesToFetchMoreAtOnceThanItKeeps) {
  CountedObject object(10 * kBlockBytes);
  const auto copy = make(object);
  EXPECT_TRUE(can_read(*copy, 0, 4 * kBlockBytes));
  EXPECT_FALSE(can_read(*copy, 0, 4 * kBlockBytes + 1));
  EXPECT_FALSE(can_read(*copy, 1, 4 * kBlockBytes));
}

TEST_F(FetchedCopyTest, AnswersNoOtherMessages) {
  CountedObject object(10 * kBlockBytes);
  for (const std::size_t size : {1UZ, 15UZ, 17UZ, 4096UZ}) {
    const auto copy = make(object);
    const std::vector<char> message(size);
    ASSERT_EQ(::write(copy->fetcher(), message.data(), size), static_cast<ssize_t>(size));
    std::array<char, 4> answer{};
    EXPECT_EQ(::read(copy->fetcher(), answer.data(), answer.size()), 0) << size;
  }
}

TEST_F(FetchedCopyTest, EndsThoughNobodyReadsTheAnswers) {
  CountedObject object(kBlockBytes);
  const auto copy = make(object);
  const FetchRequest request{.offset = 0, .size = 1};
  while (::send(copy->fetcher(), &request, sizeof(request), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) {
  }
}

}  // namespace
}  // namespace audmg::functions
