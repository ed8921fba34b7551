// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>

/// RAII and error translation around libvips.
namespace audmg::vips {

/// Starts libvips once for the process: one thread a pipeline, no cache of operations, and no
/// loader but those of Loader (load.hpp). Needed before anything else of this folder. May be
/// followed by fork() as long as no image was worked on. Thread-safe. Errors: internal.
[[nodiscard]] Result<void> initialise();

/// "8.14.1" of the library that is loaded.
[[nodiscard]] std::string library_version();

}  // namespace audmg::vips
