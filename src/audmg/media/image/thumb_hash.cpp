// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/thumb_hash.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace audmg::media {
namespace {

using Plane = std::vector<double>;

/// Luminance, yellow against blue, red against green, and alpha: the format's L, P, Q, A.
struct Planes {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Plane l, p, q, a;
  bool has_alpha = false;
};

/// Transparent parts get the average colour, which disturbs the coefficients least.
Planes split(std::span<const std::uint8_t> pixels, std::uint32_t width, std::uint32_t height) {
  const std::size_t count = std::size_t{width} * height;
  double red = 0;
  double green = 0;
  double blue = 0;
  double alpha = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto* pixel = &pixels[4 * i];
    const double weight = pixel[3] / 255.0;
    red += weight * pixel[0] / 255;
    green += weight * pixel[1] / 255;
    blue += weight * pixel[2] / 255;
    alpha += weight;
  }
  if (alpha > 0) {
    red /= alpha;
    green /= alpha;
    blue /= alpha;
  }
  Planes planes{width, height, Plane(count), Plane(count), Plane(count), Plane(count), false};
  for (std::size_t i = 0; i < count; ++i) {
    const auto* pixel = &pixels[4 * i];
    const double a = pixel[3] / 255.0;
    const double r = red * (1 - a) + a * pixel[0] / 255;
    const double g = green * (1 - a) + a * pixel[1] / 255;
    const double b = blue * (1 - a) + a * pixel[2] / 255;
    planes.l[i] = (r + g + b) / 3;
    planes.p[i] = (r + g) / 2 - b;
    planes.q[i] = r - g;
    planes.a[i] = a;
    planes.has_alpha = planes.has_alpha || pixel[3] != 255;
  }
  return planes;
}

/// The cosine transform of one plane: constant term, the low half of the others scaled to 0..1
/// around 0.5, and that scale.
struct Coefficients {
  double constant = 0;
  std::vector<double> others;
  double scale = 0;
};

Coefficients transform(const Planes& planes, const Plane& plane, std::uint32_t nx,
                       std::uint32_t ny) {
  Coefficients result;
  std::vector<double> cosines(planes.width);
  for (std::uint32_t cy = 0; cy < ny; ++cy) {
    for (std::uint32_t cx = 0; cx * ny + cy * nx < nx * ny; ++cx) {
      for (std::uint32_t x = 0; x < planes.width; ++x) {
        cosines[x] = std::cos(std::numbers::pi / planes.width * cx * (x + 0.5));
      }
      double sum = 0;
      for (std::uint32_t y = 0; y < planes.height; ++y) {
        double row = 0;
        for (std::uint32_t x = 0; x < planes.width; ++x) {
          row += plane[std::size_t{y} * planes.width + x] * cosines[x];
        }
        sum += row * std::cos(std::numbers::pi / planes.height * cy * (y + 0.5));
      }
      sum /= static_cast<double>(plane.size());
      if (cx == 0 && cy == 0) {
        result.constant = sum;
      } else {
        result.others.push_back(sum);
        result.scale = std::max(result.scale, std::abs(sum));
      }
    }
  }
  if (result.scale > 0) {
    for (double& other : result.others) other = 0.5 + 0.5 / result.scale * other;
  }
  return result;
}

/// Writes values of a few bits each, starting with the lowest bits of the first byte.
class BitWriter {
 public:
  /// `value` is 0..1; it takes `bits` bits.
  void put(double value, unsigned bits) {
    const double most = static_cast<double>((1U << bits) - 1);
    put_bits(static_cast<std::uint32_t>(std::lround(most * std::clamp(value, 0.0, 1.0))), bits);
  }
  void put_bits(std::uint32_t value, unsigned bits) {
    for (unsigned i = 0; i < bits; ++i, ++used_) {
      if (used_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() =
          static_cast<std::uint8_t>(bytes_.back() | (((value >> i) & 1U) << (used_ % 8)));
    }
  }
  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t used_ = 0;
};

/// Returns the number of luminance terms for a side: all for the longer one, a share for the other.
std::uint32_t terms(std::uint32_t side, std::uint32_t longest, std::uint32_t most) {
  const double share = static_cast<double>(most) * side / longest;
  return std::max(1U, static_cast<std::uint32_t>(std::lround(share)));
}

}  // namespace

std::vector<std::uint8_t> thumb_hash(std::span<const std::uint8_t> pixels, std::uint32_t width,
                                     std::uint32_t height) {
  AUDMG_ASSERT(width > 0 && width <= kMaxThumbHashSide);
  AUDMG_ASSERT(height > 0 && height <= kMaxThumbHashSide);
  AUDMG_ASSERT(pixels.size() == std::size_t{4} * width * height);
  const Planes planes = split(pixels, width, height);
  const std::uint32_t most = planes.has_alpha ? 5 : 7;
  const std::uint32_t longest = std::max(width, height);
  const std::uint32_t lx = terms(width, longest, most);
  const std::uint32_t ly = terms(height, longest, most);
  const Coefficients l = transform(planes, planes.l, std::max(3U, lx), std::max(3U, ly));
  const Coefficients p = transform(planes, planes.p, 3, 3);
  const Coefficients q = transform(planes, planes.q, 3, 3);
  const bool is_landscape = width > height;
  BitWriter out;
  out.put(l.constant, 6);
  out.put(0.5 + 0.5 * p.constant, 6);
  out.put(0.5 + 0.5 * q.constant, 6);
  out.put(l.scale, 5);
  out.put_bits(planes.has_alpha ? 1 : 0, 1);
  out.put_bits(is_landscape ? ly : lx, 3);
  out.put(p.scale, 6);
  out.put(q.scale, 6);
  out.put_bits(is_landscape ? 1 : 0, 1);
  const auto put_others = [&](const Coefficients& channel) {
    for (const double other : channel.others) out.put(other, 4);
  };
  Coefficients a;
  if (planes.has_alpha) {
    a = transform(planes, planes.a, 5, 5);
    out.put(a.constant, 4);
    out.put(a.scale, 4);
  }
  for (const Coefficients* channel : {&l, &p, &q}) put_others(*channel);
  put_others(a);
  return out.take();
}

}  // namespace audmg::media
