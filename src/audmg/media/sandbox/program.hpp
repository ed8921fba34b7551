// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace audmg::media::sandbox {

/// The source of the decoding program.
struct ProgramSource {
  /// Its bytes, when they are embedded in this program; they live as long as it does.
  std::span<const std::byte> embedded;
  /// Used when there are none, and where files in memory may not be executed.
  std::filesystem::path file;
};

/// Returns the path of `audmg-media` beside the running program.
[[nodiscard]] std::filesystem::path program_beside_this_one();

/// A program that was started in a session of its own with an environment of its own. Its
/// descriptor 3 is an end of the control socket and 0 to 2 are /dev/null; it inherits no others. It
/// is killed when the thread that started it ends.
class Program {
 public:
  /// Errors: unavailable, with the reason for an operator.
  [[nodiscard]] static Result<Program> start(const ProgramSource& source);

  Program(Program&& other) noexcept;
  Program& operator=(Program&&) = delete;
  ~Program();

  [[nodiscard]] pid_t process() const noexcept { return process_; }
  [[nodiscard]] const Descriptor& control() const noexcept { return control_; }

  /// Kills the program, if it still runs, and returns how it ended: "exit code 127". Call it at
  /// most once.
  std::string end();

 private:
  Program(pid_t process, Descriptor control) : process_(process), control_(std::move(control)) {}

  pid_t process_ = -1;
  Descriptor control_;
};

}  // namespace audmg::media::sandbox
