// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/sandbox/sandbox_renderer.hpp"
#include "doubles/recording_logger.hpp"
#include "doubles/temporary_folder.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

/// A renderer whose decoder obeys the instructions in the file (evil_decoder.cpp).
class SandboxTestbed {
 public:
  explicit SandboxTestbed(unsigned workers = 2)
      : renderer_(make_sandbox_renderer({.program = {{}, AUDMG_EVIL_DECODER},
                                         .scratch_folder = folder_.path(),
                                         .workers = workers},
                                        logger_)) {}

  Result<Rendered> run(std::string_view order, std::string_view payload = "",
                       std::stop_token stop = {}) {
    std::string text(order);
    text.append("\n").append(payload);
    const Descriptor input(::memfd_create("order", MFD_CLOEXEC));
    AUDMG_ASSERT(::pwrite(input.get(), text.data(), text.size(), 0) ==
                 static_cast<ssize_t>(text.size()));
    return renderer_->render({.input = input.get(),
                              .size = text.size(),
                              .content_type = content_type_,
                              .plan = default_plan(),
                              .limits = limits_},
                             stop);
  }

  /// Returns the outcome that the decoder reports for its attempt, or the code of another error.
  std::string say(std::string_view order, std::string_view payload = "") {
    const auto rendered = run(order, payload);
    if (rendered && !rendered->failure) return "rendered";
    const Error& error = rendered ? *rendered->failure : rendered.error();
    if (error.code == ErrorCode::invalid_argument) return error.message;
    return std::string(to_string(error.code)) + ": " + error.message;
  }

  SandboxRenderer& renderer() { return *renderer_; }
  telemetry::RecordingLogger& logger() { return logger_; }
  MediaLimits& limits() { return limits_; }
  void set_content_type(std::string type) { content_type_ = std::move(type); }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  telemetry::RecordingLogger logger_;
  TemporaryFolder folder_;
  MediaLimits limits_{};
  std::string content_type_ = "image/jpeg";
  std::unique_ptr<SandboxRenderer> renderer_;
};

inline std::string read_fixture(std::string_view name) {
  std::ifstream file(std::filesystem::path(AUDMG_SOURCE_DIR) / "tests/data/media" / name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace audmg::media::sandbox
