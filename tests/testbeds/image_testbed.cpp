// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/image_testbed.hpp"

#include "audmg/lib/vips/library.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>
#include <vips/vips.h>

#include <cmath>

namespace audmg::media {
namespace {

/// Replaces an image by the output of one call on it; a failing call fails the test.
class Canvas {
 public:
  Canvas(int width, int height) {
    apply([&](VipsImage** out) { return vips_black(out, width, height, "bands", 3, nullptr); });
    apply([&](VipsImage** out) {
      return vips_copy(image_, out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    });
  }
  ~Canvas() { g_object_unref(image_); }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  [[nodiscard]] VipsImage* get() const { return image_; }
  template <class Call>
  void apply(Call call) {
    VipsImage* out = nullptr;
    if (call(&out) != 0) {
      ADD_FAILURE() << vips_error_buffer();
      vips_error_clear();
      return;
    }
    if (image_ != nullptr) g_object_unref(image_);
    image_ = out;
  }
  void fill(const std::array<double, 3>& color, int left, int top, int width, int height) {
    apply([&](VipsImage** out) {
      *out = vips_image_copy_memory(image_);
      return 0;
    });
    std::array<double, 3> ink = color;
    vips_draw_rect(image_, ink.data(), 3, left, top, width, height, "fill", TRUE, nullptr);
  }

 private:
  VipsImage* image_ = nullptr;
};

void add_alpha(Canvas& canvas, int width, int height) {
  Canvas alpha(width, height);
  alpha.fill({255, 255, 255}, width / 2, 0, width - width / 2, height);
  alpha.apply([&](VipsImage** out) { return vips_extract_band(alpha.get(), out, 0, nullptr); });
  canvas.apply(
      [&](VipsImage** out) { return vips_bandjoin2(canvas.get(), alpha.get(), out, nullptr); });
}

/// Makes each frame a different gray, because encoders omit frames that repeat the one before.
void add_frames(Canvas& canvas, const SampleOptions& options) {
  canvas.apply([&](VipsImage** out) {
    return vips_embed(canvas.get(), out, 0, 0, options.width, options.height * options.frames,
                      "extend", VIPS_EXTEND_BLACK, nullptr);
  });
  for (int frame = 1; frame < options.frames; ++frame) {
    const double gray = 40.0 * frame;
    canvas.fill({gray, gray, gray}, 0, frame * options.height, options.width, options.height);
  }
  vips_image_set_int(canvas.get(), "page-height", options.height);
}

void add_noise(Canvas& canvas, const SampleOptions& options) {
  constexpr double kDeviation = 12;
  Canvas noise(options.width, options.height);
  noise.apply([&](VipsImage** out) {
    return vips_gaussnoise(out, options.width, options.height, "mean", 0.0, "sigma", kDeviation,
                           "seed", 1, nullptr);
  });
  canvas.apply([&](VipsImage** out) { return vips_add(canvas.get(), noise.get(), out, nullptr); });
  canvas.apply([&](VipsImage** out) { return vips_cast_uchar(canvas.get(), out, nullptr); });
}

void add_metadata(Canvas& canvas, const SampleOptions& options) {
  canvas.apply([&](VipsImage** out) { return vips_copy(canvas.get(), out, nullptr); });
  if (!options.xmp.empty()) {
    vips_image_set_blob_copy(canvas.get(), "xmp-data", options.xmp.data(), options.xmp.size());
  }
  if (options.orientation != 0) {
    vips_image_set_int(canvas.get(), VIPS_META_ORIENTATION, options.orientation);
  }
}

std::string be(std::uint64_t value, std::size_t length) {
  std::string text;
  for (std::size_t i = length; i > 0; --i)
    text.push_back(static_cast<char>(value >> (8 * (i - 1))));
  return text;
}

std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

}  // namespace

std::string png_chunk(std::string_view type, std::string_view body) {
  const std::string content = std::string(type) + std::string(body);
  return be(body.size(), 4) + content + be(crc_of(content), 4);
}

std::string adler32(std::string_view content) {
  constexpr std::uint32_t kPrime = 65'521;
  std::uint32_t sum = 1;
  std::uint32_t sum_of_sums = 0;
  for (const char c : content) {
    sum = (sum + static_cast<std::uint8_t>(c)) % kPrime;
    sum_of_sums = (sum_of_sums + sum) % kPrime;
  }
  return be((sum_of_sums << 16U) | sum, 4);
}

std::string with_exif(const std::string& image, const std::string& block) {
  constexpr std::size_t kPngHeadBytes = 33;  // signature and IHDR
  if (image.starts_with("\x89PNG")) {
    return image.substr(0, kPngHeadBytes) + png_chunk("eXIf", block) + image.substr(kPngHeadBytes);
  }
  EXPECT_TRUE(image.starts_with("\xff\xd8"));
  const std::string body = std::string("Exif\0\0", 6) + block;
  return "\xff\xd8\xff\xe1" + be(body.size() + 2, 2) + body + image.substr(2);
}

Descriptor memory_file(std::string_view content) {
  Descriptor file(::memfd_create("test", MFD_CLOEXEC));
  EXPECT_EQ(::write(file.get(), content.data(), content.size()),
            static_cast<ssize_t>(content.size()));
  return file;
}

Result<int> MemoryOutputs::open(std::string_view rendition) {
  return files_.insert_or_assign(std::string(rendition), memory_file("")).first->second.get();
}

std::string MemoryOutputs::content(const std::string& rendition) const {
  const auto found = files_.find(rendition);
  if (found == files_.end()) return {};
  std::string bytes(static_cast<std::size_t>(::lseek(found->second.get(), 0, SEEK_END)), '\0');
  EXPECT_EQ(::pread(found->second.get(), bytes.data(), bytes.size(), 0),
            static_cast<ssize_t>(bytes.size()));
  return bytes;
}

Pixels::Pixels(std::string_view encoded) {
  EXPECT_TRUE(vips::initialise());
  VipsImage* image = vips_image_new_from_buffer(encoded.data(), encoded.size(), "", nullptr);
  if (image == nullptr) {
    ADD_FAILURE() << "not decodable: " << vips_error_buffer();
    vips_error_clear();
    return;
  }
  const int bands = vips_image_get_bands(image);
  EXPECT_TRUE(bands == 3 || bands == 4) << bands;
  std::size_t size = 0;
  auto* memory = static_cast<std::uint8_t*>(vips_image_write_to_memory(image, &size));
  width_ = static_cast<std::uint32_t>(vips_image_get_width(image));
  height_ = static_cast<std::uint32_t>(vips_image_get_height(image));
  for (std::size_t i = 0; memory != nullptr && i < size; ++i) {
    bytes_.push_back(memory[i]);
    if (bands == 3 && i % 3 == 2) bytes_.push_back(255);
  }
  g_free(memory);
  g_object_unref(image);
}

Rgba Pixels::at(std::uint32_t x, std::uint32_t y) const {
  const std::size_t start = 4 * (std::size_t{y} * width_ + x);
  if (x >= width_ || start + 3 >= bytes_.size()) return {-1, -1, -1, -1};
  return {bytes_[start], bytes_[start + 1], bytes_[start + 2], bytes_[start + 3]};
}

Rgba Pixels::near(double x, double y) const {
  return at(static_cast<std::uint32_t>(x * width_), static_cast<std::uint32_t>(y * height_));
}

bool is_close(const Rgba& a, const Rgba& b, int tolerance) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::abs(a[i] - b[i]) > tolerance) return false;
  }
  return true;
}

