// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/tagged_facts.hpp"

#include "audmg/media/audio/audio_tags.hpp"
#include "audmg/media/audio/cover.hpp"
#include "audmg/media/audio/recording.hpp"
#include "audmg/media/audio/tag_values.hpp"

namespace audmg::media {

Result<std::string> add_tagged_facts(const RenderTask& task, const ffmpeg::Demuxer& demuxer,
                                     AudioFacts& facts) {
  AUDMG_TRY(const TagValues values, read_tag_values(task, demuxer));
  facts.tags = make_audio_tags(values, task.limits);
  facts.replay_gain = make_replay_gain(values);
  facts.taken_at = recorded_at(demuxer, values, task.content_type);
  facts.place = recorded_in(demuxer, task.limits);
  facts.chapters = read_chapters(demuxer);
  return choose_cover(task, values, demuxer);
}

}  // namespace audmg::media
