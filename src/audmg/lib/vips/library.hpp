// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>

/// RAII and error translation around libvips.
namespace audmg::vips {

/// Starts libvips once for the process: one thread per pipeline, no cache of operations, and no
/// loader but those of Loader (load.hpp). Must be called before anything else in this folder.
/// fork() may follow as long as no image was processed. Thread-safe. Errors: internal.
[[nodiscard]] Result<void> initialise();

/// Returns the version of the loaded library: "8.14.1".
[[nodiscard]] std::string library_version();

}  // namespace audmg::vips