std::string to_text(const Rgba& color) {
  std::string text;
  for (const int channel : color) text += (text.empty() ? "" : ",") + std::to_string(channel);
  return text;
}

std::string sample_image(const std::string& suffix, const SampleOptions& options) {
  EXPECT_TRUE(vips::initialise());
  const int half_width = options.width / 2;
  const int half_height = options.height / 2;
  Canvas canvas(options.width, options.height);
  canvas.fill({255, 0, 0}, 0, 0, half_width, half_height);
  canvas.fill({0, 255, 0}, half_width, 0, options.width - half_width, half_height);
  canvas.fill({0, 0, 255}, 0, half_height, half_width, options.height - half_height);
  canvas.fill({255, 255, 255}, half_width, half_height, options.width - half_width,
              options.height - half_height);
  if (options.has_noise) add_noise(canvas, options);
  if (options.has_alpha) add_alpha(canvas, options.width, options.height);
  if (options.frames > 1) add_frames(canvas, options);
  if (!options.profile.empty()) {
    canvas.apply([&](VipsImage** out) {
      return vips_icc_transform(canvas.get(), out, options.profile.c_str(), "input_profile", "srgb",
                                nullptr);
    });
  }
  if (options.is_gray || options.is_16_bit) {
    const auto space =
        options.is_gray ? (options.is_16_bit ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W)
                        : VIPS_INTERPRETATION_RGB16;
    canvas.apply(
        [&](VipsImage** out) { return vips_colourspace(canvas.get(), out, space, nullptr); });
  }
  add_metadata(canvas, options);
  void* memory = nullptr;
  std::size_t size = 0;
  if (vips_image_write_to_buffer(canvas.get(), suffix.c_str(), &memory, &size, nullptr) != 0) {
    ADD_FAILURE() << suffix << vips_error_buffer();
    vips_error_clear();
    return {};
  }
  std::string encoded(static_cast<const char*>(memory), size);
  g_free(memory);
  return encoded;
}

RenderTask task_for(int input, std::string_view content, std::string_view type) {
  return {.input = input,
          .size = content.size(),
          .content_type = std::string(type),
          .plan = default_plan(),
          .limits = {}};
}

RenderedImage rendered(std::string_view content, std::string_view content_type) {
  const Descriptor input = memory_file(content);
  auto outputs = std::make_unique<MemoryOutputs>();
  auto record = render_image(task_for(input.get(), content, content_type), *outputs);
  return {std::move(record), std::move(outputs)};
}

}  // namespace audmg::media
