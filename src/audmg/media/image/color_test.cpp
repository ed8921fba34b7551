// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Colours that a file tells by code points: what is the same light becomes the same thumbnail.
#include "doubles/media_fixtures.hpp"
#include "doubles/motion_photo.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

/// Puts a chunk in front of a PNG's other ones.
std::string with_chunk(const std::string& png, std::string_view type, std::string_view body) {
  constexpr std::size_t kHeadBytes = 33;  // signature and IHDR
  return png.substr(0, kHeadBytes) + png_chunk(type, body) + png.substr(kHeadBytes);
}

std::string cicp(int primaries, int transfer) {
  return {static_cast<char>(primaries), static_cast<char>(transfer), 0, 1};
}

Rgba upper_left(const RenderedImage& image, const std::string& name = "small") {
  if (!image.record) {
    ADD_FAILURE() << image.record.error().message;
    return {};
  }
  return Pixels(image.outputs->content(name)).near(0.2, 0.2);
}

/// The samples of red of sRGB in Display P3, as a PNG without any profile.
std::string p3_samples() {
  std::string png = sample_image(".png", {.profile = "p3"});
  const std::size_t place = png.find("iCCP");
  EXPECT_NE(place, std::string::npos);
  const std::size_t length =
      (static_cast<std::uint8_t>(png[place - 2]) << 8U) | static_cast<std::uint8_t>(png[place - 1]);
  return png.erase(place - 4, length + 12);
}

TEST(Color, ThoseOfDisplayP3AreConverted) {
  EXPECT_FALSE(is_close(upper_left(rendered(p3_samples(), "image/png")), kRed, 20));
  const std::string told = with_chunk(p3_samples(), "cICP", cicp(12, 13));
  EXPECT_TRUE(is_close(upper_left(rendered(told, "image/png")), kRed, 10))
      << to_text(upper_left(rendered(told, "image/png")));
}

TEST(Color, CodePointsWinOverTheProfileOfAPng) {
  const std::string both = with_chunk(sample_image(".png", {.profile = "p3"}), "cICP", cicp(1, 13));
  const std::string neither = p3_samples();
  EXPECT_TRUE(is_close(upper_left(rendered(both, "image/png")),
                       upper_left(rendered(neither, "image/png")), 3));
}

TEST(Color, GammaOfAPngIsApplied) {
  // Linear light: 128 of it is 188.
  const std::string linear = with_chunk(p3_samples(), "gAMA", big_endian(100'000, 4));
  const Rgba plain = upper_left(rendered(p3_samples(), "image/png"));
  const Rgba brighter = upper_left(rendered(linear, "image/png"));
  EXPECT_GT(brighter[1], plain[1] + 20) << to_text(brighter);
}

TEST(Color, HighDynamicRangeHasSixteenBitsAndAlpha) {
  for (const bool has_alpha : {false, true}) {
    const SampleOptions options{.has_alpha = has_alpha, .is_16_bit = true};
    const std::string pq = with_chunk(sample_image(".png", options), "cICP", cicp(9, 16));
    const auto image = rendered(pq, "image/png");
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    const Pixels pixels(image.outputs->content("small"));
    EXPECT_TRUE(is_close(pixels.near(0.8, 0.8), kWhite)) << to_text(pixels.near(0.8, 0.8));
    EXPECT_EQ(pixels.near(0.2, 0.8)[3], has_alpha ? 0 : 255);
  }
}

TEST(Color, GreyOfHighDynamicRangeStaysGrey) {
  const std::string pq =
      with_chunk(sample_image(".png", {.is_gray = true, .is_16_bit = true}), "cICP", cicp(9, 16));
  const Rgba seen = upper_left(rendered(pq, "image/png"));
  EXPECT_TRUE(is_close(seen, {seen[0], seen[0], seen[0], 255}, 3)) << to_text(seen);
  EXPECT_GT(seen[0], 0);
}

/// The red corner of a test picture, whose colour is inside of every gamut.
Rgba dull_red(const RenderedImage& image) {
  if (!image.record) {
    ADD_FAILURE() << image.record.error().message;
    return {};
  }
  return Pixels(image.outputs->content("display")).near(0.13, 0.17);
}

TEST(Color, NclxOfAvifIsApplied) {
  std::string avif = fixture("allowed/picture.avif");
  const Rgba plain = dull_red(rendered(avif, "image/avif"));
  const std::size_t place = avif.find("nclx");
  ASSERT_NE(place, std::string::npos);
  avif.replace(place + 4, 4, std::string("\0\x0c\0\x0d", 4));
  const Rgba p3 = dull_red(rendered(avif, "image/avif"));
  EXPECT_FALSE(is_close(plain, p3, 2)) << to_text(plain) << " " << to_text(p3);
  avif.replace(place + 4, 4, std::string("\0\x09\0\x10", 4));
  const Rgba pq = dull_red(rendered(avif, "image/avif"));
  EXPECT_FALSE(is_close(plain, pq, 2)) << to_text(plain) << " " << to_text(pq);
}

}  // namespace
}  // namespace audmg::media
