// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/tag_values.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/media/audio/charset/charset.hpp"

#include <array>
#include <optional>
#include <utility>

namespace audmg::media {
namespace {

std::optional<taglib::Container> container_of(std::string_view content_type,
                                              std::string_view codec) {
  using enum taglib::Container;
  if (content_type == "audio/ogg") {
    return codec == "opus" ? ogg_opus : codec == "flac" ? ogg_flac : ogg_vorbis;
  }
  constexpr std::array<std::pair<std::string_view, taglib::Container>, 6> kContainers{
      {{"audio/mpeg", mpeg},
       {"audio/aac", mpeg},
       {"audio/flac", flac},
       {"audio/mp4", mp4},
       {"audio/wav", wav},
       {"audio/aiff", aiff}}};
  for (const auto& [type, container] : kContainers) {
    if (type == content_type) return container;
  }
  return std::nullopt;
}

taglib::TextDecoder choose_decoder(std::string_view sample) {
  return [charset = guess_charset(sample)](std::string_view text) {
    return eight_bit_to_utf8(text, charset);
  };
}

/// Returns no tags where they cannot be read. Errors: deadline_exceeded.
Result<taglib::FileTags> read_with_taglib(const RenderTask& task,
                                          std::optional<taglib::Container> container) {
  if (!container) return taglib::FileTags{};
  auto read =
      taglib::read_file_tags({.file = task.input, .size = task.size, .deadline = task.deadline},
                             *container, choose_decoder);
  if (read || read.error().code == ErrorCode::deadline_exceeded) return read;
  return taglib::FileTags{};
}

/// FFmpeg's names, generic ones and those of ID3 that it leaves as they are, and TagLib's.
constexpr std::array<std::pair<const char*, std::string_view>, 21> kNames{
    {{"title", "TITLE"},
     {"artist", "ARTIST"},
     {"author", "ARTIST"},
     {"album", "ALBUM"},
     {"album_artist", "ALBUMARTIST"},
     {"genre", "GENRE"},
     {"track", "TRACKNUMBER"},
     {"disc", "DISCNUMBER"},
     {"date", "DATE"},
     {"year", "DATE"},
     {"composer", "COMPOSER"},
     {"copyright", "COPYRIGHT"},
     {"comment", "COMMENT"},
     {"lyrics", "LYRICS"},
     {"compilation", "COMPILATION"},
     {"TBPM", "BPM"},
     {"TSRC", "ISRC"},
     {"title-sort", "TITLESORT"},
     {"artist-sort", "ARTISTSORT"},
     {"album-sort", "ALBUMSORT"},
     {"TSO2", "ALBUMARTISTSORT"}}};

// Adds what FFmpeg knows of names that have no value yet.
void add_names_of_ffmpeg(const ffmpeg::Demuxer& demuxer, taglib::FileTags& tags) {
  std::string sample;
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [name, property] : kNames) {
    const std::string_view value = demuxer.tag(name).substr(0, taglib::kMaxSampleBytes);
    if (value.empty() || tags.values.contains(property)) continue;
    if (!count_code_points(value)) sample.append(value).push_back('\n');
    found.emplace_back(property, value);
  }
  const Charset charset = guess_charset(sample);
  for (auto& [property, value] : found) {
    tags.values.try_emplace(std::move(property), 1, eight_bit_to_utf8(value, charset));
  }
}

}  // namespace

const std::vector<std::string>& TagValues::all(
    std::initializer_list<std::string_view> names) const {
  static const std::vector<std::string> kNone;
  for (const std::string_view name : names) {
    const auto found = tags_.values.find(name);
    if (found != tags_.values.end()) return found->second;
  }
  return kNone;
}

std::string_view TagValues::first(std::initializer_list<std::string_view> names) const {
  const auto& values = all(names);
  return values.empty() ? std::string_view() : std::string_view(values.front());
}

std::string_view TagValues::first_described(std::string_view name) const {
  if (const std::string_view value = first({name}); !value.empty()) return value;
  const std::string prefix = std::string(name) + ":";
  for (auto it = tags_.values.lower_bound(prefix);
       it != tags_.values.end() && it->first.starts_with(prefix); ++it) {
    if (!std::string_view(it->first).substr(prefix.size()).starts_with("ITUN")) {
      return it->second.front();
    }
  }
  return {};
}

Result<TagValues> read_tag_values(const RenderTask& task, const ffmpeg::Demuxer& demuxer) {
  AUDMG_TRY(taglib::FileTags tags,
            read_with_taglib(task, container_of(task.content_type, demuxer.claims().codec)));
  // FFmpeg has the tags of the last link that it saw of a chained Ogg file.
  if (task.content_type != "audio/ogg" || tags.values.empty()) add_names_of_ffmpeg(demuxer, tags);
  return TagValues(std::move(tags));
}

Result<TagValues> read_tag_values(const RenderTask& task) {
  // FFmpeg's names of what may be in an Ogg file; elsewhere they make no difference.
  for (const std::string_view codec : {"vorbis", "opus", "flac"}) {
    AUDMG_TRY(taglib::FileTags tags,
              read_with_taglib(task, container_of(task.content_type, codec)));
    if (!tags.values.empty() || task.content_type != "audio/ogg") return TagValues(std::move(tags));
  }
  return TagValues({});
}

}  // namespace audmg::media
