// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/qrencode/code.hpp"

#include <fmt/format.h>

#include <qrencode.h>

#include <memory>

namespace audmg::qrencode {
namespace {

/// Light modules around a code (ISO/IEC 18004); four are the norm, and cameras need them.
constexpr int kQuietModules = 4;

class Modules {
 public:
  static Result<Modules> encode(std::string_view text) {
    QRcode* const code = QRcode_encodeData(
        static_cast<int>(text.size()),
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the library's idea of bytes
        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M);
    if (code == nullptr) return fail(ErrorCode::too_large, "the text does not fit into a QR code");
    return Modules(code);
  }

  [[nodiscard]] int width() const { return code_->width; }
  /// Modules outside of the code are light.
  [[nodiscard]] bool is_dark(int x, int y) const {
    if (x < 0 || y < 0 || x >= width() || y >= width()) return false;
    constexpr unsigned kDark = 1;
    return (code_->data[y * width() + x] & kDark) != 0;
  }

 private:
  struct Free {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
  };
  explicit Modules(QRcode* code) : code_(code) {}
  std::unique_ptr<QRcode, Free> code_;
};

}  // namespace

Result<std::string> svg_code(std::string_view text) {
  AUDMG_TRY(const Modules modules, Modules::encode(text));
  const int side = modules.width() + 2 * kQuietModules;
  std::string path;
  for (int y = 0; y < modules.width(); ++y) {
    for (int x = 0; x < modules.width(); ++x) {
      if (modules.is_dark(x, y)) {
        path += fmt::format("M{} {}h1v1h-1z", x + kQuietModules, y + kQuietModules);
      }
    }
  }
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" )"
      R"(role="img" aria-label="QR code"><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{1}"/></svg>)",
      side, path);
}

Result<std::string> terminal_code(std::string_view text) {
  AUDMG_TRY(const Modules modules, Modules::encode(text));
  std::string lines;
  for (int y = -kQuietModules; y < modules.width() + kQuietModules; y += 2) {
    lines += "\x1b[30;107m";  // black on bright white
    for (int x = -kQuietModules; x < modules.width() + kQuietModules; ++x) {
      const bool upper = modules.is_dark(x, y);
      const bool lower = modules.is_dark(x, y + 1);
      lines += upper && lower ? "\u2588" : upper ? "\u2580" : lower ? "\u2584" : " ";
    }
    lines += "\x1b[0m\n";
  }
  return lines;
}

}  // namespace audmg::qrencode
