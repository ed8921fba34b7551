// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/functions/jobs/lacking_renditions.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

namespace audmg::functions {

/// Returns whether what is lacking can be had without decoding the whole file again: the facts of
/// its header and tags, and pictures from the cover of an audio file.
[[nodiscard]] bool needs_only_facts(const media::MediaRecord& earlier,
                                    const LackingRenditions& lacking);

/// Adds the thumbnails of a cover that only the present code may find. Precondition: the facts are
/// read again, and needs_only_facts().
void want_thumbnails_of_new_cover(const media::MediaRecord& earlier,
                                  const media::RenditionPlan& plan, LackingRenditions& lacking);

/// Takes over from the earlier record of the same file what is found only by decoding all of it
/// (durations, loudness, whether it plays everywhere), and the placeholder and colours that clients
/// have by now. Precondition: both are records of the same kind of file.
void keep_measurements(const media::MediaRecord& earlier, media::MediaRecord& made);

/// Combines what an attempt at a ready file has made with the record that other attempts have
/// stored since it began. Returns the renditions in `made`, those of `stored` that have other
/// names, and the facts of `stored`, unless those in `made` are as new and the file's sidecar was
/// read for them.
[[nodiscard]] media::MediaRecord merged_record(media::MediaRecord made, media::MediaRecord stored,
                                               const database::File& file,
                                               const media::RenditionPlan& plan);

}  // namespace audmg::functions
