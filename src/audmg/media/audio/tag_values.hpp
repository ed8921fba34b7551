// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/lib/taglib/file_tags.hpp"
#include "audmg/media/render/render.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// The tags of one file under the names of FileTags, whatever library read them.
class TagValues {
 public:
  explicit TagValues(taglib::FileTags tags) : tags_(std::move(tags)) {}

  /// Returns all values under the first of these names that has any.
  [[nodiscard]] const std::vector<std::string>& all(
      std::initializer_list<std::string_view> names) const;
  /// Returns the first value of all(); "" when there is none.
  [[nodiscard]] std::string_view first(std::initializer_list<std::string_view> names) const;
  /// Returns the first value of `name`, or else the first one with a description, whose name is
  /// "NAME:DESCRIPTION". What programs keep for themselves, iTunes's "ITUNNORM", does not count.
  [[nodiscard]] std::string_view first_described(std::string_view name) const;
  [[nodiscard]] const std::vector<taglib::Picture>& pictures() const noexcept {
    return tags_.pictures;
  }

 private:
  taglib::FileTags tags_;
};

/// Reads the tags with TagLib, and with FFmpeg what TagLib does not find. A file whose tags are
/// broken has those that can be read. Errors: deadline_exceeded.
[[nodiscard]] Result<TagValues> read_tag_values(const RenderTask& task,
                                                const ffmpeg::Demuxer& demuxer);
/// Reads the tags of a file that FFmpeg cannot open, with TagLib alone. Errors: deadline_exceeded.
[[nodiscard]] Result<TagValues> read_tag_values(const RenderTask& task);

}  // namespace audmg::media
