// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/client/export_index.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace audmg::client {

struct ExportedFile {
  std::string path;  ///< below the folder
  bool was_there = false;
  bool has_sidecar = false;
};

/// Puts one file with its companions and its sidecar into the folder of an export:
///   name.ext               the original
///   name.mov, name.mp4     the moving part of a live photo
///   name.ext.xmp           what the owner says of it; else the sidecar that was uploaded with it
///   name.ext.original.xmp  the uploaded sidecar, when the owner has said more since
/// Thread-safe for different files. Errors: those of download_file().
[[nodiscard]] Result<ExportedFile> export_file(Connection& drive, ExportIndex& index,
                                               const std::filesystem::path& folder,
                                               const RemoteFile& file,
                                               const std::function<void(std::uint64_t)>& received);

}  // namespace audmg::client
