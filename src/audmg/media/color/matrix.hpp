// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/color/color_coding.hpp"

#include <array>

namespace audmg::media {

using Vector = std::array<double, 3>;
/// Row by row.
using Matrix = std::array<Vector, 3>;

[[nodiscard]] Vector operator*(const Matrix& matrix, const Vector& vector);
[[nodiscard]] Matrix operator*(const Matrix& left, const Matrix& right);

/// Returns the matrix that turns linear red, green and blue of one set of primaries into those of
/// another: by the method of SMPTE RP 177, with the white points adapted by Bradford's method.
/// Precondition: neither set is degenerate.
[[nodiscard]] Matrix between(const Primaries& from, const Primaries& to);

}  // namespace audmg::media
