// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/matrix.hpp"

#include <cstddef>

namespace audmg::media {
namespace {

Matrix inverse(const Matrix& m) {
  const auto minor = [&](std::size_t row, std::size_t column) {
    const std::size_t a = (row + 1) % 3;
    const std::size_t b = (row + 2) % 3;
    const std::size_t c = (column + 1) % 3;
    const std::size_t d = (column + 2) % 3;
    return m[a][c] * m[b][d] - m[a][d] * m[b][c];
  };
  const double determinant = m[0][0] * minor(0, 0) + m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2);
  Matrix result;
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      result[row][column] = minor(column, row) / determinant;
    }
  }
  return result;
}

Matrix diagonal(const Vector& values) {
  return {{{values[0], 0, 0}, {0, values[1], 0}, {0, 0, values[2]}}};
}

/// Tristimulus values of luminance 1.
Vector tristimulus(const Chromaticity& point) {
  return {point.x / point.y, 1, (1 - point.x - point.y) / point.y};
}

Matrix to_xyz(const Primaries& primaries) {
  const auto& [red, green, blue, white] = primaries;
  const Matrix chromaticities{{{red.x, green.x, blue.x},
                               {red.y, green.y, blue.y},
                               {1 - red.x - red.y, 1 - green.x - green.y, 1 - blue.x - blue.y}}};
  return chromaticities * diagonal(inverse(chromaticities) * tristimulus(white));
}

Matrix adapt(const Chromaticity& from, const Chromaticity& to) {
  constexpr Matrix kBradford{{{0.8951, 0.2664, -0.1614},  //
                              {-0.7502, 1.7135, 0.0367},
                              {0.0389, -0.0685, 1.0296}}};
  const Vector source = kBradford * tristimulus(from);
  const Vector target = kBradford * tristimulus(to);
  const Vector ratio{target[0] / source[0], target[1] / source[1], target[2] / source[2]};
  return inverse(kBradford) * diagonal(ratio) * kBradford;
}

}  // namespace

Vector operator*(const Matrix& matrix, const Vector& vector) {
  Vector result{};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t i = 0; i < 3; ++i) result[row] += matrix[row][i] * vector[i];
  }
  return result;
}

Matrix operator*(const Matrix& left, const Matrix& right) {
  Matrix result{};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      for (std::size_t i = 0; i < 3; ++i) result[row][column] += left[row][i] * right[i][column];
    }
  }
  return result;
}

Matrix between(const Primaries& from, const Primaries& to) {
  return inverse(to_xyz(to)) * adapt(from.white, to.white) * to_xyz(from);
}

}  // namespace audmg::media
