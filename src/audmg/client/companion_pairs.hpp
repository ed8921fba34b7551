// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/local_files.hpp"

#include <string>
#include <vector>

namespace audmg::client {

/// Files that go together: a picture, or a recording, or anything else, and what belongs to it.
struct FileGroup {
  LocalFile file;
  /// At most one video and one sidecar; only of pictures.
  std::vector<LocalFile> companions{};
};

/// Tells by their names which files are companions of which pictures: IMG_1.MOV and IMG_1.xmp
/// belong to IMG_1.HEIC, and so does IMG_1.HEIC.xmp, which is preferred to IMG_1.xmp. The web app
/// (web/src/uploads/companions.ts) does the same. Every file is in one group; a companion that
/// finds no picture is in a group of its own.
[[nodiscard]] std::vector<FileGroup> pair_companions(std::vector<LocalFile> files);

/// Returns whether the name is that of a companion: .mov, .mp4, .xmp.
[[nodiscard]] bool is_companion_name(const std::filesystem::path& path);
/// Returns whether the name is that of a sidecar: .xmp.
[[nodiscard]] bool is_sidecar_name(const std::filesystem::path& path);

}  // namespace audmg::client
