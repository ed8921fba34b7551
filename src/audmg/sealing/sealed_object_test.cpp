// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/sealed_object.hpp"

#include "audmg/sealing/sealed_text.hpp"
#include "sealing/object_maker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace audmg::sealing {
namespace {

using testing::HasSubstr;

constexpr std::string_view kName = "orig/ada/1";

/// Sizes of plaintext and stream: empty, within a segment, at its edge, several segments, streams
/// with a rest and without.
struct Shape {
  std::size_t size;
  std::uint64_t stream_bytes;
};
constexpr Shape kShapes[] = {{0, 0},      {1, 0},           {1000, 0},    {65480, 0},
                             {65481, 0},  {200'000, 0},     {2500, 1000}, {2000, 1000},
                             {700, 1000}, {300'000, 70'000}};

class SealedObjectTest : public testing::Test {
 protected:
  /// Expects that the bytes are not opened under the name, that the reason names it, and that no
  /// byte of any segment that was changed comes out.
  void expect_refused(std::string_view sealed, std::string_view name, const std::string& what) {
    const auto opened = opened_object(keyring_, name, sealed);
    ASSERT_FALSE(opened) << what;
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << what;
    EXPECT_THAT(opened.error().message, HasSubstr(std::string(name))) << what;
  }

  const Keyring keyring_ = Keyring::make();
  std::mt19937 random_{20260101};
};

TEST_F(SealedObjectTest, IsOpenedAgain) {
  for (const auto& [size, stream_bytes] : kShapes) {
    const std::string plain = random_plaintext(size, 1);
    const std::string sealed = sealed_object(keyring_, kName, plain, stream_bytes);
    EXPECT_EQ(sealed.size(), sealed_object_bytes(size, stream_bytes));
    const auto opened = opened_object(keyring_, kName, sealed);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_TRUE(*opened == plain) << size;
  }
}

TEST_F(SealedObjectTest, IsReadAnywhereInPiecesOfAnySize) {
  for (const auto& [size, stream_bytes] : kShapes) {
    if (size == 0) continue;
    const std::string plain = random_plaintext(size, 2);
    const std::string sealed = sealed_object(keyring_, kName, plain, stream_bytes);
    const auto reader = reader_of(keyring_, kName, sealed);
    ASSERT_TRUE(reader);
    for (int i = 0; i < 200; ++i) {
      const std::size_t offset = random_() % (size + 10);
      std::string piece(random_() % (i % 2 == 0 ? 200 : 150'000), '\0');
      const auto count = (*reader)->read_at(offset, std::as_writable_bytes(std::span(piece)));
      ASSERT_TRUE(count) << count.error().message;
      const std::string expected =
          offset >= size ? std::string() : plain.substr(offset, piece.size());
      ASSERT_EQ(*count, expected.size());
      piece.resize(*count);
      ASSERT_TRUE(piece == expected) << offset;
    }
  }
}

TEST_F(SealedObjectTest, IsTheSameHoweverTheBytesCame) {
  const std::string plain = random_plaintext(300'000, 3);
  const SealedObject object = SealedObject::make(keyring_, kName, 0);
  for (const std::size_t step : {std::size_t{1000}, std::size_t{65480}, std::size_t{65520},
                                 std::size_t{65521}, std::size_t{131'000}, plain.size()}) {
    std::string sealed;
    const auto append = [&](std::span<const std::byte> bytes) -> Result<void> {
      sealed.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      return {};
    };
    StreamSealer sealer(object.begin_stream(0, true));
    for (std::size_t at = 0; at < plain.size(); at += step) {
      const std::string_view piece = std::string_view(plain).substr(at, step);
      ASSERT_TRUE(sealer.append(std::as_bytes(std::span(piece)), append));
    }
    ASSERT_TRUE(sealer.finish(append));
    const auto header = object.header();
    sealed.insert(0, reinterpret_cast<const char*>(header.data()), header.size());
    const auto opened = opened_object(keyring_, kName, sealed);
    ASSERT_TRUE(opened) << step;
    EXPECT_TRUE(*opened == plain) << step;
  }
}

TEST_F(SealedObjectTest, HasNothingOfThePlaintext) {
  const std::string plain(100'000, 'a');
  const std::string sealed = sealed_object(keyring_, kName, plain);
  EXPECT_EQ(sealed.find("aaaa"), std::string::npos);
  EXPECT_NE(sealed, sealed_object(keyring_, kName, plain));
}

TEST_F(SealedObjectTest, IsRefusedWhenItIsCutOff) {
  for (const auto& [size, stream_bytes] : kShapes) {
    const std::string sealed =
        sealed_object(keyring_, kName, random_plaintext(size, 4), stream_bytes);
    std::vector<std::size_t> cuts{0, 1, 8, 127, 128, 129, 168, sealed.size() - 1};
    for (std::uint64_t i = 0; i < stream_count(size, stream_bytes); ++i) {
      cuts.push_back(stream_offset(i, stream_bytes));
    }
    for (std::size_t at = kSealedHeaderBytes; at < sealed.size(); at += kSegmentBytes) {
      cuts.push_back(at);
    }
    for (int i = 0; i < 50; ++i) cuts.push_back(random_() % sealed.size());
    for (const std::size_t cut : cuts) {
      if (cut >= sealed.size()) continue;
      expect_refused(sealed.substr(0, cut), kName,
                     std::to_string(size) + " at " + std::to_string(cut));
    }
  }
}

TEST_F(SealedObjectTest, IsRefusedWhenItGrew) {
  for (const auto& [size, stream_bytes] : kShapes) {
    std::string sealed = sealed_object(keyring_, kName, random_plaintext(size, 5), stream_bytes);
    const std::string copy = sealed;
    sealed += '\0';
    expect_refused(sealed, kName, std::to_string(size));
    expect_refused(copy + copy.substr(kSealedHeaderBytes), kName, std::to_string(size));
  }
}

TEST_F(SealedObjectTest, IsRefusedWithAnyBitFlipped) {
  const std::string small = sealed_object(keyring_, kName, random_plaintext(40, 6), 15);
  for (std::size_t bit = 0; bit < small.size() * 8; ++bit) {
    std::string changed = small;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    expect_refused(changed, kName, "bit " + std::to_string(bit));
  }
  const std::string large = sealed_object(keyring_, kName, random_plaintext(300'000, 6), 70'000);
  for (int i = 0; i < 300; ++i) {
    std::string changed = large;
    const std::size_t bit = random_() % (changed.size() * 8);
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    expect_refused(changed, kName, "bit " + std::to_string(bit));
  }
}

TEST_F(SealedObjectTest, IsRefusedWithSegmentsSwapped) {
  const std::string sealed = sealed_object(keyring_, kName, random_plaintext(300'000, 7));
  const auto segment = [&](std::size_t number) {
    return sealed.substr(kSealedHeaderBytes + number * kSegmentBytes, kSegmentBytes);
  };
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = a + 1; b < 4; ++b) {
      std::string changed = sealed;
      changed.replace(kSealedHeaderBytes + a * kSegmentBytes, kSegmentBytes, segment(b));
      expect_refused(changed, kName, "repeated");
      changed.replace(kSealedHeaderBytes + b * kSegmentBytes, kSegmentBytes, segment(a));
      expect_refused(changed, kName, "swapped");
    }
  }
}

TEST_F(SealedObjectTest, IsRefusedWithStreamsSwappedOrRepeated) {
  constexpr std::uint64_t kStream = 1000;
  const std::string sealed = sealed_object(keyring_, kName, random_plaintext(4000, 8), kStream);
  const std::size_t length = sealed_stream_bytes(kStream);
  const auto place = [](std::uint64_t number) {
    return static_cast<std::size_t>(stream_offset(number, kStream));
  };
  for (std::uint64_t a = 0; a < 4; ++a) {
    for (std::uint64_t b = 0; b < 4; ++b) {
      if (a == b) continue;
      std::string changed = sealed;
      changed.replace(place(a), length, sealed.substr(place(b), length));
      expect_refused(changed, kName, "stream repeated");
    }
  }
  // The last is dropped, and another one takes its place.
  expect_refused(sealed.substr(0, place(3)), kName, "stream dropped");
}

TEST_F(SealedObjectTest, IsRefusedUnderAnotherName) {
  const std::string plain = random_plaintext(5000, 9);
  for (const std::uint64_t stream_bytes : {std::uint64_t{0}, std::uint64_t{1000}}) {
    const std::string one = sealed_object(keyring_, kName, plain, stream_bytes);
    const std::string other = sealed_object(keyring_, "orig/ada/2", plain, stream_bytes);
    expect_refused(one, "orig/ada/2", "moved");
    // Its own header, the other's streams; and the other way round.
    expect_refused(one.substr(0, kSealedHeaderBytes) + other.substr(kSealedHeaderBytes), kName,
                   "spliced");
    expect_refused(other.substr(0, kSealedHeaderBytes) + one.substr(kSealedHeaderBytes), kName,
                   "spliced");
  }
}

TEST_F(SealedObjectTest, IsRefusedWithStreamsOfAnEarlierObject) {
  constexpr std::uint64_t kStream = 1000;
  const std::string former = sealed_object(keyring_, kName, random_plaintext(3000, 10), kStream);
  const std::string now = sealed_object(keyring_, kName, random_plaintext(3000, 11), kStream);
  for (std::uint64_t number = 0; number < 3; ++number) {
    std::string changed = now;
    const auto at = static_cast<std::size_t>(stream_offset(number, kStream));
    const std::size_t length = sealed_stream_bytes(kStream);
    changed.replace(at, length, former.substr(at, length));
    expect_refused(changed, kName, "replayed");
  }
  expect_refused(former.substr(0, kSealedHeaderBytes) + now.substr(kSealedHeaderBytes), kName,
                 "replayed header");
}

TEST_F(SealedObjectTest, TakesTheLastAttemptAtAPart) {
  constexpr std::uint64_t kStream = 1000;
  const SealedObject object = SealedObject::make(keyring_, kName, kStream);
  const auto header = object.header();
  const std::string first = random_plaintext(kStream, 12);
  const std::string again = random_plaintext(kStream, 13);
  const std::string one = sealed_stream(object, 0, false, first);
  const std::string two = sealed_stream(object, 0, false, again);
  // Both have keys of their own: the same place differs even where the texts do not.
  EXPECT_NE(one.substr(0, kStreamHeaderBytes), two.substr(0, kStreamHeaderBytes));
  EXPECT_NE(sealed_stream(object, 0, false, first).substr(kStreamHeaderBytes),
            one.substr(kStreamHeaderBytes));
  const std::string end = random_plaintext(10, 14);
  std::string sealed(reinterpret_cast<const char*>(header.data()), header.size());
  sealed += two + sealed_stream(object, 1, true, end);
  const auto opened = opened_object(keyring_, kName, sealed);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(*opened == again + end);
  // The beginning of one attempt and the rest of another are no part.
  std::string mixed = sealed;
  mixed.replace(kSealedHeaderBytes, kStreamHeaderBytes, one, 0, kStreamHeaderBytes);
  expect_refused(mixed, kName, "mixed");
}

TEST_F(SealedObjectTest, NeedsItsKeyring) {
  const std::string sealed = sealed_object(keyring_, kName, "text");
  const auto other = opened_object(Keyring::make(), kName, sealed);
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().message, HasSubstr("keyring of another drive"));
  // The same id with other keys.
  const Keyring forged(keyring_.id(), 1, {openssl::AesGcmKey{}});
  EXPECT_FALSE(opened_object(forged, kName, sealed));
  const auto rotated = keyring_.with_new_key();
  ASSERT_TRUE(rotated);
  EXPECT_EQ(opened_object(*rotated, kName, sealed).value_or(""), "text");
  const std::string later = sealed_object(*rotated, kName, "later");
  EXPECT_EQ(opened_object(*rotated, kName, later).value_or(""), "later");
  const auto behind = opened_object(keyring_, kName, later);
  ASSERT_FALSE(behind);
  EXPECT_THAT(behind.error().message, HasSubstr("this copy of the keyring does not have"));
}

TEST_F(SealedObjectTest, OpensBytesBeforeADamagedSegmentOnly) {
  const std::string plain = random_plaintext(200'000, 15);
  std::string sealed = sealed_object(keyring_, kName, plain);
  sealed[kSealedHeaderBytes + 2 * kSegmentBytes + 5] ^= 1;
  const auto reader = reader_of(keyring_, kName, sealed);
  ASSERT_TRUE(reader);
  std::string piece(100, '\0');
  const auto bytes = std::as_writable_bytes(std::span(piece));
  ASSERT_TRUE((*reader)->read_at(0, bytes));
  EXPECT_TRUE(plain.starts_with(piece));
  const auto damaged = (*reader)->read_at(140'000, bytes);
  ASSERT_FALSE(damaged);
  EXPECT_THAT(damaged.error().message, HasSubstr("between bytes 131000 and 196520"));
  ASSERT_TRUE((*reader)->read_at(199'900, bytes));
  EXPECT_TRUE(plain.ends_with(piece));
}

TEST_F(SealedObjectTest, KeepsAShortText) {
  const std::string sealed = seal_text(keyring_, "secrets/jwt_secret", "a secret");
  EXPECT_EQ(open_text(keyring_, "secrets/jwt_secret", sealed).value_or(""), "a secret");
  const auto moved = open_text(keyring_, "secrets/url_secret", sealed);
  ASSERT_FALSE(moved);
  EXPECT_THAT(moved.error().message, HasSubstr("secrets/url_secret"));
  EXPECT_EQ(open_text(keyring_, "x", seal_text(keyring_, "x", "")).value_or("?"), "");
}

}  // namespace
}  // namespace audmg::sealing
