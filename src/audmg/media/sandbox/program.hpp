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

/// Where the program that decodes comes from.
struct ProgramSource {
  /// Its bytes, when they are a part of this program; they live as long as it.
  std::span<const std::byte> embedded;
  /// Taken when there are none, and where a file in memory may not be executed.
  std::filesystem::path file;
};

/// `audmg-media` beside the program that is running.
[[nodiscard]] std::filesystem::path program_beside_this_one();

/// A program that was started: with an end of the control socket as descriptor 3, /dev/null as 0 to
/// 2, nothing else that was open, an environment of its own, and in a session of its own. It is
/// killed when the thread that started it ends.
class Program {
 public:
  /// Errors: unavailable, with the reason for an operator.
  [[nodiscard]] static Result<Program> start(const ProgramSource& source);

  Program(Program&& other) noexcept;
  Program& operator=(Program&&) = delete;
  ~Program();

  [[nodiscard]] pid_t process() const noexcept { return process_; }
  [[nodiscard]] const Descriptor& control() const noexcept { return control_; }

  /// Kills it, if it still runs, and says how it ended: "exit code 127". Called once at most.
  std::string end();

 private:
  Program(pid_t process, Descriptor control) : process_(process), control_(std::move(control)) {}

  pid_t process_ = -1;
  Descriptor control_;
};

}  // namespace audmg::media::sandbox
